"""notifyEmail against a real SMTP server."""

from __future__ import annotations

import email
import email.policy
import io
import socket
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller

from gen_pipelines.simulate.engine import Engine

from .telling import BAD, GOOD, Told, build


class Kept:
    """Keeps mails; refuses recipients of another domain."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """Only example.com is served here."""
        if not address.endswith("@example.com"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep a mail."""
        self.mails.append(cast("EmailMessage", email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Controller]:
    """A server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    made = Controller(Kept(), hostname="127.0.0.1", port=number)
    made.start()
    yield made
    made.stop()


def mail(engine: Engine, folder: Path, port: int, call: str, body: str = BAD, **settings: Any) -> Told:
    """Run a build whose controller knows the server."""
    return build(engine, folder, call, body, environment={"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}, **settings)


def test_a_failure_is_a_mail_in_html_with_the_log(engine: Engine, tmp_path: Path, server: Controller) -> None:
    """To everybody, from whom the call says; hostile texts stay texts."""
    call = "notifyEmail(recipients: ['a@example.com', 'b@example.com'], sender: 'ci@example.com')"
    told = mail(engine, tmp_path, server.port, call, messages=('<script>alert(1)</script> $BUILD_URL ${ENV, var="PATH"} é',))
    assert told.result == "FAILURE" and "[notifyEmail] sent to a@example.com, b@example.com (" in told.log
    (received,) = server.handler.mails
    assert received["to"] == "a@example.com, b@example.com" and received["from"] == "ci@example.com"
    assert received["subject"].endswith("#1 failed in Compile")
    page, log = list(received.iter_parts())
    assert page.get_content_type() == "text/html"
    text = page.get_content()
    assert "<script>" not in text and "&lt;script&gt;" in text and "$" not in text and "é" in text
    assert "npm ended with 1; read its output" in text and '/console">Console</a>' in text
    with zipfile.ZipFile(io.BytesIO(log.get_content())) as packed:
        assert b"runCommand: npm ended with 1" in packed.read("build.log") or b"[runCommand] error" in packed.read("build.log")


def test_the_log_stays_behind_where_nobody_wants_it(engine: Engine, tmp_path: Path, server: Controller) -> None:
    """And a good build is told where it is asked for."""
    mail(engine, tmp_path, server.port, "notifyEmail(recipients: ['a@example.com'], attachLog: false, on: ['success'])", GOOD)
    (received,) = server.handler.mails
    assert [part.get_content_type() for part in received.iter_parts()] == ["text/html"] and received["subject"].endswith("succeeded")


def test_a_server_that_refuses_or_is_gone_changes_no_result(engine: Engine, tmp_path: Path, server: Controller) -> None:
    """The mail plugin tells it in the log, and so does ours."""
    told = mail(engine, tmp_path, server.port, "notifyEmail(recipients: ['a@nowhere.example'], on: ['success'])", GOOD)
    assert told.result == "SUCCESS" and "Failed sending e-mail: 550 no such user" in told.log and not server.handler.mails
    told = mail(engine, tmp_path, 1, "notifyEmail(recipients: ['a@example.com'], on: ['success'])", GOOD)
    assert told.result == "SUCCESS" and "Failed sending e-mail: " in told.log
