"""One case of the corpus: the pipeline, how it was run on the controller, and what was observed there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).with_name("cases")
PLUGINS = Path(__file__).with_name("plugins.json")

_MARKER = re.compile(r"(?:\[TIMESTAMP\] )?M[0-9]")
_LINE = re.compile(r"@ line (\d+), column (\d+)")
_VOLATILE = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"),
    (re.compile(r"@[0-9a-f]{4,8}\b"), "@HASH"),
    (re.compile(r"\bconf/[0-9][\w-]*"), "FOLDER"),
    (re.compile(r"^\[[0-9T:.-]+Z\]"), "[TIMESTAMP]"),
    (re.compile(r"(found among steps )\[.*"), r"\1[...]"),
)
"""What differs from run to run; the observations have the words instead."""


class Case:
    """A case, read from its folder."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.how: dict[str, Any] = yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))
        self.script = (folder / "Jenkinsfile").read_text(encoding="utf-8")
        self.observed: dict[str, Any] = json.loads((folder / "observed.json").read_text(encoding="utf-8"))

    @property
    def validates(self) -> bool:
        """Whether the case was only sent to the validator."""
        return self.how.get("kind") == "validate"

    @cached_property
    def expected(self) -> list[dict[str, Any]]:
        """What each build gave (result and markers), or what the validator said (verdict and lines)."""
        if self.validates:
            return [{"verdict": self.observed["result"], "lines": sorted({line for line, _ in self.positions})}]
        return [{"result": one["result"], "markers": one["markers"]} for one in self.observed.get("runs", [self.observed])]

    @property
    def positions(self) -> list[tuple[int, int]]:
        """Line and column of everything the validator found."""
        return [(int(line), int(column)) for text in self.messages for line, column in _LINE.findall(text)]

    @property
    def messages(self) -> list[str]:
        """What the validator said, in its words."""
        answer = self.observed.get("validate") or {}
        data = answer.get("data") if isinstance(answer, dict) else None
        found: list[str] = []
        for error in (data or {}).get("errors", ()):
            said = error.get("error", ())
            found += said if isinstance(said, list) else [str(said)]
        return found


def cases(*beginnings: str) -> Iterator[Case]:
    """The cases whose names begin so; all of them when nothing is given."""
    for folder in sorted(CASES.iterdir()):
        if not beginnings or folder.name.startswith(beginnings):
            yield Case(folder)


def markers(log: list[str]) -> list[str]:
    """The lines of a console that the pipeline itself wrote for the case."""
    return [line for line in map(settled, log) if _MARKER.match(line)]


def settled(line: str) -> str:
    """A line without what differs from run to run."""
    for pattern, word in _VOLATILE:
        line = pattern.sub(word, line)
    return line
