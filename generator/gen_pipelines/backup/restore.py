"""From a backup to a plan that brings its items back.

A restore is a plan like any other: it is shown, asked about, limited to what is ours, and itself backed up.

==========================  =====================================================================
the target has in its place  the plan
==========================  =====================================================================
nothing                     create it as it was; or move it back, if this run moved it
ours                        update it, if it means something else than it did
anything else               blocked: it belongs to a person or to another catalog now
==========================  =====================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from ..jobs.canonical import canonical, digest
from ..jobs.difference import difference, same
from ..jobs.item import FOLDER, VIEW, Item
from ..jobs.keep import without_foreign
from ..jobs.marker import find
from ..jobs.parsing import parse
from ..sync.change import CREATE, MOVE, UPDATE, Blocked, Change, Plan
from ..sync.plan import count_folder_scans, count_scans
from ..sync.state import ActualItem, Place, State, place
from .saved import Saved
from .store import Backup

Read = Callable[[ActualItem], str | None]

MASK = "********"
"""What stands for a secret where the user who made the backup might not configure the item. It must never be written as if it were the secret."""


@dataclass
class _Draft:
    """A plan in the making."""

    state: State
    owner: str
    read: Read
    exact: bool
    changes: list[Change] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    unchanged: int = 0


def restore_plan(backup: Backup, state: State, owner: str, target: str, read: Read, *, only: tuple[str, ...] = (), exact: bool = False) -> Plan:
    """The changes that make the backup's items what they were.

    Args:
        backup: the run.
        state: what the target has now.
        owner: the catalog's owner.
        target: the target's name.
        read: gives the config of an item of the target, where the state does not have it.
        only: wildcards of paths; none given: all items.
        exact: also put back what no catalog describes (a folder's credentials, permissions, views), over what is there now.

    Raises:
        UserError: a file of the backup is damaged.
    """
    draft = _Draft(state, owner, read, exact)
    for saved in sorted(_chosen(backup.items, only), key=lambda saved: (saved.kind != FOLDER, len(saved.path), saved.path)):
        _plan_item(saved, backup.config(saved), draft)
    _block_orphans(draft)
    changes = tuple(sorted(draft.changes, key=lambda change: change.order))
    return Plan(owner, target, changes, tuple(draft.blocked), draft.unchanged, count_scans(changes, state), (), state.fingerprint(), count_folder_scans(tuple(changes), state))


def _chosen(items: Iterable[Saved], only: tuple[str, ...]) -> list[Saved]:
    """Each place once, as it was first; a move that followed another change of the same item is kept with it."""
    from ..catalog.wildcards import names_matching

    pattern = names_matching(only) if only else None
    chosen: dict[Place, Saved] = {}
    for saved in items:
        if pattern is not None and not any(pattern.match(name) for name in (saved.name, "/".join(saved.path[1:]), saved.path[-1])):
            continue
        first = chosen.setdefault(place(saved.kind, saved.path), saved)
        if saved.moved_to is not None and first.moved_to is None:
            chosen[place(saved.kind, saved.path)] = replace(first, moved_to=saved.moved_to)
    return list(chosen.values())


def _plan_item(saved: Saved, config: str, draft: _Draft) -> None:
    item = _item(saved, config)
    actual = draft.state.at(saved.kind, saved.path)
    if actual is not None and not actual.is_owned_by(draft.owner):
        draft.blocked.append(Blocked(saved.path, saved.kind, _whose(actual), "rename it in Jenkins, or leave this item out with --only"))
    elif actual is not None and actual.kind != saved.kind:
        draft.blocked.append(Blocked(saved.path, saved.kind, f"it is a {actual.kind} now", "delete it in Jenkins first"))
    elif actual is not None:
        _plan_update(item, actual, draft)
    else:
        _plan_new(item, saved, draft)


def _item(saved: Saved, config: str) -> Item:
    if MASK in config and saved.kind != VIEW:
        config = without_foreign(config)
    marker = find(parse(config).findtext("description"))
    return Item(saved.path, saved.kind, marker.key if marker else saved.name, config, marker.digest if marker else digest(canonical(config)))


def _whose(actual: ActualItem) -> str:
    return f"it belongs to the catalog of {actual.marker.owner} now" if actual.marker else "it is not marked as ours any more"


def _plan_new(item: Item, saved: Saved, draft: _Draft) -> None:
    moved = draft.state.at(saved.kind, saved.moved_to) if saved.moved_to else None
    if moved is None or not moved.is_owned_by(draft.owner):
        draft.changes.append(Change(CREATE, item.path, item.kind, item.key, item=item))
        return
    draft.changes.append(Change(MOVE, item.path, item.kind, item.key, item=item, actual=moved))
    _plan_update(item, moved, draft)


def _plan_update(item: Item, actual: ActualItem, draft: _Draft) -> None:
    if actual.unreadable:
        draft.blocked.append(Blocked(item.path, item.kind, f"it cannot be read: {actual.unreadable}", "see what keeps Jenkins from giving it, or leave it out with --only"))
        return
    there = actual.config if actual.config is not None else draft.read(actual)
    if there is None:
        draft.changes.append(Change(CREATE, item.path, item.kind, item.key, item=item))
        return
    if not draft.exact and item.kind != VIEW:
        item = item._replace(config=without_foreign(item.config))
    if there == item.config or (same(item.config, there) and _mark(item.config) == _mark(there)):
        draft.unchanged += 1
        return
    shown = tuple(difference(item.config, there, applied=True)) or ("the mark of ownership",)
    draft.changes.append(Change(UPDATE, item.path, item.kind, item.key, item=item, actual=replace(actual, config=there), differences=shown))


def _mark(config: str) -> object:
    return find(parse(config).findtext("description"))


def _block_orphans(draft: _Draft) -> None:
    """New items whose folder is neither there nor coming back."""
    coming = {change.path for change in draft.changes if change.action == CREATE and change.kind == FOLDER}
    kept = []
    for change in draft.changes:
        above = change.path[:-1]
        if change.action in (CREATE, MOVE) and above and above not in coming and draft.state.at(FOLDER, above) is None:
            draft.blocked.append(Blocked(change.path, change.kind, f"its folder {'/'.join(above)} is not there", "restore the folder too, or `apply` first"))
        else:
            kept.append(change)
    blocked = {one.path for one in draft.blocked}
    draft.changes = [change for change in kept if not (change.action == UPDATE and change.path in blocked)]
