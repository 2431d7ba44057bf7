"""The only writer. One item that fails does not stop the others; a run that is cut off is finished by the next."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby

from ..errors import GenPipelinesError, UnsafeError
from ..jenkins.target import Target
from .change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Change, Plan
from .interrupt import stop_by_ctrl_c
from .state import Path

DONE, FAILED, SKIPPED = "done", "failed", "skipped"


@dataclass(frozen=True)
class Fate:
    """What became of a change, why, and what a person can do about it."""

    change: Change
    outcome: str
    reason: str = ""
    hint: str = ""


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


def apply_plan(plan: Plan, target: Target, progress: Callable[[Fate], None] = lambda fate: None, stop: threading.Event | None = None) -> Applied:
    """Make the changes of a plan, as many at once as the target takes.

    Ctrl-C lets the items in hand be finished; the rest is skipped and told. ``progress`` is told every fate, one at a time.

    Args:
        plan: what to do.
        target: where.
        progress: called with each fate as it is known.
        stop: set by Ctrl-C; what waits for the target should watch it too.

    Raises:
        UnsafeError: the plan breaks a limit; nothing was changed.
    """
    check_safe(plan)
    with stop_by_ctrl_c(stop or threading.Event()) as event, target.alone():
        run = _Run(plan.owner, target, progress, event)
        with ThreadPoolExecutor(max(1, target.workers), thread_name_prefix="apply") as pool:
            for wave in _waves(plan.changes):
                run.make(wave, pool if target.workers > 1 and len(wave) > 1 else None)
        fates = tuple(run.fates[id(change)] for change in plan.changes)
        return Applied(fates, event.is_set())


def check_safe(plan: Plan) -> None:
    """Refuse a plan that breaks a limit.

    Raises:
        UnsafeError: it does.
    """
    if plan.unsafe:
        raise UnsafeError("; ".join(plan.unsafe), hint="look at the plan; nothing was changed")


def _waves(changes: tuple[Change, ...]) -> Iterator[list[Change]]:
    """Changes that may be made at once, neighbours in different folders: Jenkins makes one item of a folder at a time."""
    for _, members in groupby(changes, key=lambda change: change.wave):
        seen: Counter[Path] = Counter()
        ranked: list[tuple[int, Change]] = []
        for change in members:
            ranked.append((seen[change.path[:-1]], change))
            seen[change.path[:-1]] += 1
        yield [change for _, change in sorted(ranked, key=lambda pair: pair[0])]


class _Run:
    """A plan being applied."""

    def __init__(self, owner: str, target: Target, progress: Callable[[Fate], None], stop: threading.Event) -> None:
        self.fates: dict[int, Fate] = {}
        self._owner = owner
        self._target = target
        self._progress = progress
        self._stop = stop
        self._lock = threading.Lock()
        self._missing: set[Path] = set()
        """Places where something should be made or moved to, and was not."""

    def make(self, wave: list[Change], pool: Executor | None) -> None:
        """Make all changes of a wave; without a pool in this thread."""
        for _ in map(self._one, wave) if pool is None else pool.map(self._one, wave):
            pass

    def _one(self, change: Change) -> None:
        fate = self._make(change)
        with self._lock:
            self.fates[id(change)] = fate
            if fate.outcome != DONE and change.action in (CREATE, MOVE):
                self._missing.add(change.path)
            self._progress(fate)

    def _make(self, change: Change) -> Fate:
        if self._stop.is_set():
            return Fate(change, SKIPPED, "stopped by Ctrl-C")
        needed = self._needed(change)
        if needed is not None:
            return Fate(change, SKIPPED, f"{'/'.join(needed)} was not done")
        try:
            _call(change, self._owner, self._target)
        except GenPipelinesError as error:
            return Fate(change, FAILED, error.message, error.hint)
        except OSError as error:
            return Fate(change, FAILED, error.strerror or str(error))
        return Fate(change, DONE)

    def _needed(self, change: Change) -> Path | None:
        """A place that this change needs, and that nothing came to: its folder, or the move before its update."""
        if not self._missing:
            return None
        lengths = range(1, len(change.path) + (change.action != CREATE))
        return next((change.path[:length] for length in lengths if change.path[:length] in self._missing), None)


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
