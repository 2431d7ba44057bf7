"""The only writer. One item that fails does not stop the others; a run that is cut off is finished by the next."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..errors import GenPipelinesError, UnsafeError
from ..jenkins.target import Target
from .change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Change, Plan

DONE, FAILED, SKIPPED = "done", "failed", "skipped"


@dataclass(frozen=True)
class Fate:
    """What became of a change, and why."""

    change: Change
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Applied:
    """The fates of all changes, in order."""

    fates: tuple[Fate, ...]
    interrupted: bool = False

    @property
    def failed(self) -> int:
        """How many changes were not made."""
        return sum(fate.outcome != DONE for fate in self.fates)

    def count(self, action: str) -> int:
        """How many changes of an action were made."""
        return sum(fate.change.action == action and fate.outcome == DONE for fate in self.fates)

    @property
    def summary(self) -> str:
        """The last line of a run."""
        counts = [f"{self.count(CREATE)} added", f"{self.count(UPDATE)} changed", f"{self.count(DELETE)} removed"]
        counts += [f"{self.count(action)} {word}" for action, word in ((MOVE, "moved"), (DISABLE, "disabled")) if self.count(action)]
        if not self.failed:
            return f"Apply complete: {', '.join(counts)}."
        return f"Apply incomplete: {', '.join(counts)}; {self.failed} not done. The next run goes on from here."


def apply_plan(plan: Plan, target: Target, progress: Callable[[Fate], None] = lambda fate: None) -> Applied:
    """Make the changes of a plan.

    Ctrl-C lets the item in hand be finished; the rest is skipped and told.

    Raises:
        UnsafeError: the plan breaks a limit; nothing was changed.
    """
    if plan.unsafe:
        raise UnsafeError("; ".join(plan.unsafe), hint="look at the plan; nothing was changed")
    fates: list[Fate] = []
    broken: list[Change] = []
    with _stop_requests() as stop:
        for change in plan.changes:
            fate = Fate(change, SKIPPED, "stopped by Ctrl-C") if stop.is_set() else _make(change, plan.owner, target, broken)
            fates.append(fate)
            if fate.outcome != DONE:
                broken.append(change)
            progress(fate)
        return Applied(tuple(fates), stop.is_set())


def _make(change: Change, owner: str, target: Target, broken: list[Change]) -> Fate:
    needed = next((earlier for earlier in broken if _needs(change, earlier)), None)
    if needed is not None:
        return Fate(change, SKIPPED, f"{'/'.join(needed.path)} was not done")
    try:
        _call(change, owner, target)
    except GenPipelinesError as error:
        return Fate(change, FAILED, error.message)
    except OSError as error:
        return Fate(change, FAILED, error.strerror or str(error))
    return Fate(change, DONE)


def _needs(change: Change, earlier: Change) -> bool:
    """Whether a change cannot be made without an earlier one: its folder, or the move before its update."""
    inside = change.path[: len(earlier.path)] == earlier.path and earlier.action in (CREATE, MOVE)
    return inside and (len(change.path) > len(earlier.path) or change.kind == earlier.kind)


def _call(change: Change, owner: str, target: Target) -> None:
    item, actual = change.item, change.actual
    if change.action == CREATE and item is not None:
        target.create(item)
    elif change.action == UPDATE and item is not None and actual is not None:
        target.update(item, actual)
    elif change.action == MOVE and actual is not None:
        target.move(actual, change.path)
    elif change.action == DISABLE and actual is not None:
        target.disable(actual, owner)
    elif change.action == DELETE and actual is not None:
        target.delete(actual, owner)


@contextmanager
def _stop_requests() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, instead of breaking off in the middle of an item."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
