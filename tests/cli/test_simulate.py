"""`simulate`, `lint` and `simulator` by the real command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.test_end_to_end import run
from tests.three_tier import ROOT

DATA = ROOT / "tests" / "simulate" / "data"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the real example and some files to run."""
    shutil.copy(ROOT / "pipelines.yaml", tmp_path)
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path


def test_a_service_on_main(project: Path) -> None:
    """Green, with every part of the delivery in it."""
    said = run(project, "simulate", "backend").stdout
    assert said.startswith("backend, branch main\n")
    assert "deployCanary(environment: 'prod'" in said
    assert "\nresult             SUCCESS after " in said
    assert "\x1b" not in said


def test_a_pull_request_with_findings(project: Path) -> None:
    """Red, and the reason is named with its line in the Jenkinsfile and in the catalog."""
    said = run(project, "simulate", "backend", "--branch", "PR-7", "--fail", "scan-dependencies=findings", code=1).stdout
    assert "why  scanDependencies: More critical or high" in said
    assert "  at Jenkinsfile:" in said and "profile node\n" in said and "dependency-check: {critical: 5, high: 10}" in said
    assert "skipped: an earlier stage failed" in said


def test_as_json(project: Path) -> None:
    """The keys that are promised, and the console as Jenkins prints it."""
    data = json.loads(run(project, "simulate", "backend", "--branch", "PR-7", "--format", "json").stdout)
    assert data["result"] == "SUCCESS" and data["errors"] == [] and data["unmet"] == []
    assert data["log"][-1] == "Finished: SUCCESS" and all(isinstance(line, str) for line in data["log"])
    assert data["stages"][0]["name"] == "Build and verify"


def test_the_console_alone(project: Path) -> None:
    """As Jenkins would show it."""
    said = run(project, "simulate", "database", "--log").stdout.splitlines()
    assert said[-1] == "Finished: SUCCESS" and any(line.startswith("[Pipeline] stage") for line in said)


def test_every_service(project: Path) -> None:
    """A line each; red when one is."""
    assert run(project, "simulate", "--all").stdout.endswith("4 of 4 are green\n")
    assert [one["result"] for one in json.loads(run(project, "simulate", "--all", "--format", "json").stdout)] == ["SUCCESS"] * 4


def test_operations_too(project: Path) -> None:
    """Jobs on a schedule have pipelines as well."""
    assert "backUpDatabase(" in run(project, "simulate", "back-up-database").stdout


def test_any_jenkinsfile_with_real_commands(project: Path) -> None:
    """In a workspace, with parameters, and with a library that is loaded."""
    (project / "workspace").mkdir()
    arguments = ["--file", "data/Jenkinsfile", "--library", "data/library", "--param", "GREETING=Hello", "--shell", "real", "--workspace", "workspace"]
    said = run(project, "simulate", *arguments, "--log").stdout
    assert "Hello, world\n" in said


def test_a_scenario_and_what_it_expects(project: Path) -> None:
    """Green when all is as expected, whatever the result of the build; red when not."""
    scenario = project / "scenario.yaml"
    scenario.write_text("title: It breaks\nservice: backend\nsteps: [{step: buildImage, outcome: error}]\nexpect: FAILURE\n")
    assert "as expected        It breaks" in run(project, "simulate", "--scenario", "scenario.yaml").stdout
    scenario.write_text(scenario.read_text().replace("FAILURE", "SUCCESS"))
    assert "not as expected    expected the result SUCCESS, got FAILURE" in run(project, "simulate", "--scenario", "scenario.yaml", code=1).stdout


