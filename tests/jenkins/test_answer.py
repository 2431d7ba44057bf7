"""What a controller said."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jenkins.answer import LONGEST, Answer

JETTY = (
    "<html>\n<head>\n<title>Error 403 No valid crumb was included in the request</title>\n</head>\n"
    "<body><h2>HTTP ERROR 403 No valid crumb was included in the request</h2>\n<table>\n<tr><th>URI:</th></tr></table></body></html>"
)
PAGES = {
    "<html><title>Jenkins</title><p>a</p><h1>Error</h1><p>A job already exists with the name ‘x’</p></html>": "A job already exists with the name ‘x’",
    JETTY: "No valid crumb was included in the request",
    '<p>menu</p><h1>Access Denied</h1><p class="error">kim is missing the <b>Job/Create</b>\n permission</p>': "kim is missing the Job/Create permission",
    "<h1>Oops!</h1><p>Logging ID=123</p>": "Logging ID=123",
    "<head><title>502 Bad &amp; Gateway</title></head>": "502 Bad & Gateway",
    "plain text": "",
}


@pytest.mark.parametrize("page", PAGES)
def test_jenkins_own_message_is_found(page: str) -> None:
    """On its pages, on its container's, on a proxy's."""
    assert Answer(400, {}, page.encode()).said == PAGES[page]


def test_the_header_is_the_last_resort() -> None:
    """It has lost what is outside Latin-1."""
    assert Answer(400, {"X-Error": " bad name "}, b"").said == "bad name"


@given(st.binary(max_size=300) | st.text(alphabet="<p/>h12 title=\"", max_size=300).map(str.encode))
def test_any_body_gives_a_short_line(body: bytes) -> None:
    """Never an error, never a second line."""
    said = Answer(500, {}, body).said
    assert len(said) <= LONGEST and "\n" not in said


@pytest.mark.parametrize("body", [b"<p" * 40_000, b"<p>" * 30_000, b"<h2>HTTP ERROR" * 8_000, b"<" * 70_000])
def test_a_hostile_page_is_read_in_one_pass(body: bytes) -> None:
    """No pattern runs over it again and again."""
    begun = time.process_time()
    assert Answer(500, {}, body).said is not None
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (503, "<title>Starting Jenkins</title>", True),
        (503, "Please wait while Jenkins is getting ready to work ...", True),
        (503, "<title>Restarting Jenkins</title>", True),
        (503, "Service Unavailable", False),
        (200, "<title>Starting Jenkins</title>", False),
    ],
)
def test_a_controller_that_starts_is_known(status: int, body: str, expected: bool) -> None:
    """From a proxy that does not reach it."""
    assert Answer(status, {}, body.encode()).is_loading is expected


def test_a_page_that_shows_its_request_does_not_tell_the_token() -> None:
    """Some proxies print the request that they refuse; nothing of a secret is left, not even where the message is cut."""
    page = f"<p>{'x' * 290} token 11secret, sent as MTFzZWNyZXQ=</p>".encode()
    said = Answer(403, {"X-Error": "11secret"}, page, ("11secret", "MTFzZWNyZXQ=")).said
    assert "11" not in said and "MTFz" not in said and said.startswith("xxx")
    assert Answer(403, {"X-Error": "no 11secret"}, b"", ("11secret",)).said == "no ********"
