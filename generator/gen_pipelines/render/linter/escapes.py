"""Escapes of a character's number: Groovy 2.4 replaces them in the whole source before it reads it, in texts and comments too."""

from __future__ import annotations

import re

from .problem import Report, SyntaxProblem
from .tokens import read

_ESCAPE = re.compile(r"(?<!\\)(?P<before>(?:\\\\)*)(?P<escape>\\u+(?P<number>[0-9a-fA-F]{4})?)")
_TURNING = "\n\r'\"\\"
"""What can end a text or a comment. Other characters mean nothing to the parser."""


def check_escapes(text: str, report: Report) -> None:
    """Escapes that Groovy cannot read, and a file that cannot be read any more once they are replaced."""
    if "\\u" not in text:
        return
    turning: list[re.Match[str]] = []
    for found in _ESCAPE.finditer(text):
        if found["number"] is None:
            report.add(found.start("escape"), "escape", "`\\u` needs four hexadecimal digits, in a comment too; write two backslashes for one")
        elif _replacement(found) != found[0]:
            turning.append(found)
    if turning and not _can_be_read(_ESCAPE.sub(_replacement, text)):
        first = turning[0]
        report.add(first.start("escape"), "escape", f"Groovy replaces `{first['escape']}` before it reads anything else, and cannot read what comes out")


def _replacement(found: re.Match[str]) -> str:
    """What Groovy makes of an escape, if that can end a text or a comment; else the escape itself."""
    character = chr(int(found["number"] or "20", 16))
    return found["before"] + (character if character in _TURNING else found["escape"])


def _can_be_read(text: str) -> bool:
    try:
        read(text)
    except SyntaxProblem:
        return False
    return True
