"""What is asked again, what is not, and how failures are told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gen_pipelines.errors import ControllerError, LostAnswer
from gen_pipelines.jenkins import client as module
from gen_pipelines.jenkins import patience
from gen_pipelines.jenkins.client import FORM, TRIES, XML, Client, Settings

from .scripted import REFUSE_TO_ANSWER, SILENCE, Scripted, answer

LOADING = answer(503, "<html><head><title>Starting Jenkins</title></head><body>Jenkins is getting ready to work</body></html>")
CRUMB = answer(200, '{"crumb": "c0ffee", "crumbRequestField": "Jenkins-Crumb"}', "Set-Cookie: JSESSIONID.1=abc; Path=/")
NO_CRUMB = answer(403, "<html><body><h2>HTTP ERROR 403 No valid crumb was included in the request</h2></body></html>")
WRONG = {
    "429": answer(429, "slow down", "Retry-After: 0"),
    "500": answer(500, "<h1>Internal Server Error</h1>"),
    "502": answer(502, "bad gateway"),
    "503": answer(503, "unavailable"),
    "504": answer(504, "gateway time-out"),
    "loading": LOADING,
    "closed": REFUSE_TO_ANSWER,
    "cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
    "silence": SILENCE,
    "HTML": answer(200, "<html><p>Please sign in</p></html>"),
    "half of JSON": answer(200, '{"jobs": ['),
}


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of milliseconds instead of seconds."""
    monkeypatch.setattr(patience, "FIRST", 0.001)
    monkeypatch.setattr(patience, "LONGEST", 0.01)


@contextmanager
def talking(*script: bytes, wait: float = 5.0, user: str | None = "kim", rate: float | None = None) -> Iterator[tuple[Client, Scripted]]:
    """A client and the server it talks to."""
    with Scripted(*script) as server:
        client = Client(server.url, user, user and "11secret", Settings(connect=1.0, read=0.3, wait=wait, workers=2, rate=rate), "set A and B")
        try:
            yield client, server
        finally:
            client.close()


@pytest.mark.parametrize("what", WRONG)
def test_a_read_is_asked_again(what: str) -> None:
    """Twice nothing, then the answer."""
    with talking(WRONG[what], WRONG[what], answer(200, '{"a": 1}')) as (client, server):
        assert client.get_json("api/json") == {"a": 1}
        assert len(server.requests) == 3


@pytest.mark.parametrize("what", ["429", "loading"])
def test_a_write_that_was_not_done_is_asked_again(what: str) -> None:
    """The controller said so."""
    with talking(WRONG[what], answer()) as (client, server):
        assert client.post("createItem?name=a", "<x/>").status == 200
        assert server.lines == ["POST /createItem?name=a"] * 2


@pytest.mark.parametrize("what", ["500", "502", "503", "504", "closed", "cut off", "silence"])
def test_a_write_that_may_have_been_done_is_the_callers_to_judge(what: str) -> None:
    """It is not asked again here."""
    with talking(WRONG[what], answer()) as (client, server):
        with pytest.raises(LostAnswer, match="may have been done or not"):
            client.post("createItem?name=a", "<x/>")
        assert len(server.requests) == 1


def test_a_refusal_has_request_status_message_and_advice() -> None:
    """What Jenkins said comes from its page."""
    page = "<html><body><h1>Error</h1><p>A job already exists with the name ‘a’</p></body></html>"
    with talking(answer(400, page, "X-Error: A job already exists with the name  a ")) as (client, _), pytest.raises(ControllerError) as caught:
        client.post("job/team/createItem?name=a%20b", "<x/>")
    assert caught.value.message == "POST /job/team/createItem?name=a b: 400 Bad Request: A job already exists with the name ‘a’"
    assert caught.value.status == 400


def test_jenkins_own_500_is_a_refusal() -> None:
    """Its pages name it, a proxy's do not."""
    with talking(answer(500, "<h1>Oops!</h1><p>Logging ID=1-2</p>", "X-Jenkins: 2.5")) as (client, _), pytest.raises(ControllerError, match="Logging ID=1-2") as caught:
        client.post("createItem?name=a", "<x/>")
    assert not isinstance(caught.value, LostAnswer) and "controller's log" in caught.value.hint


