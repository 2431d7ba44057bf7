"""The real command line against a real server."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.controller import Controller
from tests.controller.filling import FOLDER_XML, put
from tests.three_tier import ROOT

CATALOG = """\
version: 1
organization: {{name: shop}}
library: {{version: v1}}
controllers:
  east: {{url: "{east}", services: [{east_services}]}}
  west: {{url: "{west}", services: [{west_services}]}}
services:
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def east() -> Iterator[Controller]:
    """A controller."""
    with Controller() as made:
        yield made


@pytest.fixture
def west() -> Iterator[Controller]:
    """Another one."""
    with Controller() as made:
        yield made


@pytest.fixture
def write(tmp_path: Path, east: Controller, west: Controller) -> Callable[[str, str], None]:
    """Writes the catalog: services of each controller, as `a b`; `a:text` has that description."""

    def written(here: str, there: str = "") -> None:
        places = {"east": east.url, "west": west.url}
        names = {f"{side}_services": ", ".join(name.split(":")[0] for name in services.split()) for side, services in (("east", here), ("west", there))}
        text = CATALOG.format(**places, **names)
        for service in f"{here} {there}".split():
            name, _, note = service.partition(":")
            text += f"  {name}: {{repository: https://github.com/acme/{name}.git, description: {note or 'none'}}}\n"
        (tmp_path / "pipelines.yaml").write_text(text, encoding="utf-8")

    return written


