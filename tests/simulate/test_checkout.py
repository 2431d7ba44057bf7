"""A checkout that really fetches: what a scenario's repository has comes to the workspace, where commands are real."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.run import ScenarioRunner, simulate
from gen_pipelines.simulate.scenario import Event, Scenario, When
from gen_pipelines.simulate.simulation import Simulation
from gen_pipelines.simulate.subject import of_text

SCRIPT = "node { def told = checkout(scm)\n echo \"is ${told.GIT_COMMIT} of ${told.GIT_BRANCH}\"\n sh 'cat app.py; git rev-list --count HEAD' }"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The real one."""
    with Engine() as running:
        yield running


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A repository with two commits on main, and a third in a pull request."""
    folder = tmp_path / "a team's source"
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    for number in (1, 2, 3):
        (folder / "app.py").write_text(f"print({number})\n", encoding="utf-8")
        git(folder, "add", "app.py")
        git(folder, "commit", "-q", "-m", f"change {number}")
    git(folder, "update-ref", "refs/pull/7/head", "HEAD")
    git(folder, "reset", "-q", "--hard", "HEAD~1")
    git(folder, "tag", "v1", "HEAD~1")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git."""
    identity = ["-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def run(engine: Engine, folder: Path, script: str = SCRIPT, **scenario: object) -> Simulation:
    """Run a script in a workspace that is not there yet."""
    return simulate(engine, of_text(script, "Jenkinsfile", None), Scenario(**scenario), shell="real", workspace=folder / "job")


@pytest.mark.parametrize(
    ("what", "file", "commits"),
    [({"branch": "main"}, 2, 2), ({"branch": "PR-7"}, 3, 3), ({"tag": "v1"}, 1, 1)],
)
def test_what_is_built_is_fetched(engine: Engine, source: Path, tmp_path: Path, what: dict[str, str], file: int, commits: int) -> None:
    """A branch, the head of a pull request, a tag; with the commit that Git says, and its history."""
    done = run(engine, tmp_path, repository=str(source), **what)
    log = done.answer["log"]
    assert done.result == "SUCCESS", log
    assert f"print({file})" in log and str(commits) in log
    assert any(f"is {git(tmp_path / 'job', 'rev-parse', 'HEAD')} of " in line for line in log), log


def test_a_shallow_clone_has_one_commit(engine: Engine, source: Path, tmp_path: Path) -> None:
    """The clone option of a GitSCM counts, and a workspace that is there is used again."""
    shallow = SCRIPT.replace("checkout(scm)", "checkout([$class: 'GitSCM', branches: scm.branches, extensions: [[$class: 'CloneOption', shallow: true, depth: 1]]])")
    assert "1" in run(engine, tmp_path, shallow, repository=str(source), branch="main").answer["log"]
    (source / "app.py").write_text("print(4)\n", encoding="utf-8")
    git(source, "commit", "-q", "-am", "change 4")
    assert "print(4)" in run(engine, tmp_path, shallow, repository=str(source), branch="main").answer["log"]


def test_a_repository_that_is_not_there(engine: Engine, tmp_path: Path) -> None:
    """Git says why in the console, and the message is Jenkins'."""
    done = run(engine, tmp_path, repository=str(tmp_path / "gone.git"))
    assert done.result == "FAILURE" and done.answer["errors"][0]["message"] == "Error fetching remote repo 'origin'"
    assert any("does not appear to be a git repository" in line or "not found" in line for line in done.answer["log"]), done.answer["log"]


def test_a_fetch_can_be_aborted(engine: Engine, source: Path, tmp_path: Path) -> None:
    """The build is ABORTED, and nothing of it goes on."""
    done = run(engine, tmp_path, repository=str(source), events=(Event(event="abort", at=When(step="checkout")),))
    assert done.result == "ABORTED", done.answer["log"]


def test_a_path_starts_from_the_scenarios_folder(engine: Engine, source: Path, tmp_path: Path) -> None:
    """As other paths of a scenario do."""
    (tmp_path / "pipelines.yaml").write_text("version: 1\norganization: {name: a}\nservices: {}\n", encoding="utf-8")
    file = tmp_path / "fetches.yaml"
    file.write_text(
        f'pipeline: |\n  {SCRIPT.replace(chr(10), chr(10) + "  ")}\nrepository: "{source.name}"\nshell: real\nexpect: {{result: SUCCESS, log: [print(2)]}}\n', encoding="utf-8"
    )
    ran = ScenarioRunner(engine, tmp_path / "pipelines.yaml").run(file)
    assert ran.passed, (ran.problem, ran.failures)
