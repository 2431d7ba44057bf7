"""notifySlack against an endpoint that keeps what Slack's chat.postMessage would get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gen_pipelines.simulate.engine import Engine

from .endpoint import Answer, Endpoint
from .telling import BAD, GOOD, build, described

OK = Answer(body='{"ok": true, "channel": "C1", "ts": "1700000000.000100"}')


@pytest.fixture
def slack() -> Iterator[Endpoint]:
    """An endpoint that takes every message."""
    endpoint = Endpoint()
    endpoint.answers = [OK]
    yield endpoint
    endpoint.stop()


def call(slack: Endpoint, more: str = "") -> str:
    """The call, which says what it returned."""
    return f"echo \"returned ${{notifySlack(channel: '#builds', api: '{slack.url}/api', on: ['success', 'failure', 'unstable', 'fixed', 'aborted']{more})}}\""


def fields(payload: Any) -> dict[str, str]:
    """The facts of a message by name."""
    texts = [field["text"] for block in payload["attachments"][0]["blocks"] for field in block.get("fields", [])]
    return dict(text[1:].split("*\n", 1) for text in texts)


def test_a_failure_says_who_what_where_and_what_to_do(engine: Engine, tmp_path: Path, slack: Endpoint) -> None:
    """Once, with the token in the header alone."""
    image = "image: registry.example.com/api@sha256:12ab 1.4 · scanImage: 2 high"
    told = build(engine, tmp_path, call(slack, ", mention: '@here'"), described(image) + BAD, messages=("SHOP-7 faster",))
    assert told.result == "FAILURE"
    assert "[notifySlack] sent to #builds (" in told.log
    assert "returned [sent:true, reason:]" in told.log
    (asked,) = slack.asked
    assert asked.path == "/api/chat.postMessage" and asked.headers["authorization"].startswith("Bearer sentinel")
    assert b"sentinel" not in asked.body and asked.headers["content-type"].lower() == "application/json; charset=utf-8"
    payload = asked.json()
    assert payload["channel"] == "#builds" and "thread_ts" not in payload
    assert payload["text"].startswith("<!here> ") and payload["text"].endswith("#1 failed in Compile")
    said = fields(payload)
    assert said["Image"] == "registry.example.com/api@sha256:12ab 1.4"
    assert said["What failed"] == "runCommand: npm ended with 1; read its output"
    assert said["Failed stage"] == "Compile" and "SHOP-7 faster" in said["Commit"] and said["Committer"]
    links = payload["attachments"][0]["blocks"][-1]["elements"][0]["text"]
    assert all(f"|{name}>" in links for name in ("Build", "Console", "Changes"))


@pytest.mark.parametrize(
    ("body", "previous", "word"),
    [
        (GOOD, (), "succeeded"),
        (GOOD, ("SUCCESS", "FAILURE", "ABORTED"), "is fixed"),
        ("unstable('two tests')", (), "is unstable"),
        ("currentBuild.result = 'ABORTED'", (), "was stopped"),
        (BAD, ("FAILURE",), "failed in Compile"),
    ],
)
def test_every_result_has_its_word(engine: Engine, tmp_path: Path, slack: Endpoint, body: str, previous: tuple[str, ...], word: str) -> None:
    """Mentions are for failures of main only."""
    build(engine, tmp_path, call(slack, ", mention: '@here'"), body, previous)
    payload = slack.asked[0].json()
    assert payload["text"].endswith(word) and ("<!here>" in payload["text"]) == ("failed" in word)


def test_nobody_is_mentioned_from_another_branch(engine: Engine, tmp_path: Path, slack: Endpoint) -> None:
    """Even where it fails."""
    build(engine, tmp_path, call(slack, ", mention: '@here'"), BAD, branch="feature/x")
    assert "<!" not in slack.asked[0].body.decode()


def test_a_second_message_goes_into_the_thread_of_the_first(engine: Engine, tmp_path: Path, slack: Endpoint) -> None:
    """One thread a build."""
    build(engine, tmp_path, f"{call(slack)}\n{call(slack)}")
    assert [asked.json().get("thread_ts") for asked in slack.asked] == [None, "1700000000.000100"]


def test_texts_of_others_mention_nobody_and_are_cut(engine: Engine, tmp_path: Path, slack: Endpoint) -> None:
    """A commit message with a mention, a link and 100 kB."""
    build(engine, tmp_path, call(slack), messages=("<!channel> <https://evil.example.com|here> & " + "é" * 100_000,))
    text = fields(slack.asked[0].json())["Commit"]
    assert "<" not in text and "&lt;!channel&gt;" in text and "&amp;" in text and len(text) < 2000


@pytest.mark.parametrize(
    ("answers", "asked", "reason"),
    [
        ([Answer(body='{"ok": false, "error": "invalid_auth"}')], 1, "Slack says invalid_auth"),
        ([Answer(403, "no")], 1, "HTTP 403"),
        ([Answer(500, '{"error": "down"}')], 3, "HTTP 500: down"),
        ([Answer(200, "<html>")], 1, "Slack says nothing that it should"),
        ([Answer(429, "{}", (("Retry-After", "7"),)), OK], 2, ""),
    ],
)
def test_a_notification_that_fails_changes_no_result(engine: Engine, tmp_path: Path, slack: Endpoint, answers: list[Answer], asked: int, reason: str) -> None:
    """It is one line, and the reason; who is busy is asked again when it says."""
    slack.answers = answers
    told = build(engine, tmp_path, call(slack))
    assert told.result == "SUCCESS" and len(slack.asked) == asked
    assert f"returned [sent:{str(not reason).lower()}, reason:{reason}]" in told.log
    assert ("Sleeping for 7 sec" in told.log) == (not reason)


def test_what_is_missing_changes_no_result(engine: Engine, tmp_path: Path, slack: Endpoint) -> None:
    """A credential, a server."""
    told = build(engine, tmp_path, call(slack, ", credentials: 'nobody'"))
    assert told.result == "SUCCESS" and "not sent: Could not find credentials entry with ID 'nobody'" in told.log
    slack.stop()
    told = build(engine, tmp_path, call(slack))
    assert told.result == "SUCCESS" and "not sent: no answer (" in told.log