@pytest.fixture
def run(tmp_path: Path, east: Controller) -> Run:
    """Runs the program with the token in its environment; it must end with the exit code, and never show the token."""

    def called(*arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        signed = {"JENKINS_USER": east.user, "JENKINS_API_TOKEN": east.token, "PYTHONPATH": str(ROOT / "generator")}
        command = [sys.executable, "-m", "gen_pipelines", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env={**os.environ, **signed, **environment}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr and east.token not in done.stdout + done.stderr
        return done

    return called


def test_plan_apply_plan(east: Controller, write: Callable[..., None], run: Run) -> None:
    """The counts, the scans, the fate of each item, and nothing left."""
    write("a b", "c")
    said = run("plan", "--controller", "east", "--exit-code", code=3).stdout
    assert "Plan: 3 to add, 0 to change, 0 to remove." in said and "Jenkins will scan 2 repositories." in said
    done = run("apply", "--controller", "east", "--yes")
    assert "Apply complete: 3 added, 0 changed, 0 removed." in done.stdout and "done  create  shop/a" in done.stdout
    assert run("plan", "--controller", "east", "--exit-code").stdout == "No changes. Jenkins matches the catalog.\n"
    assert "No drift." in run("drift", "--controller", "east", "--deep").stdout
    assert east.counters["scans"] == 2


def test_all_controllers_in_one_run(east: Controller, west: Controller, write: Callable[..., None], run: Run) -> None:
    """A service that moves is there before it is disabled here; each controller has its own heading and counts."""
    write("a b", "c")
    said = run("apply", "--yes").stdout
    assert f"controller {east.url}:" in said and said.count("Apply complete") == 2
    write("a", "b c")
    held = run("plan", "--controller", "east").stdout
    assert "it moves to the controller west" in held and "--all" in held
    said = run("apply", "--yes", "--max-removals", "1").stdout
    assert "1 added, 0 changed" in said and "1 disabled" in said
    assert west.item("shop", "b") is not None
    moved = east.item("shop", "b")
    assert moved is not None and moved.facts.disabled
    assert len(json.loads(run("plan", "--format", "json").stdout)) == 2
    assert "for one controller" in run("plan", "--out", "x.json", code=1).stderr


def test_a_wrong_token_is_told_with_what_to_do(write: Callable[..., None], run: Run) -> None:
    """And so is none at all, by the names of the variables."""
    write("a")
    said = run("plan", "--controller", "east", code=1, JENKINS_API_TOKEN="wrong").stderr
    assert "GET /api/json: 401 Unauthorized" in said and "make a new API token" in said
    said = run("plan", "--controller", "east", code=1, JENKINS_USER="", JENKINS_API_TOKEN="").stderr
    assert "403 Forbidden" in said and "set JENKINS_USER and JENKINS_API_TOKEN" in said


def test_quiet_mode_is_refused_unless_told(east: Controller, write: Callable[..., None], run: Run) -> None:
    """The plan warns, apply ends with exit code 4 and has changed nothing."""
    write("a")
    east.quiet, east.quiet_reason = True, "upgrade tonight"
    assert "about to be restarted and starts no builds: upgrade tonight" in run("plan", "--controller", "east").stdout
    assert "--in-quiet-mode" in run("apply", "--controller", "east", "--yes", code=4).stderr
    assert east.item("shop") is None
    run("apply", "--controller", "east", "--yes", "--in-quiet-mode")
    assert east.item("shop", "a") is not None


def test_a_saved_plan_is_applied_once(write: Callable[..., None], run: Run) -> None:
    """Without asking; then the state is another."""
    write("a")
    run("plan", "--controller", "east", "--out", "plan.json")
    assert "2 added" in run("apply", "plan.json", "--controller", "east").stdout
    assert "changed since" in run("apply", "plan.json", "--controller", "east", code=4).stderr


@pytest.mark.parametrize(("said", "edited", "code"), [("y", False, 0), ("n", False, 1), ("y", True, 4)])
def test_somebody_is_asked_and_gets_what_was_shown(east: Controller, write: Callable[..., None], tmp_path: Path, said: str, edited: bool, code: int) -> None:
    """At a terminal; what changed while they looked is not done behind their back."""
    write("a")
    terminal, other = pty.openpty()
    environment = {**os.environ, "JENKINS_USER": east.user, "JENKINS_API_TOKEN": east.token, "PYTHONPATH": str(ROOT / "generator")}
    command = [sys.executable, "-m", "gen_pipelines", "apply", "--controller", "east"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=other, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        seen = ""
        while "[y/N]" not in seen:
            seen += process.stdout.read(1)
        if edited:
            put(east.root, ("shop",), FOLDER_XML.format("made meanwhile"), east.plugins)
        os.write(terminal, f"{said}\n".encode())
        seen += process.stdout.read()
        assert process.wait() == code, seen
    os.close(terminal)
    os.close(other)
    assert (east.item("shop", "a") is not None) is (code == 0)
    assert ("changed while you looked" in seen) is edited


def test_what_changed_is_saved_unless_told(east: Controller, write: Callable[..., None], run: Run, tmp_path: Path) -> None:
    """The backup brings it back; without one there is a request less for each item."""
    write("a:old")
    run("apply", "--controller", "east", "--yes")
    write("a:new")
    said = run("apply", "--controller", "east", "--yes").stderr
    assert "`gen-pipelines restore" in said
    assert len(list(tmp_path.glob(".gen-pipelines/backups/*/*.xml"))) == 1
    write("a:newer")
    assert "restore" not in run("apply", "--controller", "east", "--yes", "--no-backup").stderr


def test_a_failure_is_told_and_the_exit_code_tells(east: Controller, write: Callable[..., None], run: Run) -> None:
    """With Jenkins' message; the next run goes on."""
    write("a")
    run("apply", "--controller", "east", "--yes")
    folder = east.item("shop")
    assert folder is not None
    folder.withheld.add("Job/Create")
    write("a b")
    done = run("apply", "--controller", "east", "--yes", code=1)
    assert "missing the Job/Create permission" in done.stdout and "1 not done. The next run goes on from here." in done.stdout
    folder.withheld.clear()
    assert "1 added" in run("apply", "--controller", "east", "--yes").stdout


def test_hostile_texts_are_printed_as_data(east: Controller, write: Callable[..., None], run: Run) -> None:
    """Neither a terminal nor a program that reads JSON is told what to do by a description."""
    write("a")
    run("apply", "--controller", "east", "--yes")
    item = east.item("shop", "a")
    assert item is not None
    put(east.root, ("shop", "a"), item.text.replace("none", "&#x9b;31m]0;x&#x202e;"), east.plugins)
    for arguments in (["drift"], ["plan"], ["plan", "--format", "json"], ["plan", "--format", "markdown"], ["drift", "--format", "json"]):
        done = run(*arguments, "--controller", "east", code=3 if arguments[0] == "drift" else 0)
        assert "9b" in done.stdout
        assert not any(0x7F <= ord(char) < 0xA0 or char == "\u202e" or (ord(char) < 32 and char != "\n") for char in done.stdout)


def made_some(controller: Controller) -> threading.Event:
    """Set when a few items more were made."""
    done, before = threading.Event(), controller.counters["scans"]

    def look(answered: bool) -> None:
        if controller.counters["scans"] >= before + 4:
            done.set()

    controller.on_request = look
    return done


def test_ctrl_c_ends_soon_and_tells_what_was_done(east: Controller, write: Callable[..., None], run: Run, tmp_path: Path) -> None:
    """TERM does the same; the next run makes the rest."""
    names = [f"s{number}" for number in range(45)]
    write(" ".join(names))
    east.delay = 0.05
    environment = {**os.environ, "JENKINS_USER": east.user, "JENKINS_API_TOKEN": east.token, "PYTHONPATH": str(ROOT / "generator")}
    for number in (signal.SIGINT, signal.SIGTERM):
        command = [sys.executable, "-m", "gen_pipelines", "apply", "--controller", "east", "--yes", "--concurrency", "2"]
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert made_some(east).wait(30)
            process.send_signal(number)
            said, _ = process.communicate()
            assert process.returncode == 1 and "stopped by Ctrl-C" in said and "The next run goes on from here." in said
            assert " 0 added" not in said
    east.delay = 0
    run("apply", "--controller", "east", "--yes")
    assert sum(not item.is_branch for item in east.root.walk()) == 46


def test_an_error_says_which_of_several_controllers_it_is_about(west: Controller, write: Callable[..., None], run: Run) -> None:
    """They are all asked for the same paths."""
    write("a", "b")
    west.security.users.clear()
    for command in ("plan", "drift"):
        said = run(command, code=1).stderr
        assert f"controller {west.url}: GET /api/json: 401 Unauthorized\n" in said
