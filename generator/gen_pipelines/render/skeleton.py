"""Text with named gaps, so that what many services share is worked out once.

Services with equal settings differ only in their own names and addresses. Rendering, linting and checking happen once for such a group,
with a slot in place of each of those values; a service's own text is then the skeleton with the slots filled.
A slot is a name between two private-use characters, which the loader refuses in catalogs: no value of a user can look like one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

OPEN, CLOSE = "\ue000", "\ue001"
_SLOT = re.compile(f"{OPEN}([a-z_]+){CLOSE}")


def slot(name: str) -> str:
    """The text that stands for the value ``name`` until it is filled in."""
    return f"{OPEN}{name}{CLOSE}"


class Skeleton:
    """A text whose slots can be filled many times, fast."""

    __slots__ = ("_names", "_parts")

    def __init__(self, text: str) -> None:
        pieces = _SLOT.split(text)
        self._parts = pieces
        self._names = list(enumerate(pieces))[1::2]

    @property
    def names(self) -> set[str]:
        """The slots that occur."""
        return {name for _, name in self._names}

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with every slot replaced. ``values`` are already escaped for the place they go to.

        Raises:
            KeyError: a slot has no value.
        """
        parts = self._parts.copy()
        for index, name in self._names:
            parts[index] = values[name]
        return "".join(parts)
