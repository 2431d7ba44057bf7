"""The tool's own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines import resources
from gen_pipelines.resources import tool_digest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with a module, and what Python compiled of it."""
    (tmp_path / "inner" / "__pycache__").mkdir(parents=True)
    (tmp_path / "inner" / "module.py").write_text("x = 1\n")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path)
    return tmp_path


def digest() -> str:
    """Worked out anew."""
    return tool_digest.__wrapped__()


def test_the_digest_stays_while_nothing_changes(package: Path) -> None:
    """Compiling changes nothing."""
    before = digest()
    (package / "inner" / "__pycache__" / "module.pyc").write_text("compiled")
    assert digest() == before


@pytest.mark.parametrize("name", ["inner/module.py", "inner/new.py", "new.yaml"])
def test_a_changed_or_new_file_changes_the_digest(package: Path, name: str) -> None:
    """At any depth."""
    before = digest()
    (package / name).write_text("another = 22\n")
    assert digest() != before


def test_another_version_changes_the_digest(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also if all files were of the same size and time."""
    before = digest()
    monkeypatch.setattr(resources, "__version__", "9.9.9")
    assert digest() != before
