"""No more requests a second than somebody allowed."""

from __future__ import annotations

import threading
import time


class Pace:
    """Gives every request a moment of its own, for all workers together."""

    def __init__(self, rate: float | None) -> None:
        """``rate`` is in requests a second; ``None`` is as fast as it goes."""
        self._gap = 1.0 / rate if rate else 0.0
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self, stop: threading.Event) -> None:
        """Wait for the next free moment, or for the stop."""
        if not self._gap:
            return
        with self._lock:
            now = time.monotonic()
            moment = max(now, self._next)
            self._next = moment + self._gap
        if moment > now:
            stop.wait(moment - now)
