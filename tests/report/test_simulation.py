"""What people see of a simulated build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gen_pipelines.report.simulation import as_data, as_text, summary_lines
from gen_pipelines.simulate.request import build_request
from gen_pipelines.simulate.run import read_subjects
from gen_pipelines.simulate.scenario import Scenario
from gen_pipelines.simulate.simulation import Simulation
from gen_pipelines.simulate.subject import of_text
from tests.three_tier import ROOT

SCAN = ["Build and verify", "Scans", "Dependency-Check", "Dependency-Check"]


def stage(name: str, status: str = "SUCCESS", start: float = 0, duration: float = 0, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A stage as the engine tells it."""
    return {"kind": "stage", "name": name, "status": status, "start": start, "duration": duration, "children": list(children), "skipped": None, "error": None} | more


def branch(*stage_arguments: Any) -> dict[str, Any]:
    """A parallel branch: it holds the stage of its name."""
    return stage(*stage_arguments, stage(*stage_arguments), kind="branch")


def failed() -> Simulation:
    """A pull request whose dependencies have findings."""
    subject = read_subjects(ROOT / "pipelines.yaml").of("backend")
    scenario = Scenario(branch="PR-7")
    line = next(number for number, text in enumerate(subject.script.split("\n"), start=1) if "scanDependencies" in text)
    error = {"message": "scanDependencies: too many", "type": "hudson.AbortException", "at": [{"file": "Jenkinsfile", "line": line}], "step": "scanDependencies", "stage": SCAN}
    scans = stage("Scans", "FAILURE", 20, 95, branch("SonarQube", "SUCCESS", 20, 75), branch("Dependency-Check", "FAILURE", 20, 95))
    answer: dict[str, Any] = {
        "result": "FAILURE",
        "log": ["ERROR: scanDependencies: too many"],
        "clock": 180.0,
        "errors": [error],
        "stages": [
            stage("Build and verify", "FAILURE", 0, 180, stage("Checkout", "SUCCESS", 0, 20), scans),
            stage("Deliver", "SKIPPED", 180, 0, skipped="when"),
            stage("Declarative: Post Actions", "SUCCESS", 180),
        ],
        "calls": [
            {"step": "fetchSource", "args": {"depth": 0}, "stage": ["Build and verify", "Checkout"], "duration": 20, "contract": True},
            {"step": "scanDependencies", "args": {"critical": 5, "high": 10}, "stage": SCAN, "duration": 95, "contract": True, "failed": True},
            _command("npm ci\necho \x1b[31mred", {"TOKEN": "****", "SERVICE": "backend"}),
            _command("npm test", {"SERVICE": "backend"}),
        ],
        "notifications": [{"step": "notifySlack", "to": "#devops-builds", "subject": None, "text": "backend failed\nsee the log", "time": 180}],
        "violations": [{"kind": "secret", "message": "TOKEN is in a command", "at": [{"file": "Jenkinsfile", "line": 1}]}],
    }
    return Simulation(subject, scenario, answer, build_request(subject, scenario))


def _command(command: str, environment: dict[str, str]) -> dict[str, Any]:
    names = ["Build and verify", "Scans", "SonarQube", "SonarQube"]
    return {"step": "sh", "args": {"script": command}, "command": command, "environment": environment, "stage": names, "duration": 30}


def test_the_stage_tree_in_time() -> None:
    """Branches side by side, skipped stages with the reason, what ran in each, and what decides how long it takes."""
    text = "\n".join(as_text(failed()))
    assert text.startswith("backend, pull request 7 into main\n")
    assert "|- Checkout                   0s         20s  SUCCESS  *\n|       fetchSource(depth: 0)  [20s]" in text
    assert "\n   |= SonarQube  " in text and "\n   `= Dependency-Check  " in text
    assert "scanDependencies(critical: 5, high: 10)  [1m 35s] failed" in text
    assert "Deliver                        -           -  skipped: its `when` is not met" in text
    assert "after all stages          3m 00s" in text
    assert "critical path (*)  Checkout -> Dependency-Check\n" in text
    assert text.endswith("result             FAILURE after 3m 00s on the simulated clock")


def test_commands_have_their_environment() -> None:
    """What all have is said once; secrets come masked from the engine."""
    text = "\n".join(as_text(failed()))
    assert "$ npm ci  [30s]" in text
    assert "  with TOKEN=****" in text
    assert "every command has  SERVICE=backend" in text


def test_a_failure_points_at_the_jenkinsfile_and_at_the_catalog() -> None:
    """The stage comes from a setting of a profile: there it is changed."""
    text = "\n".join(as_text(failed()))
    assert "why  scanDependencies: too many\n  in Build and verify > Scans > Dependency-Check, step scanDependencies\n  at Jenkinsfile:" in text
    assert "| stage('Dependency-Check')" in " ".join(text.split())
    assert ":25, profile node\n" in text and "dependency-check: {critical: 5, high: 10}" in text
    assert "secret  TOKEN is in a command" in text


def test_notifications_as_they_would_look() -> None:
    """When, to whom, and every line."""
    assert "Notifications\n    3m 00s  notifySlack  #devops-builds\n            backend failed\n            see the log" in "\n".join(as_text(failed()))


def test_hostile_text_is_harmless() -> None:
    """Nothing that a pipeline writes can move the cursor."""
    text = "\n".join(as_text(failed()))
    assert "\x1b" not in text and "echo \\u001b[31mred" in text


def test_colours_only_where_they_are_wanted() -> None:
    """Plain by default."""
    assert "\x1b[31m" in "".join(as_text(failed(), colour=True))


def test_as_data() -> None:
    """The engine's answer, and where in the catalog an error comes from."""
    data = as_data(failed())
    assert data["name"] == "backend" and data["result"] == "FAILURE"
    assert data["log"] == ["ERROR: scanDependencies: too many"]
    assert data["critical"] == ["Checkout", "Dependency-Check"]
    place = data["errors"][0]["catalog"]
    assert (Path(place["file"]).name, place["layer"]) == ("pipelines.yaml", "profile node")
    assert [one["name"] for one in data["stages"]] == ["Build and verify", "Deliver", "Declarative: Post Actions"]


def test_a_line_for_each_of_many() -> None:
    """With the reason only where it is not green."""
    lines = list(summary_lines(failed()))
    assert lines[0] == "FAILURE        3m 00s  backend"
    assert any("scanDependencies: too many" in line for line in lines)


def test_a_file_that_jenkins_would_refuse() -> None:
    """The validator's places, with the source line."""
    subject = of_text("pipeline {\n  agnt any\n}\n", "Jenkinsfile", None)
    answer = {"result": "FAILURE", "log": [], "errors": [], "stages": [], "calls": [], "validation": [{"line": 2, "column": 3, "message": "agnt is unknown"}], "clock": 0}
    text = "\n".join(as_text(Simulation(subject, Scenario(), answer)))
    assert "Jenkins would refuse this file\n  Jenkinsfile:2:3: agnt is unknown\n     2 |   agnt any" in text
