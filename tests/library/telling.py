"""Builds that end in some way and tell a local endpoint of it, in the simulator with the real shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from gen_pipelines.render.groovy import literal
from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.given import changed
from gen_pipelines.simulate.run import simulate
from gen_pipelines.simulate.scenario import Build, Credential, Scenario
from gen_pipelines.simulate.subject import library_in, of_text

ROOT = Path(__file__).resolve().parents[2]
CREDENTIALS = (Credential(id="slack-token"), Credential(id="pagerduty-key"), Credential(id="hook-key"), Credential(id="jira", kind="username-password", username="bot"))
PIPELINE = """pipeline {
  agent none
  stages { stage('Compile') { steps { script { BODY } } } }
  post { always { script { CALL } } }
}
"""
GOOD = "echo 'compiled'"
BAD = "new genpipelines.Step(this, 'runCommand').run { -> error('runCommand: npm ended with 1\\n  read its output') }"


class Told(NamedTuple):
    """What came of a build."""

    result: str
    log: str


def build(engine: Engine, folder: Path, call: str, body: str = GOOD, previous: tuple[Any, ...] = (), branch: str = "main", **settings: Any) -> Told:
    """Run a build; ``call`` tells of it at the end."""
    scenario = changed(Scenario(), branch=branch, build=Build(previous=previous, number=len(previous) + 1), credentials=CREDENTIALS, **settings)
    text = PIPELINE.replace("BODY", body).replace("CALL", call)
    done = simulate(engine, of_text(text, "Jenkinsfile", library_in(ROOT)), scenario, shell="real", workspace=folder)
    assert not done.answer["violations"], done.answer["violations"]
    log = "\n".join(done.answer["log"])
    assert "sentinel" not in log, log
    assert "[notify" in log, log
    return Told(done.result, log)


def described(text: str) -> str:
    """Groovy that puts a part into the description of the build."""
    return f"currentBuild.description = {literal(text)}; "
