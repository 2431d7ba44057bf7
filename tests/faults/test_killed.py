"""A client that is killed with -9 in the middle loses nothing: the next run goes on, and the one that is left alone finishes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.controller import Controller
from tests.three_tier import ROOT as CHECKOUT

from .catalogs import catalog_text, desired
from .world import Base, apply, controller_with, make_base, problems, target_of

COUNT, KILLS = 60, 8
FULL_COUNT, FULL_KILLS = 1000, 200
IN_A_ROW = 5
"""Times that a run is killed and started again, before one is left alone."""
LATEST = {0: 0.45, 1000: 0.9}
"""The latest point at which a run is killed, in requests for each service: runs that read nothing of what they change, and runs that read everything first."""


class Killer:
    """Kills a process when the controller has seen so many requests, before or after the last of them is answered."""

    def __init__(self, controller: Controller, process: int, point: int) -> None:
        self.process, self.point = process, point
        self.done = False
        self._first = controller.counters["requests"]
        self._controller = controller
        controller.on_request = self

    def __call__(self, answered: bool) -> None:
        if self.done or self._controller.counters["requests"] - self._first < self.point or answered is not bool(self.point % 2):
            return
        self.done = True
        os.kill(self.process, signal.SIGKILL)


@pytest.fixture(scope="module")
def base(full: bool) -> Base:
    """The controller as it is before every run."""
    return make_base(FULL_COUNT if full else COUNT)


@pytest.fixture(scope="module")
def client(base: Base) -> Iterator[subprocess.Popen[str]]:
    """A client that forks for every run."""
    command = [sys.executable, "-m", "tests.faults.client", str(base.count)]
    environment = {**os.environ, "PYTHONPATH": f"{CHECKOUT / 'generator'}:{CHECKOUT}"}
    with subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert _line(process) == "ready"
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _tell(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def _killed_run(controller: Controller, client: subprocess.Popen[str], base: Base, chance: random.Random, left: float) -> bool:
    """Run the client until it is killed or done; whether it was killed. ``left`` is about how much there is still to do, from 0 to 1."""
    limit = chance.choice(tuple(LATEST))
    _tell(client, f"{controller.url} {controller.user} {controller.token} {limit}")
    killer = Killer(controller, int(_line(client)), chance.randint(1, int(base.count * LATEST[limit] * left)))
    _tell(client, "go")
    assert _line(client) == "over"
    controller.on_request = None
    controller.calm_down()
    return killer.done


def test_survives_being_killed(base: Base, client: subprocess.Popen[str], full: bool, table: list[tuple[str, ...]]) -> None:
    """Killed at random points, several times in a row; after one clean run the controller is what the catalog says."""
    wanted = FULL_KILLS if full else KILLS
    chance = random.Random(20261125)
    kills, runs, requests, clean, scans, lost, found = 0, 0, 0, 0, 0, 0, []
    while kills < wanted:
        with controller_with(base) as controller:
            for number in range(min(IN_A_ROW, wanted - kills)):
                if not _killed_run(controller, client, base, chance, 1 - number / IN_A_ROW):
                    break
                kills += 1
            requests += controller.counters["requests"]
            before = controller.counters["requests"]
            assert apply(target_of(controller), desired(base.count, after=True)).failed == 0
            clean += controller.counters["requests"] - before
            found += problems(controller, base)
            scans, lost, runs = scans + controller.counters["scans"], lost + controller.counters["history lost"], runs + 1
    table.append(("killed with -9", *(f"{number:,}" for number in (base.count, runs, requests, kills, 0, clean, scans, lost, len(found)))))
    assert found == [], "\n".join(found[:20])


def test_the_command_survives_being_killed(base: Base, full: bool, tmp_path: Path) -> None:
    """The real command with its backups, killed in the middle of its writes and started again."""
    chance = random.Random(7)
    for _ in range(5 if full else 1):
        with controller_with(base) as controller:
            (tmp_path / "pipelines.yaml").write_text(catalog_text(base.count, after=True).replace("http://127.0.0.1:1", controller.url), encoding="utf-8")
            process = _command(tmp_path, controller)
            killer = Killer(controller, process.pid, chance.randint(base.count // 2, base.count * 3 // 4))
            process.communicate()
            assert killer.done and process.returncode == -signal.SIGKILL
            controller.calm_down()
            again = _command(tmp_path, controller)
            said, complaints = again.communicate()
            assert again.returncode == 0, said + complaints
            assert problems(controller, base) == []


def _command(folder: Path, controller: Controller) -> subprocess.Popen[str]:
    """`apply`, from a folder of its own."""
    command = [sys.executable, "-m", "gen_pipelines", "apply", "--yes", "--max-changes", "100000", "--max-removals", "100000"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "generator"), "JENKINS_USER": controller.user, "JENKINS_TOKEN": controller.token}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
