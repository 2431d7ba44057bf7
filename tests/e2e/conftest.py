"""What the end-to-end tests share, and the table at their end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from gen_pipelines.simulate.engine import Engine

from .build import Project
from .world import World, started

ROWS: list[tuple[str, str, str, float]] = []
"""Case, result, message, seconds."""


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine for all builds."""
    with Engine() as one:
        yield one


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The servers, started once."""
    yield from started(tmp_path_factory.mktemp("world"))


@pytest.fixture
def project(engine: Engine, world: World, tmp_path: Path) -> Callable[[str], Project]:
    """Makes the repository of a service."""
    return partial(Project, engine, world, tmp_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each build in a line: what happened, what came of it, and how long it took."""
    if not ROWS:
        return
    terminalreporter.section("end to end")
    for case, result, message, seconds in ROWS:
        terminalreporter.write_line(f"{case[:58]:<58}  {result:<8} {seconds:6.1f} s  {message[:90]}")
    terminalreporter.write_line(f"{len(ROWS)} builds")
