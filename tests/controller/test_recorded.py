"""The double answers what was recorded of a real controller as that did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .controller import Controller
from .playing import RECORDED, REPOSITORY, Player, load
from .plugins import VERSIONS
from .scans import Repository

CASES = sorted((RECORDED / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def controller() -> Iterator[Controller]:
    """A controller as the recorded one: its plugins, its repository."""
    with Controller(plugins=VERSIONS) as one:
        one.repositories[REPOSITORY] = Repository(("feature/x", "main", "nofile", "release-1"), without=("nofile",), tags=("v1",))
        yield one


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    """The bodies that cases share."""
    return load(RECORDED / "bodies.yaml")


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_recorded_case(file: Path, controller: Controller, bodies: dict[str, str]) -> None:
    """Status, headers that matter and the meaning of each body are those of the real controller."""
    assert Player(controller, bodies).play(load(file)) == []
