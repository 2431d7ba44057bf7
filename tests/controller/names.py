"""Which names Jenkins takes, and what it says of the others (``Jenkins.checkGoodName``, and what a real controller answered)."""

from __future__ import annotations

import unicodedata

UNSAFE = "?*/\\%!@#$^&|<>[]:;"
LONGEST = 255
"""Bytes that the file system takes for a directory's name."""


def refusal(name: str) -> str:
    """Why a name is refused, or nothing."""
    if not name:
        return "No name is specified"
    if name in (".", ".."):
        return f"“{name}” is not an allowed name"
    for character in name:
        if unicodedata.category(character) == "Cc":
            return f"‘{_spelled(name)}’ contains a control character"
        if character in UNSAFE:
            return f"‘{character}’ is an unsafe character"
    return "A name cannot end with ‘.’" if name.endswith(".") else ""


def _spelled(name: str) -> str:
    return "".join(f"\\u{ord(one):04X}" if unicodedata.category(one) == "Cc" else one for one in name)


def trimmed(name: str) -> str:
    """A name without the blanks around it, as Java's ``trim`` sees blanks."""
    start, end = 0, len(name)
    while start < end and name[start] <= " ":
        start += 1
    while end > start and name[end - 1] <= " ":
        end -= 1
    return name[start:end]
