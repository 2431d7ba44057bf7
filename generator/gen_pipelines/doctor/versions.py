"""Versions of Jenkins plugins: ``2.17``, ``1.9-beta``, ``687.v619cb_15e923f``, ``1.330-492.v3941a_032db_2a_``."""

from __future__ import annotations

import re

_PART = re.compile(r"\d+")


def numbers(version: str) -> tuple[int, ...]:
    """The numbers that a version begins with; what follows them (a commit, ``beta``) does not order versions for us."""
    found: list[int] = []
    for part in re.split(r"[.-]", version):
        if not _PART.fullmatch(part):
            break
        found.append(int(part))
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def newer(version: str, than: str) -> bool:
    """Whether a version is newer than another."""
    return numbers(version) > numbers(than)
