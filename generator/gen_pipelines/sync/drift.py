"""What people changed by hand since the last apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..errors import UserError
from ..jobs.difference import compare
from ..jobs.item import Item
from .plan import is_described, what_is_known
from .state import ActualItem, Path, State, place

CHANGED, MISSING, UNMARKED, DISABLED, UNREADABLE, RENAMED, COPIED = "changed", "missing", "unmarked", "disabled", "unreadable", "renamed", "copied"


@dataclass(frozen=True)
class Drifted:
    """An item that is no longer what was applied. ``differences`` read from what was applied to what is there."""

    path: Path
    kind: str
    what: str
    differences: tuple[str, ...] = ()


def find_drift(desired: Iterable[Item], state: State, owner: str) -> list[Drifted]:
    """Items that were removed, taken from us, disabled, changed, renamed or copied by hand.

    Changes of the catalog that are not applied yet are no drift: such items are compared only for being there.

    Args:
        desired: the items of the controller.
        state: what the target has; items are compared by their config where it is known, else by mark and description.
        owner: the catalog's owner.
    """
    applied = {item.marker.key for item in state.items.values() if item.marker and item.marker.owner == owner}
    found = []
    wanted = list(desired)
    for item in wanted:
        actual = state.items.get(place(item.kind, item.path))
        drifted = _drift_of(item, actual, owner, applied)
        if drifted is not None:
            found.append(drifted)
    return [*found, *_strayed({item.path for item in wanted}, state, owner)]


def _strayed(wanted: set[Path], state: State, owner: str) -> Iterator[Drifted]:
    """What has our mark from another place: renamed, or copied if something is in that place."""
    for item in state.strayed(owner, wanted):
        what = COPIED if place(item.kind, item.home) in state.items else RENAMED
        yield Drifted(item.path, item.kind, what, (f"it has the mark of {'/'.join(item.home)}",))


def _drift_of(item: Item, actual: ActualItem | None, owner: str, applied: set[str]) -> Drifted | None:
    if actual is None:
        return None if item.key in applied or not applied else Drifted(item.path, item.kind, MISSING)
    if actual.marker is None:
        return Drifted(item.path, item.kind, UNMARKED)
    if actual.marker.owner != owner or actual.marker.digest != item.digest:
        return None
    if actual.disabled:
        return Drifted(item.path, item.kind, DISABLED)
    if actual.config is None:
        if not is_described(item, actual):
            return Drifted(item.path, item.kind, CHANGED, what_is_known(item, actual))
        return Drifted(item.path, item.kind, UNREADABLE, (actual.unreadable,)) if actual.unreadable else None
    try:
        found = compare(item.config, actual.config)
        return None if found is None else Drifted(item.path, item.kind, CHANGED, tuple(found))
    except UserError as error:
        return Drifted(item.path, item.kind, CHANGED, (error.message,))
