"""Every error a person can meet, as data.

The tree::

    GenPipelinesError          printed as one message, never as a traceback
    ├── CatalogError           the catalog has findings of severity error    exit 1
    ├── UserError              a file, an argument or a target is not usable exit 1
    ├── ControllerError        a controller refused, or cannot be reached    exit 1
    │   └── LostAnswer         it may or may not have done what was asked    exit 1
    ├── StaleError             changes are pending and --check asked         exit 3
    └── UnsafeError            refused: thresholds, foreign items, paths     exit 4

A mistake in a catalog is a :class:`Finding`: it says what, where and why, and the printer adds the source line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ERROR = "error"
WARNING = "warning"


class Place(NamedTuple):
    """Where something stands in a file. Lines and columns count from 1; ``length`` is in characters."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Finding(NamedTuple):
    """One mistake: the rule it breaks, what is wrong, where, and what to do about it."""

    rule: str
    severity: str
    message: str
    place: Place
    hint: str = ""
    path: tuple[str | int, ...] = ()
    secret: bool = False
    """The place holds a secret: its source line is not to be shown."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are listed by file, line and column."""
        return (self.place.file, self.place.line, self.place.column, self.rule, self.message)


class GenPipelinesError(Exception):
    """Root of all errors that are shown to a person instead of a traceback."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.place = place


class UserError(GenPipelinesError):
    """A file, an argument or a target that cannot be used as it is."""


class CatalogError(GenPipelinesError):
    """The catalog has findings that stop the work."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        errors = sum(finding.severity == ERROR for finding in findings)
        super().__init__(f"the catalog has {errors} error{'s' * (errors != 1)}")
        self.findings = findings
        self.texts: Mapping[str, str] = {}
        """The files that the findings point into, where they are at hand."""


class ControllerError(GenPipelinesError):
    """A controller cannot be reached, or refused a request.

    The message names the request by method and path, the status, and what Jenkins said. Neither has a token: those travel in headers only.
    """

    def __init__(self, request: str, what: str, *, status: int | None = None, said: str = "", hint: str = "") -> None:
        says_more = said and said not in what
        super().__init__(f"{request}: {what}: {said}" if says_more else f"{request}: {what}", hint=hint)
        self.request = request
        self.status = status
        self.said = said


class LostAnswer(ControllerError):
    """The request was sent, and its answer never came: it may have been done or not. Read before asking again."""


class StaleError(GenPipelinesError):
    """Something is pending and the caller asked to be told by the exit code."""

    exit_code = 3


class UnsafeError(GenPipelinesError):
    """Refused: going on could destroy what is not ours or more than was meant."""

    exit_code = 4
