"""What a page says is what its commands print."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.three_tier import ROOT

from .double import TOKEN, double
from .page import PORT, Session, Step, as_on_page, steps_of

PAGES = ["docs/sync.md"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_the_truth(name: str, tmp_path: Path) -> None:
    """Each command in turn, against the double, in one shell."""
    folder = tmp_path / "catalog"
    folder.mkdir()
    with double() as port:
        session = Session(folder, port, Path(sys.executable).parent, {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]})
        for step in steps_of((ROOT / name).read_text(encoding="utf-8")):
            assert session.run(step.command) == step.output, f"{name}: $ {step.command}\nTo write the page anew: python -m tests.docs {name}"


def test_the_readme_tells_the_truth(tmp_path: Path) -> None:
    """After `make demo`: the example, rendered and applied."""
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copy(ROOT / "pipelines.yaml", folder)
    session = Session(folder, "0", Path(sys.executable).parent, {"HOME": str(tmp_path), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]})
    session.run("gen-pipelines render && gen-pipelines apply --controller local --yes")
    steps = steps_of((ROOT / "README.md").read_text(encoding="utf-8"))
    assert steps
    for step in steps:
        assert session.run(step.command) == step.output, f"README.md: $ {step.command}"


def test_the_verb_serves_what_the_page_works_with() -> None:
    """The same token and plugins as the test, on the page's port."""
    verb = (ROOT / "Makefile").read_text().partition("\ncontroller:")[2].partition("\n\n")[0]
    assert f"--port {PORT} --token {TOKEN} --plugins tests/docs/plugins.txt" in verb


def test_a_block_is_read_as_a_person_reads_it() -> None:
    """Commands, their further lines, and what they print."""
    page = "x\n```console\n$ cat <<'EOF'\n> a\n> EOF\na\n$ true\n$ echo b\nb\n\nc\n```\n```yaml\n$ no\n```\n"
    assert steps_of(page) == [Step("cat <<'EOF'\na\nEOF", "a"), Step("true", ""), Step("echo b", "b\n\nc")]


def test_what_differs_from_run_to_run_has_one_form() -> None:
    """Ports, names of backups, times."""
    shown = as_on_page("http://127.0.0.1:40123/x  \nBackup 20260102-030405-00beef of 2026-01-02 03:04:05 UTC took 3.2 s\n", "40123")
    assert shown == "http://127.0.0.1:18090/x\nBackup 20261125-231500-482a3f of 2026-11-25 23:15:00 UTC took 0.1 s"


def test_a_session_remembers(tmp_path: Path) -> None:
    """What was exported, and how the last command ended; a page that lies is found."""
    (tmp_path / "x").mkdir()
    session = Session(tmp_path / "x", "1", Path("/bin"), {"PATH": os.environ["PATH"]})
    session.run("export A=1")
    assert session.run('echo "$A"; exit 3') == "1"
    assert session.run("echo $?") == "3"
