"""How our own files look. Jenkins does not care; people who read many of them do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .problem import Report
from .statements import Call

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n\n\n+")


def check_order(found: Iterable[Call], order: Sequence[str], report: Report) -> None:
    """Sections stand in one order, in every generated file."""
    last = ""
    for call in found:
        if last and order.index(call.name) < order.index(last):
            report.add(call.start, "order", f'in a generated file "{call.name}" stands before "{last}"')
        else:
            last = call.name


def check_whitespace(text: str, report: Report) -> None:
    """No blanks at the end of a line, no tabs, no runs of blank lines, one line feed at the end."""
    for found in _TRAILING.finditer(text):
        report.add(found.start(), "whitespace", "blanks at the end of the line")
    for found in _BLANK_LINES.finditer(text):
        report.add(found.start() + 2, "whitespace", "more than one blank line")
    if "\t" in text:
        report.add(text.index("\t"), "whitespace", "a tab")
    if not text.endswith("\n") or text.endswith("\n\n"):
        report.add(len(text), "whitespace", "the file ends with one line feed")
