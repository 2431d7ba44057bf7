"""A config.xml worked out once for many items that differ in a few texts only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from ..render.skeleton import Skeleton, slot
from .canonical import canonical, digest_of, encode_value
from .marker import Marker, render
from .xml import escape

# What neither the XML nor a canonical line takes as it is: such values are escaped for each of them, all others go in directly.
_SPECIAL = re.compile("[&<>\\\\\n\r\x7f-\x9f\u2028\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Build = Callable[[Mapping[str, str], str], str]
"""Makes a config.xml from values and the marker's line (``""`` for none)."""


class Template:
    """A config.xml and its canonical lines, with slots for an item's own values.

    The values may only be the whole of an element's text: there they change neither the order of the lines nor which lines there are.
    """

    __slots__ = ("_config", "_lines")

    def __init__(self, build: Build, names: Iterable[str]) -> None:
        slots = {name: slot(name) for name in names}
        self._config = Skeleton(build(slots, slot("marker")))
        self._lines = Skeleton("\n".join(canonical(build(slots, ""))))

    def fill(self, values: dict[str, str], owner: str, key: str) -> tuple[str, str]:
        """The config.xml, marker included, and its digest. ``values`` are plain texts, none of them empty; the dictionary is used up.

        Raises:
            UserError: a value has a character that XML cannot carry.
        """
        encoded = values
        if _SPECIAL.search("\t".join(values.values())):
            encoded = {name: encode_value(value) for name, value in values.items()}
            values = {name: escape(value) for name, value in values.items()}
        digest = digest_of(self._lines.fill(encoded))
        values["marker"] = f"[gen-pipelines owner={owner} key={key} sha256={digest}]"
        return self._config.fill(values), digest


def finish(build: Callable[[str], str], owner: str, key: str) -> tuple[str, str]:
    """Config.xml and digest of a single item, from a function that makes it with a marker's line (``""`` for none)."""
    digest = digest_of("\n".join(canonical(build(""))))
    return build(render(Marker(owner, key, digest))), digest
