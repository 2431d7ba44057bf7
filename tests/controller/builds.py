"""Builds and the queue. What is scheduled with no delay has run before its request is answered, unless its script sleeps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .model import Build, Item
from .xmltext import parse

_DELAY = re.compile(r"(\d+)(|s|sec|secs|min|mins|ms|h|hour|hours|d|day|days)")
_SLEEPS = re.compile(r"\bsleep\s*\(?\s*\d{2,}")
_SHORT = 1000
"""Milliseconds; what waits longer is still in the queue when somebody looks."""


class BadDelay(ValueError):
    """The delay cannot be read: 500."""


@dataclass
class Waiting:
    """An item of the queue."""

    number: int
    item: Item
    parameters: str = ""
    build: Build | None = None
    cancelled: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it left the queue."""
        return self.cancelled or self.build is not None


@dataclass
class Queue:
    """What waits for an executor, and what waited."""

    items: list[Waiting] = field(default_factory=list)

    def find(self, number: int) -> Waiting | None:
        """The queue item of a number."""
        return next((one for one in self.items if one.number == number), None)

    def of(self, item: Item) -> list[Waiting]:
        """What waits of a job."""
        return [one for one in self.items if one.item is item and not one.is_over]

    def schedule(self, item: Item, delay: int, user: str, parameters: str = "", *, held: bool = False) -> tuple[Waiting, bool]:
        """Put a build into the queue, and run it if its time has come; whether it is a new entry."""
        same = next((one for one in self.of(item) if one.parameters == parameters), None)
        waiting = same or Waiting(len(self.items) + 1, item, parameters)
        if same is None:
            self.items.append(waiting)
        if delay <= _SHORT and not held:
            waiting.build = _run(item, user)
        return waiting, same is None


def milliseconds(text: str | None) -> int:
    """A delay: a bare number is in milliseconds.

    Raises:
        BadDelay: it is no time.
    """
    match = _DELAY.fullmatch(text) if text is not None else None
    if text is None:
        return 0
    if match is None:
        raise BadDelay(text)
    unit = match.group(2)
    factor = {"": 1, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}[unit if unit in ("", "ms") else unit[0]]
    return int(match.group(1)) * factor


def _run(item: Item, user: str) -> Build:
    script = parse(item.text).findtext("definition/script") or ""
    said = "".join(f"[Pipeline] echo\n{text}\n" for text in re.findall(r"echo\s+'([^']*)'", script))
    running = _SLEEPS.search(script) is not None
    output = f"Started by user {user}\n[Pipeline] Start of Pipeline\n{said}" + ("" if running else "[Pipeline] End of Pipeline\nFinished: SUCCESS\n")
    return item.add_build(f"Started by user {user}", output, running=running)
