"""JSON for programs that a person may look at in a terminal."""

from __future__ import annotations

import json
import re
from typing import Any

_BEYOND_ASCII = re.compile(r"[^\n\x20-\x7e]")


def json_text(data: Any) -> str:
    """Indented JSON. Letters stay as they are; what a terminal would obey, or what turns the direction of text, is escaped."""
    return _BEYOND_ASCII.sub(_shown, json.dumps(data, indent=2, ensure_ascii=False))


def _shown(found: re.Match[str]) -> str:
    return found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1]
