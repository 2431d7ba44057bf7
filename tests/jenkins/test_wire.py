"""One connection: python-jenkins' gaps closed."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from ssl import SSLCertVerificationError

import pytest
from urllib3.exceptions import SSLError

from gen_pipelines.jenkins.wire import BrokenOff, Unreachable, Untrusted, Wire

from .scripted import REFUSE_TO_ANSWER, SILENCE, Scripted, answer

TOKEN = "11secret"


@pytest.fixture
def wires() -> Iterator[list[Wire]]:
    """What a test opened is closed."""
    made: list[Wire] = []
    yield made
    for wire in made:
        wire.close()


def wire_to(url: str, wires: list[Wire], read: float = 5.0) -> Wire:
    """A signed-in connection."""
    wires.append(Wire(url, "kim", TOKEN, 2.0, read))
    return wires[-1]


def test_a_request_is_signed_and_its_answer_whole(wires: list[Wire]) -> None:
    """Basic authentication at once, no crumb, one connection for all requests."""
    with Scripted(answer(200, "hello", "X-Jenkins: 2.5")) as server:
        wire = wire_to(f"{server.url}/ci", wires)
        for _ in range(3):
            found = wire.send("GET", "job/a/api/json?tree=name", None, {})
        assert (found.status, found.text, found.headers["x-jenkins"]) == (200, "hello", "2.5")
        assert server.lines == ["GET /ci/job/a/api/json?tree=name"] * 3 and server.connections == 1
        assert "Authorization: Basic a2ltOjExc2VjcmV0" in server.requests[0]


def test_what_the_request_had_of_secrets_is_hidden_in_its_answer(wires: list[Wire], monkeypatch: pytest.MonkeyPatch) -> None:
    """The token, as it is and as it is sent, and the extra headers of somebody's proxy."""
    monkeypatch.setenv("JENKINS_API_EXTRA_HEADERS", "X-Gate: Bearer open-sesame\nX-Short: abc")
    page = f"<p>kim:{TOKEN} Basic a2ltOjExc2VjcmV0, a2ltOjExc2VjcmV0, open-sesame, abc</p>"
    with Scripted(answer(403, page)) as server:
        found = wire_to(server.url, wires).send("GET", "api/json", None, {})
        assert found.said == "kim:******** ********, ********, ********, abc" and TOKEN not in repr(found).replace(page, "")


def test_redirects_are_answers(wires: list[Wire]) -> None:
    """The HTML page behind them is never read."""
    with Scripted(answer(302, "", "Location: /elsewhere")) as server:
        found = wire_to(server.url, wires).send("POST", "job/a/disable", b"", {})
        assert (found.status, found.headers["Location"], len(server.requests)) == (302, "/elsewhere", 1)


CUT = {
    "closed": REFUSE_TO_ANSWER,
    "cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
    "cut off in chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "no HTTP": b"SSH-2.0-OpenSSH\r\n\r\n",
    "damaged gzip": answer(200, "abc", "Content-Encoding: gzip"),
    "silence": SILENCE,
}


@pytest.mark.parametrize("what", CUT)
def test_an_answer_that_is_not_whole_is_none(wires: list[Wire], what: str) -> None:
    """Told apart from never having got there; the next request opens a new connection."""
    with Scripted(CUT[what], answer(200, "fine")) as server:
        wire = wire_to(server.url, wires, 0.2)
        with pytest.raises(BrokenOff):
            wire.send("POST", "createItem?name=a", b"<x/>", {})
        assert wire.send("GET", "api/json", None, {}).text == "fine"


def test_nobody_there(wires: list[Wire]) -> None:
    """Nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=r"no connection: Connection refused"):
        wire_to(f"http://127.0.0.1:{port}", wires).send("POST", "createItem?name=a", b"<x/>", {})


def test_a_certificate_that_is_not_trusted_is_no_outage(wires: list[Wire], monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking again does not help; nothing was sent."""
    refused = SSLCertVerificationError("certificate verify failed")
    refused.verify_message = "self-signed certificate"

    def urlopen(*arguments: object, **named: object) -> None:
        raise SSLError(refused)

    wire = wire_to("https://127.0.0.1:9", wires)
    monkeypatch.setattr(wire._pool, "urlopen", urlopen)
    wire._used = time.monotonic()
    with pytest.raises(Untrusted, match="self-signed certificate"):
        wire.send("GET", "api/json", None, {})


def test_https_where_http_is_spoken(wires: list[Wire]) -> None:
    """Said in words, not in those of the TLS library."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer(400, "bad request"))

        thread = threading.Thread(target=refuse, daemon=True)
        thread.start()
        with pytest.raises(Unreachable, match="does not speak TLS: is this an address of http"):
            wire_to(f"https://127.0.0.1:{server.getsockname()[1]}", wires).send("GET", "api/json", None, {})
        thread.join()


def test_a_crumb_comes_with_its_session(wires: list[Wire]) -> None:
    """Both are sent from then on; without a crumb issuer neither is."""
    crumb = answer(200, '{"crumb": "c0ffee", "crumbRequestField": "Jenkins-Crumb"}', "Set-Cookie: JSESSIONID.1=abc; Path=/; HttpOnly")
    with Scripted(crumb, answer()) as server:
        wire = wire_to(server.url, wires)
        wire.refresh_crumb()
        wire.send("POST", "x", b"", {})
        assert server.lines[0] == "GET /crumbIssuer/api/json"
        assert "Jenkins-Crumb: c0ffee" in server.requests[1] and "Cookie: JSESSIONID.1=abc" in server.requests[1]
    with Scripted(answer(404, "<html>"), answer()) as server:
        wire = wire_to(server.url, wires)
        wire.refresh_crumb()
        wire.send("POST", "x", b"", {})
        assert "Crumb" not in server.requests[1] and "Cookie" not in server.requests[1]


def test_tokens_and_extra_headers_stay_out_of_logs_and_texts(wires: list[Wire], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """The headers are sent, and neither logged nor shown."""
    monkeypatch.setenv("JENKINS_API_EXTRA_HEADERS", "X-Proxy-Token: hidden-value")
    caplog.set_level(logging.DEBUG)
    with Scripted(answer(), REFUSE_TO_ANSWER) as server:
        wire = wire_to(server.url, wires)
        wire.send("GET", "x", None, {})
        assert "X-Proxy-Token: hidden-value" in server.requests[0]
        with pytest.raises(BrokenOff) as caught:
            wire.send("GET", "x", None, {})
    shown = f"{caplog.text} {wire!r} {caught.value!r}"
    assert "hidden-value" not in shown and TOKEN not in shown and "a2ltOjExc2VjcmV0" not in shown
