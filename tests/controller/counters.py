"""What a controller was asked to do and what that cost it."""

from __future__ import annotations

import threading
from collections import Counter

from .wire import Request

_CALLS = {"json", "config.xml", "createItem", "createView", "doDelete", "confirmRename", "move", "disable", "enable", "build", "validateJenkinsfile"}


class Counters:
    """Counts by name; threads may count at once.

    Requests are counted by method and last part of the path, such as ``GET json`` and ``POST config.xml``, and together as ``requests``.
    What they did is counted as ``created``, ``updated``, ``deleted``, ``switched``, ``renamed``, ``moved`` and ``views``;
    what it cost as ``scans``, ``rebuilds`` and ``history lost`` (builds that went with an item).
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def add(self, name: str, number: int = 1) -> None:
        """Count."""
        with self._lock:
            self._counts[name] += number

    def __getitem__(self, name: str) -> int:
        return self._counts[name]

    def all(self) -> dict[str, int]:
        """Every count that is not zero, by name."""
        with self._lock:
            return {name: number for name, number in sorted(self._counts.items()) if number}

    @property
    def writes(self) -> int:
        """How many times an item was changed."""
        return sum(self[name] for name in ("created", "updated", "deleted", "switched", "renamed", "moved", "views"))

    def reset(self) -> None:
        """Start from zero."""
        with self._lock:
            self._counts.clear()


def kind_of(request: Request) -> str:
    """What a request is counted as."""
    last = request.path.rstrip("/").rpartition("/")[2]
    return f"{request.method} {last if last in _CALLS else 'other'}"
