"""Several controllers in one run: what moves from one to another is there before it goes here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..catalog.model import Catalog
from ..jenkins.target import Target
from ..jobs.build import operation_key
from ..jobs.placing import Placement
from .apply import DONE, SKIPPED, Applied, Fate, apply_plan, check_safe
from .change import REMOVALS, Blocked, Change, Plan
from .interrupt import stop_by_ctrl_c
from .state import State


@dataclass(frozen=True)
class Share:
    """One controller's part of a run."""

    controller: str | None
    target: Target
    plan: Plan
    state: State


def homes(catalog: Catalog) -> dict[str, set[str]]:
    """By key, the controllers that services and operations are placed on."""
    found: dict[str, set[str]] = {}
    for name in catalog.controllers:
        placement = Placement(catalog, name)
        keys = [service.key for service in catalog.services.values() if placement.has_service(service)]
        operations = ((each, operation_key(each, operation)) for each, operation in catalog.operations.items())
        keys += [key for each, key in operations if placement.has(each, key)]
        for key in keys:
            found.setdefault(key, set()).add(name)
    return found


def hold_back(plan: Plan, controller: str | None, placed: Mapping[str, set[str]]) -> Plan:
    """The plan of a single controller without removals of what now belongs to another one: whether it is there already was not looked at."""
    held = [change for change in plan.changes if change.action in REMOVALS and placed.get(change.key, set()) - {controller}]
    if controller is None or not held:
        return plan
    blocked = tuple(Blocked(one.path, one.kind, f"it moves to the controller {', '.join(sorted(placed[one.key]))}", "--all makes it there, then removes it here") for one in held)
    kept = tuple(change for change in plan.changes if change not in held)
    return replace(plan, changes=kept, blocked=plan.blocked + blocked)


def apply_all(shares: Iterable[Share], placed: Mapping[str, set[str]], progress: Callable[[Fate], None], stop: threading.Event) -> list[Applied]:
    """Apply all plans: first everything that is made or changed on every controller, then what goes.

    Raises:
        UnsafeError: one of the plans breaks a limit; nothing was changed anywhere.
    """
    work = list(shares)
    for share in work:
        check_safe(share.plan)
    with stop_by_ctrl_c(stop):
        fates = _Fates(progress, stop)
        for share in work:
            fates.apply(share, [change for change in share.plan.changes if change.action not in REMOVALS])
        arrived = {(share.controller, key) for share in work for key in _keys(share, fates.by_change)}
        for share in work:
            removals = [change for change in share.plan.changes if change.action in REMOVALS]
            early = [change for change in removals if not _may_go(change, share, placed, arrived)]
            fates.skip(early)
            fates.apply(share, [change for change in removals if change not in early])
    return [Applied(tuple(fates.by_change[id(change)] for change in share.plan.changes), stop.is_set()) for share in work]


class _Fates:
    """What became of every change so far."""

    def __init__(self, progress: Callable[[Fate], None], stop: threading.Event) -> None:
        self.by_change: dict[int, Fate] = {}
        self._progress = progress
        self._stop = stop

    def apply(self, share: Share, changes: list[Change]) -> None:
        """Make some of a plan's changes."""
        if changes:
            made = apply_plan(replace(share.plan, changes=tuple(changes)), share.target, self._progress, self._stop)
            self.by_change.update((id(fate.change), fate) for fate in made.fates)

    def skip(self, changes: list[Change]) -> None:
        """Leave changes undone, because what they wait for was not done."""
        for change in changes:
            fate = self.by_change[id(change)] = Fate(change, SKIPPED, "it is not on its new controller yet", "the next run goes on from here")
            self._progress(fate)


def _keys(share: Share, fates: Mapping[int, Fate]) -> set[str]:
    """What a controller has by now, as the catalog wants it."""
    failed = {change.key for change in share.plan.changes if change.action not in REMOVALS and fates[id(change)].outcome != DONE}
    made = {change.key for change in share.plan.changes if change.action not in REMOVALS}
    there = {item.marker.key for item in share.state.items.values() if item.is_owned_by(share.plan.owner) and item.marker and not item.disabled}
    return (there | made) - failed


def _may_go(change: Change, share: Share, placed: Mapping[str, set[str]], arrived: set[tuple[str | None, str]]) -> bool:
    return all((home, change.key) in arrived for home in placed.get(change.key, set()) - {share.controller})