def test_a_folder_of_scenarios(project: Path) -> None:
    """A line each, and JUnit XML."""
    folder = project / "scenarios"
    folder.mkdir()
    (folder / "good.yaml").write_text("pipeline: echo 'hello'\nexpect: {result: SUCCESS, log: [hello]}\n")
    assert run(project, "simulate", "--scenarios", "scenarios", "--junit", "junit.xml").stdout.endswith("1 of 1 scenario passed\n")
    (folder / "bad.yaml").write_text("title: Not so\npipeline: error 'no'\nexpect: SUCCESS\n")
    (folder / "typo.yaml").write_text("pipelin: echo 1\n")
    said = run(project, "simulate", "--scenarios", "scenarios", "--junit", "junit.xml", code=1).stdout
    assert "FAIL  bad.yaml  Not so\n      expected the result SUCCESS, got FAILURE: no\n" in said
    assert 'did you mean "pipeline"?' in said and said.endswith("1 of 3 scenarios passed\n")
    suite = ElementTree.parse(project / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")


def test_a_scenario_with_a_typo(project: Path) -> None:
    """Its line, a caret and a suggestion."""
    (project / "scenario.yaml").write_text("service: backend\nexpct: SUCCESS\n")
    said = run(project, "simulate", "--scenario", "scenario.yaml", code=1).stderr
    assert 'scenario.yaml:2:1: error: "expct" is not a setting here' in said and " 2 | expct: SUCCESS\n   | ^^^^^\n" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["bakend"], 1, 'did you mean "backend"?'),
        ([], 2, "name a SERVICE"),
        (["backend", "--all"], 2, "only one of"),
        (["backend", "--library", "data"], 2, "--library goes with --file"),
        (["--all", "--branch", "x"], 2, "--branch goes with one pipeline"),
        (["backend", "--workspace", "data"], 2, "--workspace goes with --shell real"),
        (["backend", "--junit", "x"], 2, "--junit goes with --scenarios"),
        (["backend", "--fail", "scan-dependency=findings"], 1, 'did you mean "scan-dependencies"?'),
        (["--file", "nothing"], 1, "nothing cannot be read"),
        (["--file", "data/Jenkinsfile", "--library", "nothing"], 1, "there is no folder nothing"),
        (["--file", "data/Jenkinsfile", "--param", "A"], 1, "write --param NAME=VALUE"),
        (["--file", "data/Jenkinsfile", "--credential", "a=scret-text"], 1, 'did you mean "secret-text"?'),
        (["--scenarios", "nothing"], 1, "there is no folder nothing"),
    ],
)
def test_what_cannot_be_done(project: Path, arguments: list[str], code: int, words: str) -> None:
    """One message each."""
    assert words in run(project, "simulate", *arguments, code=code).stderr


def test_lint(project: Path) -> None:
    """Every error with its line; valid files are named; JSON is one list for all files."""
    said = run(project, "lint", "data/Jenkinsfile", "data/broken.Jenkinsfile", code=1).stdout
    assert said.startswith("data/Jenkinsfile: valid\n") and "data/broken.Jenkinsfile:" in said
    rows = json.loads(run(project, "lint", "--format", "json", "data/Jenkinsfile", "data/broken.Jenkinsfile", code=1).stdout)
    assert {"file", "line", "column", "message"} == rows[0].keys() and {row["file"] for row in rows} == {"data/broken.Jenkinsfile"}
    assert json.loads(run(project, "lint", "--format", "json", "data/Jenkinsfile").stdout) == []


def test_lint_of_what_is_not_declarative(project: Path) -> None:
    """Jenkins' linter refuses it, too."""
    (project / "scripted").write_text("node { echo 'hi' }\n")
    assert "it is no declarative pipeline" in run(project, "lint", "scripted", code=1).stdout


def test_the_engine_can_be_asked(project: Path) -> None:
    """What is installed, in which versions."""
    assert "Groovy 2.4.21" in run(project, "simulator").stdout


def test_an_engine_that_is_not_there(project: Path) -> None:
    """The one command to run is in the message."""
    said = run(project, "simulate", "backend", code=1, GEN_PIPELINES_SIMULATOR=str(project / "nowhere")).stderr
    assert "the simulator is not built yet" in said and "run `make simulator`" in said


def test_no_java(project: Path) -> None:
    """What to install is in the message."""
    said = run(project, "simulate", "backend", code=1, PATH="", JAVA_HOME="").stderr
    assert "Java is missing" in said and "apt-get install" in said
