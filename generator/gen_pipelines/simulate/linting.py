"""What Jenkins' declarative linter would say of a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..errors import ERROR, Finding, Place
from .engine import Engine
from .subject import read_text

RULE = "jenkinsfile"


class Linted(NamedTuple):
    """A file that was checked."""

    path: Path
    text: str
    findings: tuple[Finding, ...]


def lint_files(engine: Engine, paths: Iterable[Path]) -> list[Linted]:
    """Check files, in one JVM.

    Raises:
        UserError: a file cannot be read, or the engine is missing.
    """
    return [lint(engine, read_text(path), path) for path in paths]


def lint(engine: Engine, text: str, path: Path) -> Linted:
    """Check one text."""
    answer = engine.ask({"op": "lint", "file": path.name, "script": text})
    errors = answer["errors"]
    found = tuple(Finding(RULE, ERROR, one["message"], Place(str(path), one.get("line") or 1, one.get("column") or 1)) for one in errors)
    return Linted(path, text, found)
