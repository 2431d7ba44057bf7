"""How long to go on asking: waits that double, with jitter, up to a number of tries and a deadline."""

from __future__ import annotations

import random
import threading
import time

FIRST = 0.1
"""Seconds before the second try, at most; every further wait may be twice as long."""

LONGEST = 5.0
"""Seconds of a single wait, at most."""


class Patience:
    """The patience for one request.

    Jitter is over the whole wait: workers that failed together do not come back together.
    """

    def __init__(self, tries: int, deadline: float, stop: threading.Event, failures: int = 0) -> None:
        """``deadline`` is a time of :func:`time.monotonic`; ``stop`` ends every wait."""
        self._begun = time.monotonic()
        self._tries = tries
        self._deadline = deadline
        self._stop = stop
        self.failures = failures

    def goes_on(self, at_least: float = 0.0, *, counted: bool = True) -> bool:
        """Wait, and tell whether to try again.

        Args:
            at_least: seconds that the controller asked for.
            counted: a failure that more tries than a few will not mend; otherwise only the deadline ends it.
        """
        self.failures += 1
        wait = max(at_least, random.uniform(0, min(LONGEST, FIRST * 2.0 ** min(self.failures, 10))))
        if (counted and self.failures >= self._tries) or time.monotonic() + wait > self._deadline:
            return False
        return not self._stop.wait(wait)

    def extend(self, seconds: float) -> None:
        """Go on for so long from the first failure: the controller is starting, and its address is right."""
        self._deadline = max(self._deadline, self._begun + seconds)
