"""Every expectation can fail, and says what came instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from gen_pipelines.simulate.expectation import unmet
from gen_pipelines.simulate.junit import junit_xml
from gen_pipelines.simulate.reading import ScenarioFile
from gen_pipelines.simulate.run import ScenarioRun
from gen_pipelines.simulate.scenario import Expect, Scenario
from gen_pipelines.simulate.simulation import Simulation, hung
from gen_pipelines.simulate.subject import of_text

ANSWER: dict[str, Any] = {
    "result": "FAILURE",
    "log": ["[Pipeline] Start of Pipeline", "one", "two", "ERROR: broken"],
    "errors": [{"message": "broken", "type": "hudson.AbortException", "at": [{"file": "Jenkinsfile", "line": 3}], "step": "sh", "stage": ["Build"]}],
    "stages": [
        {"kind": "stage", "name": "Build", "status": "FAILURE", "skipped": None, "start": 0, "duration": 60, "error": None, "children": []},
        {"kind": "stage", "name": "Deploy", "status": "SKIPPED", "skipped": "failure", "start": 60, "duration": 0, "error": None, "children": []},
    ],
    "calls": [
        {"step": "echo", "args": {}, "stage": ["Build"]},
        {"step": "sh", "args": {}, "stage": ["Build"], "command": "npm ci", "environment": {}},
    ],
    "notifications": [{"step": "slackSend", "to": "#builds", "subject": None, "text": "backend failed", "time": 60}],
    "violations": [{"kind": "secret", "message": "TOKEN is in a command", "at": []}],
    "warnings": [{"kind": "cps", "message": "expected to call"}],
    "clock": 60.4,
    "wall": 12,
}


def simulation(**expect: Any) -> Simulation:
    """A failed build, and what is expected of it."""
    return Simulation(of_text("sh 'npm ci'", "Jenkinsfile", None), Scenario(expect=Expect(**expect)), ANSWER)


@pytest.mark.parametrize(
    "expect",
    [
        {"result": "FAILURE", "stages": {"Build": "FAILURE", "Deploy": "SKIPPED"}},
        {"log": ("one", "ERROR"), "no_log": ("three",), "calls": ("echo", "sh"), "no_calls": ("input",), "commands": ("npm",)},
        {"error": "brok", "at": "Jenkinsfile:3", "warnings": ("expected to",), "notifications": ("#builds",)},
        {"at_least": "1m", "at_most": "2m"},
    ],
)
def test_what_is_so(expect: dict[str, Any]) -> None:
    """Nothing is said."""
    assert list(unmet(simulation(violations=("secret",), **expect))) == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"result": "SUCCESS"}, "expected the result SUCCESS, got FAILURE: broken"),
        ({"stages": {"Build": "SUCCESS"}}, 'stage "Build": expected SUCCESS, got FAILURE'),
        ({"stages": {"Biuld": "SUCCESS"}}, 'expected a stage "Biuld", there is none; did you mean "Build"?'),
        ({"log": ("two", "one")}, 'expected a console line with "one", which comes too early'),
        ({"log": ("three",)}, 'expected a console line with "three"'),
        ({"no_log": ("ERROR",)}, 'expected no console line with "ERROR", got: ERROR: broken'),
        ({"calls": ("input",)}, 'expected a call of "input"'),
        ({"no_calls": ("sh",)}, "expected no call of sh, got 1"),
        ({"commands": ("mvn",)}, 'expected a command with "mvn"'),
        ({"error": "other"}, 'expected the error "other", got broken'),
        ({"at": "Jenkinsfile:4"}, "expected the error at Jenkinsfile:4, got Jenkinsfile:3"),
        ({"invalid_lines": (4,)}, "expected errors of the validator in the lines [4], got []"),
        ({"warnings": ("unsafe",)}, 'expected a warning with "unsafe", got expected to call'),
        ({"notifications": ("fixed",)}, 'expected a notification with "fixed"'),
        ({"at_least": "2m"}, "expected at least 2m, it took 1m 00s"),
        ({"at_most": "59s"}, "expected at most 59s, it took 1m 00s"),
        ({"ends": False}, "expected a build that never ends; this one ended"),
    ],
)
def test_what_is_not_so(expect: dict[str, Any], said: str) -> None:
    """A sentence each."""
    assert list(unmet(simulation(violations=("secret",), **expect))) == [said]


def test_a_violation_fails_unless_it_is_expected() -> None:
    """And one that is expected has to happen."""
    assert list(unmet(simulation())) == ["secret violation: TOKEN is in a command"]
    assert list(unmet(simulation(violations=("secret", "cps")))) == ["expected a cps violation, there is none"]


def test_a_build_that_never_ends() -> None:
    """It is a failure, unless that is what the scenario shows."""
    scenario = Scenario(expect=Expect(ends=False))
    subject = of_text("", "Jenkinsfile", None)
    assert list(unmet(hung(subject, scenario, "never ends: no answer"))) == []
    assert list(unmet(hung(subject, Scenario(), "never ends: no answer"))) == ["expected a build that ends; it never ends: no answer"]


def test_junit(tmp_path: Path) -> None:
    """A case for each scenario: passed, failed with the console, or not run."""
    def tested(name: str, *failures: str, problem: str = "") -> ScenarioRun:
        file = ScenarioFile(tmp_path / "deploy" / name, None, (), "")
        return ScenarioRun(file, None if problem else simulation(), failures, problem)

    text = junit_xml([tested("a.yaml"), tested("b.yaml", "expected \x1b <x>"), tested("c.yaml", problem="no such service")], tmp_path)
    suite = ElementTree.fromstring(text.encode())
    assert {key: suite.get(key) for key in ("tests", "failures", "errors")} == {"tests": "3", "failures": "1", "errors": "1"}
    first, second, third = suite.findall("testcase")
    assert (first.get("classname"), first.get("name"), first.get("file"), first.get("time")) == ("scenarios.deploy", "a", "deploy/a.yaml", "0.012")
    assert list(first) == []
    failure, console = second.find("failure"), second.find("system-out")
    assert failure is not None and failure.get("message") == "expected ? <x>"
    assert console is not None and "ERROR: broken" in (console.text or "")
    assert third.find("error") is not None
