"""The gates that the library's Groovy passes before anybody runs it, in this order: Groovy 2.4.21, CodeNarc, our own checks, contracts.

``python -m tools.gates [LIBRARY]`` looks at a library, this project's when none is given. Every gate works on what is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


class Problem(NamedTuple):
    """Something a gate found. ``file`` is relative to the library; lines and columns count from 1."""

    file: str
    line: int
    column: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} [{self.rule}]"


class GateError(Exception):
    """A gate could not do its work."""
