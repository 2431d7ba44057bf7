"""What the engine is told of a service, a scenario and the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.simulate.given import changed
from gen_pipelines.simulate.replies import kebab, parse_failure
from gen_pipelines.simulate.request import build_request
from gen_pipelines.simulate.scenario import CommandReply, Credential, Event, InputReply, Scenario, StepReply, When
from gen_pipelines.simulate.subject import Library, Subject, Subjects, library_in, of_text
from tests.three_tier import three_tier


def subject(name: str = "backend") -> Subject:
    """A service of the example."""
    return Subjects(three_tier(), None).of(name)


def request(scenario: Scenario | None = None, name: str = "backend") -> dict[str, Any]:
    """What the engine is told of it."""
    return build_request(subject(name), scenario or Scenario())


def test_a_push_to_main() -> None:
    """The default: a multibranch build of the branch that is delivered."""
    made = request()
    assert made["branch"] == {"name": "main", "primary": True}
    assert made["job"] == {"name": "main", "folder": "three-tier/backend", "number": 1, "user": "admin", "cause": "scm", "parameters": []}
    assert made["scm"]["url"] == "https://github.com/acme/three-tier-backend.git"
    assert made["shell"]["mode"] == "dry"


def test_a_repository_that_is_really_fetched() -> None:
    """The branch, the tag, or the head of the pull request; from this machine only."""
    assert "repository" not in request()["scm"]
    made = request(Scenario(repository="/srv/team's api.git"))["scm"]
    assert made["repository"] == "file:///srv/team%27s%20api.git" and made["ref"] == "refs/heads/main"
    assert request(Scenario(repository="http://127.0.0.1:1/a.git", branch="PR-7"))["scm"]["ref"] == "refs/pull/7/head"
    assert request(Scenario(repository="file:///a.git", tag="v1"))["scm"]["ref"] == "refs/tags/v1"
    for elsewhere in ("https://git.example.com/a.git", "ext::sh -c id", "ssh://git@git.example.com/a.git"):
        with pytest.raises(UserError) as caught:
            request(Scenario(repository=elsewhere))
        assert "does not fetch from" in caught.value.message


def test_a_pull_request_and_a_tag() -> None:
    """By the names that Jenkins gives to their jobs."""
    change = request(Scenario(branch="PR-7"))["branch"]
    assert (change["name"], change["change"]["id"], change["change"]["target"]) == ("PR-7", "7", "main")
    assert request(Scenario(tag="v1.2.0"))["branch"] == {"name": "v1.2.0", "tag": "v1.2.0"}
    assert request(Scenario(branch="release/1"))["branch"] == {"name": "release/1", "primary": False}


def test_agents_have_the_labels_that_the_pipeline_asks_for() -> None:
    """Also those of any Jenkinsfile."""
    assert request()["nodes"][0]["labels"] == ["docker", "linux"]
    text = "node('big || huge') { }\npipeline { agent { label \"mac\" } stages { stage('A') { agent { node { label 'arm' } } steps { echo '' } } } }"
    assert of_text(text, "Jenkinsfile", None).labels == ["arm", "big", "huge", "mac"]


def test_credentials_are_those_of_the_contracts() -> None:
    """With the kind each step needs; a scenario can take one away or add one."""
    known = {one["id"]: one["kind"] for one in request()["credentials"]}
    assert known["aws-prod"] == "aws" and known["slack-token"] == "secret-text" if "slack-token" in known else known["aws-prod"] == "aws"
    less = request(Scenario(without_credentials=("aws-prod",), credentials=(Credential(id="extra", kind="file"),)))["credentials"]
    assert "aws-prod" not in [one["id"] for one in less] and {"id": "extra", "kind": "file"} in less


def test_contracts_of_the_steps_without_groovy_go_along() -> None:
    """Only those that the pipeline could call."""
    contracts = request(name="database")["contracts"]
    assert "applyManifests" in contracts and "deployCanary" not in contracts
    assert contracts["applyManifests"]["agent"] == "required"


def test_steps_take_the_times_of_the_catalog() -> None:
    """`timings` go by the arguments of the call in that stage; other calls of the step take their usual time."""
    replies = request()["steps"]["fetchSource"]
    assert replies[0] == {"seconds": 20, "when": {"depth": 0}}
    assert replies[-1] == {"seconds": 20}
    assert request()["steps"]["scanDependencies"][0] == {"seconds": 95, "when": {"critical": 5, "high": 10}}


def test_inputs_are_approved_unless_something_is_said() -> None:
    """By one of the submitters, with a reason where one is asked for."""
    assert request()["inputs"] == [{"action": "proceed", "user": "release-managers", "params": {"REASON": "simulated"}}]
    assert request(Scenario(inputs=()))["inputs"] == []
    assert request(Scenario(inputs=(InputReply(answer="reject", after="2h"),)))["inputs"] == [{"action": "abort", "user": "admin", "params": {}, "after": 7200}]


def test_commands_make_the_shell_scripted() -> None:
    """Unless the command line says otherwise."""
    scenario = Scenario(commands=(CommandReply(run="npm ci", output="ok", takes="30s", times=2),))
    shell = request(scenario)["shell"]
    assert shell == {
        "mode": "scripted",
        "replies": [{"command": "npm ci", "stdout": "ok", "stderr": "", "status": 0, "files": {}, "seconds": 30, "times": 2}],
    }
    assert build_request(subject(), scenario, shell="dry")["shell"]["mode"] == "dry"


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (When(stage="Deploy prod"), {"stage": "Deploy prod", "delay": 0}),
        (When(step="sh", number=2, delay="5s"), {"step": "sh", "number": 2, "delay": 5}),
        (When(line="M1"), {"line": "M1", "delay": 0}),
        (When(time="2m"), {"time": 120}),
    ],
)
def test_moments(at: When, wanted: dict[str, Any]) -> None:
    """Of an abort, with who does it."""
    assert request(Scenario(events=(Event(event="abort", at=at, by="eve"),)))["events"] == [{"kind": "abort", "at": wanted, "user": "eve"}]


def test_a_failure_by_the_name_of_a_step_or_of_a_stage() -> None:
    """In the words of the command line, of the catalog, or of Jenkins."""
    for words in ("scan-dependencies", "scanDependencies"):
        assert parse_failure(f"{words}=findings", subject()).when == {}
    for words in ("dependency-check", "Dependency-Check"):
        found = parse_failure(f"{words}=findings", subject())
        assert (found.step, found.when) == ("scanDependencies", {"critical": 5, "high": 10})


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("scan-dependencies", "says no outcome", "scan-dependencies=findings"),
        ("scan-dependencies=finding", '"finding" is no outcome', 'did you mean "findings"?'),
        ("scan-dependency=error", 'no step or stage "scan-dependency"', 'did you mean "scan-dependencies"?'),
    ],
)
def test_a_failure_that_makes_no_sense(text: str, message: str, hint: str) -> None:
    """What is there is named."""
    with pytest.raises(UserError, match=message) as caught:
        parse_failure(text, subject())
    assert hint in caught.value.hint


def test_findings_do_what_the_call_says() -> None:
    """`onFindings` of the call decides: fail, mark unstable, or only report."""
    replies = request(Scenario(steps=(StepReply(step="scanDependencies", outcome="findings"),)))["steps"]["scanDependencies"]
    assert {one["when"]["onFindings"]: one.get("result") for one in replies if "onFindings" in one.get("when", {})} == {"report": None, "unstable": "UNSTABLE"}
    assert "above the thresholds" in replies[2]["fails"] and "when" not in replies[2]
    error = request(Scenario(steps=(StepReply(step="scanDependencies", outcome="error"),)))["steps"]["scanDependencies"][0]
    assert error["fails"].startswith("scanDependencies: The tool is missing")


def test_an_outcome_needs_a_contract() -> None:
    """Steps of plugins have none."""
    with pytest.raises(UserError, match="sh has no contract"):
        request(Scenario(steps=(StepReply(step="sh", outcome="findings"),)))


def test_libraries(tmp_path: Path) -> None:
    """Ours under the name that the pipelines load; a folder or inline files are there implicitly."""
    ours = request()["libraries"][0]
    assert (ours["name"], ours["version"], ours["implicit"], ours["trusted"]) == ("gen-pipelines", "v0.1.0", False, True)
    with pytest.raises(UserError, match="is no shared library"):
        library_in(tmp_path)
    (tmp_path / "vars").mkdir()
    made = build_request(of_text("x()", "Jenkinsfile", library_in(tmp_path)), Scenario(library={"vars/x.groovy": "def call() { }"}))
    assert [one["implicit"] for one in made["libraries"]] == [True, True]
    assert Library("a").trusted


def test_the_clock() -> None:
    """A build starts when the scenario says."""
    assert request(Scenario(start="2026-12-24T22:30"))["start"] == "2026-12-24T22:30:00Z"
    assert "start" not in request()


def test_words() -> None:
    """Camel case as the command line writes it."""
    assert [kebab(name) for name in ("scanDependencies", "deployBlueGreen", "sh")] == ["scan-dependencies", "deploy-blue-green", "sh"]
    assert changed(Scenario(branch="a"), tag="b").branch == "a"
