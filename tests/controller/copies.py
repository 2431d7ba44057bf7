"""createItem by form: a copy of an item, or an empty one of a class."""

from __future__ import annotations

from . import pages
from .call import Call
from .wire import Answer


def create_by_form(call: Call, name: str, mode: str) -> Answer:
    """``mode=copy`` or ``mode=CLASS``."""
    return pages.refused(f"Unknown mode {mode}")
