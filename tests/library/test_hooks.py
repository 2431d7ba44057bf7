"""notifyPagerDuty, notifyWebhook and notifyJira against endpoints that keep what they get."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gen_pipelines.simulate.engine import Engine

from .endpoint import Answer, Endpoint
from .telling import BAD, GOOD, build, described

SECRET = b"sentinel-hook-key-secret"  # what the simulator puts in place of the credential
ALL = "on: ['success', 'failure', 'unstable', 'fixed', 'aborted']"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An endpoint that takes everything."""
    made = Endpoint()
    yield made
    made.stop()


def calls(endpoint: Endpoint) -> dict[str, str]:
    """A call of each step."""
    return {
        "notifyPagerDuty": f"notifyPagerDuty(credentials: 'pagerduty-key', api: '{endpoint.url}', {ALL})",
        "notifyWebhook": f"notifyWebhook(url: '{endpoint.url}/builds?team=a', credentials: 'hook-key', {ALL})",
        "notifyJira": f"notifyJira(site: '{endpoint.url}/', credentials: 'jira', {ALL})",
    }


STEPS = ["notifyPagerDuty", "notifyWebhook", "notifyJira"]


def sent(engine: Engine, folder: Path, endpoint: Endpoint, step: str, body: str = GOOD, previous: tuple[Any, ...] = (), **settings: Any) -> Any:
    """What the only request held."""
    told = build(engine, folder, calls(endpoint)[step], body, previous, **{"messages": ("SHOP-7 faster",)} | settings)
    assert f"[{step}] sent to " in told.log, told.log
    (asked,) = endpoint.asked
    return asked.json()


def test_a_failure_opens_an_incident_that_the_next_good_build_closes(engine: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    """Events API v2: one key for the job, the routing key in the body."""
    event = sent(engine, tmp_path, endpoint, "notifyPagerDuty", BAD)
    assert endpoint.asked[0].path == "/v2/enqueue" and event["routing_key"].startswith("sentinel")
    assert event["event_action"] == "trigger" and event["payload"]["severity"] == "critical"
    assert event["payload"]["summary"].endswith("#1 failed in Compile: npm ended with 1; read its output")
    assert {"summary", "source", "severity", "custom_details"} <= event["payload"].keys() and event["links"][1]["href"].endswith("/console")
    endpoint.asked.clear()
    resolved = sent(engine, tmp_path, endpoint, "notifyPagerDuty", GOOD, ("FAILURE",))
    assert (resolved["event_action"], resolved["dedup_key"]) == ("resolve", event["dedup_key"])
    assert "payload" not in resolved


def test_the_summary_of_an_incident_is_never_too_long(engine: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    """1024 characters are what PagerDuty takes."""
    body = BAD.replace("npm ended with 1", "x" * 5000)
    assert len(sent(engine, tmp_path, endpoint, "notifyPagerDuty", body)["payload"]["summary"]) == 1024


@pytest.mark.parametrize("size", [0, 1, 55, 56, 64, 5000])
def test_the_signature_is_what_everybody_else_computes(engine: Engine, tmp_path: Path, endpoint: Endpoint, size: int) -> None:
    """Over the very bytes that are sent, of every length around the borders of a block."""
    body = sent(engine, tmp_path, endpoint, "notifyWebhook", BAD, messages=("é<&\"'" + "x" * size,))
    (asked,) = endpoint.asked
    signed = asked.headers["x-signature-256"].removeprefix("sha256=")
    expected = hmac.new(SECRET, asked.body, hashlib.sha256).hexdigest()
    assert signed == expected and asked.path == "/builds?team=a"
    assert body["version"] == 1 and body["result"] == "failure" and body["trouble"]["stage"] == "Compile" and body["messages"][0].startswith("é<&\"'")


def test_a_webhook_without_a_credential_is_not_signed(engine: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    """And tells image and verdicts all the same."""
    call = f"notifyWebhook(url: '{endpoint.url}/x', {ALL})"
    build(engine, tmp_path, call, described("image: a@sha256:1 · scanImage: clean"))
    (asked,) = endpoint.asked
    assert "x-signature-256" not in asked.headers
    said = asked.json()
    assert said["image"] == "a@sha256:1" and said["verdicts"][1] == "scanImage: clean" and said["trouble"] is None


def test_every_issue_of_the_commits_gets_one_comment(engine: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    """Markup of others is escaped; words that only look like keys are left alone."""
    messages = ("SHOP-7: {code}faster [click|http://evil.example.com]", "fixes SHOP-7, OPS_2-12 and UTF-08 x-1 lower-3")
    told = build(engine, tmp_path, calls(endpoint)["notifyJira"], BAD, messages=messages)
    assert "[notifyJira] sent to SHOP-7, OPS_2-12 (" in told.log
    assert [asked.path for asked in endpoint.asked] == ["/rest/api/2/issue/SHOP-7/comment", "/rest/api/2/issue/OPS_2-12/comment"]
    assert endpoint.asked[0].headers["authorization"].startswith("Basic ")
    text = endpoint.asked[0].json()["body"]
    assert "failed in Compile" in text and "[Console|" in text and "{code}" not in text
    told = build(engine, tmp_path, calls(endpoint)["notifyJira"], messages=("no key",))
    assert told.result == "SUCCESS" and "not sent: no commit names an issue" in told.log


def test_an_issue_that_is_not_there_does_not_keep_the_others_from_being_told(engine: Engine, tmp_path: Path, endpoint: Endpoint) -> None:
    """And is named."""
    endpoint.answers = [Answer(404, json.dumps({"errorMessages": ["Issue Does Not Exist"]})), Answer(201)]
    told = build(engine, tmp_path, calls(endpoint)["notifyJira"], messages=("A1-1 and B1-2",))
    assert len(endpoint.asked) == 2 and told.result == "SUCCESS"
    assert "[notifyJira] not sent: A1-1: HTTP 404: [Issue Does Not Exist]" in told.log


@pytest.mark.parametrize("step", STEPS)
def test_what_goes_wrong_changes_no_result(engine: Engine, tmp_path: Path, endpoint: Endpoint, step: str) -> None:
    """A refusal, a busy server that gets better, a missing credential, no server."""
    call = calls(endpoint)[step]
    endpoint.answers = [Answer(400, '{"message": "Event object is invalid"}')]
    told = build(engine, tmp_path, call, messages=("A1-1",))
    assert told.result == "SUCCESS" and f"[{step}] not sent: " in told.log and "HTTP 400: Event object is invalid" in told.log
    endpoint.answers = [Answer(429), Answer(503), Answer(202)]
    assert f"[{step}] sent to " in build(engine, tmp_path, call, messages=("A1-1",)).log
    for credential in ("pagerduty-key", "hook-key", "'jira'"):
        call = call.replace(credential, "'nobody'" if credential.startswith("'") else "nobody")
    told = build(engine, tmp_path, call, messages=("A1-1",))
    assert told.result == "SUCCESS" and f"[{step}] not sent: " in told.log and "'nobody'" in told.log
    endpoint.stop()
    told = build(engine, tmp_path, calls(endpoint)[step], BAD, messages=("A1-1",))
    assert told.result == "FAILURE" and f"[{step}] not sent: " in told.log and "no answer (" in told.log
