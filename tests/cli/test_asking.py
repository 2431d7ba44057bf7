"""Commands that ask a person before they change something."""

from __future__ import annotations

import os
import pty
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.three_tier import ROOT

from .test_end_to_end import run

JOB = "build/jenkins-home/jobs/three-tier/jobs/backend/config.xml"


def answer(folder: Path, arguments: list[str], word: str, meanwhile: Callable[[], object] = lambda: None) -> tuple[str, int]:
    """Call the tool on a terminal and answer its question, after something happened meanwhile; what it said, and its exit code."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "gen_pipelines", *arguments], {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "NO_COLOR": "1"})
    said, asked = b"", False
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        said += piece
        if not asked and b"[y/N]" in said:
            meanwhile()
            os.write(terminal, f"{word}\n".encode())
            asked = True
    os.close(terminal)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example, applied, saved, and one of its jobs removed by hand."""
    shutil.copy(ROOT / "pipelines.yaml", tmp_path)
    run(tmp_path, "apply", "--yes")
    run(tmp_path, "backup")
    shutil.rmtree((tmp_path / JOB).parent)
    return tmp_path


def test_no_changes_nothing(project: Path) -> None:
    """The plan was shown before."""
    said, code = answer(project, ["restore", "latest"], "n")
    assert "+ add     three-tier/backend" in said and "Restore this on directory" in said and code == 1
    assert not (project / JOB).exists()


def test_yes_does_it(project: Path) -> None:
    """And what became of it is told."""
    said, code = answer(project, ["restore", "latest"], "y")
    assert "1 added" in said and code == 0
    assert (project / JOB).is_file()


def test_adopt_asks_too(project: Path) -> None:
    """For an item whose mark somebody removed."""
    run(project, "restore", "latest", "--yes")
    file = project / JOB
    before = file.read_text().replace("[gen-pipelines owner", "[hand-made owner")
    file.write_text(before)
    said, code = answer(project, ["adopt", "backend"], "n")
    assert "Take this under management" in said and code == 1 and file.read_text() == before
    said, code = answer(project, ["adopt", "backend"], "y")
    assert "1 changed" in said and code == 0 and "[gen-pipelines owner" in file.read_text()


def test_what_somebody_else_took_meanwhile_is_left_alone(project: Path) -> None:
    """The plan that was said yes to is no longer the one that would be carried out."""
    run(project, "restore", "latest", "--yes")
    file = project / JOB
    ours = file.read_text()
    file.write_text(ours.replace("[gen-pipelines owner", "[hand-made owner"))
    theirs = ours.replace("owner=three-tier", "owner=others")
    said, code = answer(project, ["adopt", "backend"], "y", lambda: file.write_text(theirs))
    assert "backend changed while you looked at the plan" in said and code == 4 and file.read_text() == theirs