@pytest.mark.parametrize(
    ("status", "user", "headers", "hint"),
    [
        (401, "kim", (), "API token"),
        (401, None, (), "set A and B"),
        (403, None, ("X-You-Are-Authenticated-As: anonymous",), "set A and B"),
        (403, "kim", ("X-Required-Permission: hudson.model.Item.Configure",), "hudson.model.Item.Configure"),
        (302, "kim", ("Location: /login",), "redirect"),
    ],
)
def test_what_to_do_about_it(status: int, user: str | None, headers: tuple[str, ...], hint: str) -> None:
    """Advice that fits the one who asked."""
    with talking(answer(status, "", *headers), user=user) as (client, _), pytest.raises(ControllerError) as caught:
        client.get("api/json")
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("content_type", "location", "taken"),
    [(FORM, "/job/a/", True), (FORM, "https://sso.example.com/login?from=x", False), (XML, "/job/a/", False), (FORM, "/securityRealm/commenceLogin", False)],
)
def test_a_redirect_is_success_for_forms_only_and_never_to_a_sign_in(content_type: str, location: str, taken: bool) -> None:
    """An expired sign-in at a proxy answers every POST with one, and nothing was done."""
    with talking(answer(302, "", f"Location: {location}")) as (client, _):
        if taken:
            assert client.post("job/a/disable", "", content_type).status == 302
            return
        with pytest.raises(ControllerError, match="302 Found: to ") as caught:
            client.post("job/a/disable", "", content_type)
        assert "sign-in page" in caught.value.hint


def test_what_is_not_there_is_an_answer_for_reads_and_removals() -> None:
    """And an error for what should have been changed."""
    with talking(answer(404, "<html>")) as (client, _):
        assert client.get_json("job/a/api/json") is None
        assert client.get("job/a/config.xml").status == client.delete("job/a/").status == 404
        with pytest.raises(ControllerError):
            client.post("job/a/config.xml", "<x/>")


def test_a_crumb_is_fetched_when_one_is_asked_for_and_not_for_ever() -> None:
    """Then the request is sent again; if that does not help, the advice is a token."""
    with talking(NO_CRUMB, CRUMB, answer(), NO_CRUMB, CRUMB, NO_CRUMB, CRUMB, NO_CRUMB, CRUMB, NO_CRUMB) as (client, server):
        assert client.post("a", "").status == 200
        assert server.lines == ["POST /a", "GET /crumbIssuer/api/json", "POST /a"]
        with pytest.raises(ControllerError) as caught:
            client.post("b", "")
        assert "API token instead of a password" in caught.value.hint and len(server.requests) == 10


def test_a_wrong_address_is_told_soon_and_an_outage_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first answer the address may be wrong; afterwards the controller is away."""
    monkeypatch.setattr(module, "FIRST_CONTACT", 0.05)
    client = Client("http://127.0.0.1:9", "kim", "x", Settings(wait=60))
    begun = time.monotonic()
    with pytest.raises(ControllerError, match="cannot be reached"):
        client.get("api/json")
    assert time.monotonic() - begun < 5
    with talking(answer(200, "1", "X-Jenkins-Session: one"), *[WRONG["502"]] * (TRIES * 3), answer(200, "2", "X-Jenkins-Session: two")) as (client, _):
        told: list[str] = []
        client.tell = told.append
        assert client.get("a").text == "1"
        assert client.get("a").text == "2"
        assert client.restarts == 1 and any("waiting for" in one for one in told)


@pytest.mark.parametrize("address", ["http://127.0.0.1:99999", "https://*.example.com"])
def test_an_address_that_is_none_is_a_failure_like_others(address: str) -> None:
    """The libraries below have errors of their own for it."""
    client = Client(address, "kim", "11secret", Settings(wait=0.0))
    with pytest.raises(ControllerError, match="this is no address of a server"):
        client.get("api/json")


def test_the_wait_has_an_end_and_ctrl_c_is_one() -> None:
    """No request goes on for ever."""
    with talking(LOADING, wait=0.05) as (client, _), pytest.raises(ControllerError, match="503"):
        client.get("a")
    with talking(LOADING, wait=600) as (client, server):
        client.stop.set()
        with pytest.raises(ControllerError):
            client.get("a")
        assert len(server.requests) == 1


def test_bodies_have_their_charset() -> None:
    """Without it Jenkins garbles what is not ASCII."""
    with talking(answer()) as (client, server):
        client.post("job/a/config.xml", "<d>é𝔘</d>")
        assert "Content-Type: application/xml; charset=utf-8" in server.requests[0]
        assert server.bodies[0] == "<d>é𝔘</d>".encode()


def test_no_more_requests_a_second_than_allowed() -> None:
    """Eleven requests at 100 a second take a tenth of a second."""
    with talking(answer(200, "1"), rate=100) as (client, _):
        begun = time.monotonic()
        for _ in range(11):
            client.get("a")
        assert time.monotonic() - begun >= 0.1


def test_messages_of_a_server_are_cut_and_plain() -> None:
    """100 kB of markup become a line."""
    page = f"<p class='x'>{'<b>a</b>' * 20_000}</p>"
    with talking(answer(400, page)) as (client, _), pytest.raises(ControllerError) as caught:
        client.post("a", "")
    assert len(caught.value.message) < 400 and "<" not in caught.value.message
