"""Where no container engine runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_end_to_end import project, run

__all__ = ["project"]


@pytest.mark.parametrize("address", ["unix:///nowhere/docker.sock", "tcp://127.0.0.1:1", "nonsense://x"])
def test_it_says_so(project: Path, address: str) -> None:
    """One message, and what to do about it; nothing is left behind."""
    said = run(project, "sandbox", "up", code=1, DOCKER_HOST=address).stderr
    assert "error: no container engine answers: " in said and "DOCKER_HOST" in said
    assert not (project / ".gen-pipelines").exists()


def test_status_and_down_need_no_engine_without_a_sandbox(project: Path) -> None:
    """There is nothing to ask it."""
    assert "There is no sandbox" in run(project, "sandbox", "status", code=1, DOCKER_HOST="tcp://127.0.0.1:1").stdout
    assert "There is no sandbox" in run(project, "sandbox", "down", DOCKER_HOST="tcp://127.0.0.1:1").stdout
