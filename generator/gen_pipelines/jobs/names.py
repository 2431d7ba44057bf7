"""What Jenkins accepts as the name of an item."""

from __future__ import annotations

import re
import unicodedata

_ORDINARY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")

UNSAFE = frozenset("?*/\\%!@#$^&|<>[]:;")
"""Refused by ``Jenkins.checkGoodName`` (jenkins_api, section 3)."""

MAXIMUM = 255
"""Bytes in UTF-8: a name is a directory's name on the controller; 256 give a 500 (jenkins_live, Names)."""


def problem_with(name: str) -> str | None:
    """Why Jenkins would refuse this name, as the end of a sentence, or ``None`` if it takes it.

    Blanks at the ends are refused here: Jenkins trims them, so the item would have another name than was asked for.
    """
    if len(name) <= MAXIMUM and _ORDINARY.fullmatch(name):
        return None
    if not name.strip():
        return "is empty"
    if name in (".", ".."):
        return f'is "{name}", which means a folder'
    for character in name:
        if character in UNSAFE:
            return f'has "{character}", which Jenkins refuses in names'
        if unicodedata.category(character) in ("Cc", "Cs"):
            return f"has the control character U+{ord(character):04X}"
    if name != name.strip():
        return "begins or ends with a blank, which Jenkins cuts off"
    if name.endswith("."):
        return "ends with a dot"
    size = len(name.encode())
    return f"is {size} bytes long; {MAXIMUM} is the limit" if size > MAXIMUM else None


def collision_key(name: str) -> str:
    """Equal for two names that cannot stand side by side.

    Jenkins looks names up without regard to case at the root and in folders made by hand; some controllers' file systems do so everywhere.
    """
    return unicodedata.normalize("NFC", name).casefold()
