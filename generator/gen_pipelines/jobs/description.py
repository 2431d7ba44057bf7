"""The description in a config.xml of ours."""

from __future__ import annotations

import re

_REFERENCE = re.compile("&(amp|lt|gt|#x[0-9a-f]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">"}


def description_of(config: str) -> str:
    """The item's own description, marker included. It is the first element that we write into any item; a view's name comes before it.

    Only for what :mod:`.xml` wrote: it is not parsed, because it is asked for every item of a catalog.
    """
    start = config.find("<description>")
    if start < 0:
        return ""
    text = config[start + 13 : config.index("</description>", start)]
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    return _NAMED.get(found[1]) or chr(int(found[1][2:], 16))
