"""What a controller was asked to do and what that cost it."""

from __future__ import annotations

import threading
from collections import Counter


class Counters:
    """Counts by name; threads may count at once.

    Requests are counted as ``GET tree``, ``GET config``, ``POST create``, ``POST config``, ``POST delete`` and so on; besides there are
    ``requests``, ``writes`` (those that changed something), ``scans``, ``rebuilds`` and ``history lost`` (builds deleted with an item).
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

    def reset(self) -> None:
        """Start from zero."""
        with self._lock:
            self._counts.clear()
