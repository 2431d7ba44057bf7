"""What the linter found, and where."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake in a Jenkinsfile. ``line`` and ``column`` count from 1; ``rule`` is a stable name such as ``duplicate-stage``."""

    line: int
    column: int
    message: str
    rule: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message} ({self.rule})"


class SyntaxProblem(Exception):
    """The text is not Groovy; nothing behind ``start`` (an offset) can be judged."""

    def __init__(self, start: int, message: str) -> None:
        super().__init__(message)
        self.start = start
        self.message = message


class Report:
    """Collects problems by their offset in the text."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[tuple[int, str, str]] = []

    def add(self, start: int, rule: str, message: str) -> None:
        """Note a problem at the offset ``start``."""
        self._found.append((start, rule, message))

    def problems(self, text: str) -> list[Problem]:
        """Everything noted, each once, by line and column."""
        if not self._found:
            return []
        starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
        found = []
        for start, rule, message in set(self._found):
            line = bisect_right(starts, start)
            found.append(Problem(line, start - starts[line - 1] + 1, message, rule))
        return sorted(found)
