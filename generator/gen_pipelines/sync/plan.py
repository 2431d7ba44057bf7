"""What has to change on a target. Pure: nothing here reads or writes anything.

Whose is an item in a place the catalog wants?

=====================  =========================================================
the target has         the plan
=====================  =========================================================
nothing                create it; or move it there, if ``renamed-from`` is there
ours                   update it if it means something else, else leave it
no marker              blocked: a person made it
another owner's        blocked: another catalog made it
another kind           blocked: Jenkins cannot change the kind and keep history
a name in other case   blocked: Jenkins may take both for one item, or not
=====================  =========================================================

Removed from the catalog: ours is disabled (or deleted, if told); anybody else's is none of our business. So is a copy that somebody made of ours in Jenkins,
mark and all. What somebody renamed there comes back, with its builds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ..errors import UserError
from ..jobs.description import description_of
from ..jobs.difference import compare, text_difference
from ..jobs.item import FOLDER, MULTIBRANCH, VIEW, Item
from ..jobs.marker import strip
from ..jobs.names import collision_key
from .change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Blocked, Change, Plan
from .limits import exceeded
from .state import ActualItem, Path, Place, State, place


@dataclass(frozen=True)
class Options:
    """How to plan. ``removals`` is ``disable``, ``delete`` or ``keep``; limits ``None`` are the built-in ones."""

    removals: str = "disable"
    only: tuple[str, ...] = ()
    max_removals: int | None = None
    max_changes: int | None = None


@dataclass
class _Draft:
    """A plan in the making."""

    owner: str
    state: State
    wanted: frozenset[Path]
    changes: list[Change] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    unchanged: int = 0
    taken: set[Path] = field(default_factory=set)
    """Paths of what is not removed, though the catalog does not have it there."""
    closed: set[Path] = field(default_factory=set)
    """Folders that are blocked: nothing is put into them."""

    @cached_property
    def strayed(self) -> set[Path]:
        """What was copied or renamed in Jenkins."""
        return {item.path for item in self.state.strayed(self.owner, self.wanted)}

    @cached_property
    def by_home(self) -> dict[tuple[str, Path], list[ActualItem]]:
        """By kind and the place of its mark, what is ours and elsewhere than its mark says, and not wanted there."""
        found: dict[tuple[str, Path], list[ActualItem]] = {}
        for item in self.state.items.values():
            if item.home != item.path and item.is_owned_by(self.owner) and item.path not in self.wanted:
                found.setdefault((item.kind, item.home), []).append(item)
        return found

    @cached_property
    def names(self) -> dict[Place, Path]:
        """What is there, by names without regard to case."""
        return {(is_view, tuple(map(collision_key, path))): path for is_view, path in self.state.items}


def make_plan(desired: Iterable[Item], state: State, owner: str, target: str, options: Options = Options(), fingerprint: str = "") -> Plan:
    """The changes that make a target what is desired, in the order to apply them.

    Args:
        desired: the items of one controller, folders before what is in them.
        state: what the target has below the root folder.
        owner: the catalog's owner.
        target: the target's name; a saved plan is bound to it.
        options: what to do about removals, which items to look at, and limits.
        fingerprint: of the state that a saved plan is compared with; left out, of this one.
    """
    wanted = list(desired)
    draft = _Draft(owner, state, frozenset(item.path for item in wanted))
    for item in chosen(wanted, options.only):
        _plan_item(item, draft)
    if not options.only and options.removals != "keep":
        _plan_removals(wanted, draft, options.removals)
    changes = tuple(sorted(draft.changes, key=lambda change: change.order))
    owned = sum(item.is_owned_by(owner) for item in state.items.values())
    unsafe = exceeded(changes, owned, options.max_removals, options.max_changes)
    scans = count_scans(changes, state)
    unread = sum(change.action == UPDATE and change.actual is not None and change.actual.config is None for change in changes)
    more = count_folder_scans(changes, state), unread, state.quiet
    return Plan(owner, target, changes, tuple(draft.blocked), draft.unchanged, scans, unsafe, fingerprint or state.fingerprint(), *more)


def chosen(items: list[Item], only: tuple[str, ...]) -> list[Item]:
    """The items that the wildcards mean, with the folders they need."""
    if not only:
        return items
    from ..catalog.wildcards import names_matching

    pattern = names_matching(only)
    meant = {item.path for item in items if any(map(pattern.match, (item.key, item.path[-1], "/".join(item.path))))}
    return [item for item in items if item.path in meant or (item.kind == FOLDER and any(path[: len(item.path)] == item.path for path in meant))]


def _plan_item(item: Item, draft: _Draft) -> None:
    actual = draft.state.at(item.kind, item.path)
    reason = _why_blocked(item, actual, draft)
    if reason:
        draft.blocked.append(Blocked(item.path, item.kind, *reason))
        draft.taken |= _stands_for(item, draft)
        if item.kind == FOLDER:
            draft.closed.add(item.path)
    elif actual is None:
        _plan_new(item, draft)
    else:
        _plan_update(item, actual, draft)


def _why_blocked(item: Item, actual: ActualItem | None, draft: _Draft) -> tuple[str, str] | None:
    above = next((item.path[:length] for length in range(1, len(item.path)) if item.path[:length] in draft.closed), None) if draft.closed else None
    if above is not None:
        return f"its folder {'/'.join(above)} is not ours", "settle the folder first"
    if actual is None:
        like = draft.names.get((item.kind == VIEW, tuple(map(collision_key, item.path))))
        return None if like is None else (f"{'/'.join(like)} is there, which differs by upper and lower case only", "rename one of them")
    if actual.marker is None and actual.unreadable:
        return actual.unreadable, "put it right, or move it away: it may be ours, and is never overwritten"
    if actual.marker is None:
        return "somebody made it by hand", f"take it over with `gen-pipelines adopt {'/'.join(item.path)}`, or rename one of them; it is never overwritten"
    if actual.marker.owner != draft.owner:
        return f"it belongs to the catalog of {actual.marker.owner}", "two catalogs cannot own one item; rename it in one of them"
    if actual.kind != item.kind:
        return f"it is a {actual.kind}, and the catalog wants a {item.kind}", "delete it in Jenkins first; its history cannot be kept"
    return None


def _stands_for(item: Item, draft: _Draft) -> set[Path]:
    """What is there in the stead of a blocked item: under its old name, or its name in other case. It must not go before the new one can come."""
    like = draft.names.get((item.kind == VIEW, tuple(map(collision_key, item.path))))
    return {path for path in (like, item.renamed_from) if path}


def _plan_new(item: Item, draft: _Draft) -> None:
    before = _before(item, draft)
    if before is None:
        draft.changes.append(Change(CREATE, item.path, item.kind, item.key, item=item))
        return
    draft.taken.add(before.path)
    draft.changes.append(Change(MOVE, item.path, item.kind, item.key, item=item, actual=before))
    _plan_update(item, before, draft)


def _before(item: Item, draft: _Draft) -> ActualItem | None:
    """What a new item continues: ours under its old name, or where somebody, or a move that was cut off, left it.

    With several nobody knows which one it is. A folder is made anew, and what is ours in the old one comes back.
    """
    renamed = draft.state.at(item.kind, item.renamed_from) if item.renamed_from else None
    if renamed is not None and renamed.is_owned_by(draft.owner):
        return renamed
    homes = {item.path, item.renamed_from or item.path}
    found = [one for home in homes for one in draft.by_home.get((item.kind, home), [])]
    return found[0] if len(found) == 1 and item.kind not in (FOLDER, VIEW) else None


def _plan_update(item: Item, actual: ActualItem, draft: _Draft) -> None:
    equal, shown = _compared(item, actual)
    if not equal:
        draft.changes.append(Change(UPDATE, item.path, item.kind, item.key, item=item, actual=actual, differences=shown))
    elif actual.unreadable:
        draft.blocked.append(Blocked(item.path, item.kind, f"it could not be read: {actual.unreadable}", "see what Jenkins says about it, or leave --deep out"))
    else:
        draft.unchanged += 1


def _compared(item: Item, actual: ActualItem) -> tuple[bool, tuple[str, ...]]:
    """Whether an item is as wanted, and how it differs: by its config, or by what is known without it."""
    if actual.config is None:
        equal = actual.marker is not None and actual.marker.digest == item.digest and not actual.disabled and is_described(item, actual)
        unread = (f"could not be read: {actual.unreadable}",) if actual.unreadable else ()
        return equal, () if equal else what_is_known(item, actual, applied=True) + unread
    try:
        found = compare(item.config, actual.config, applied=True)
        return found is None, tuple(found or ())
    except UserError as error:
        return False, (error.message,)


def is_described(item: Item, actual: ActualItem) -> bool:
    """Whether a description that is known without the config is the wanted one. Blank space does not count: browsers and Jenkins change it."""
    return actual.description is None or actual.description.split() == description_of(item.config).split()


def what_is_known(item: Item, actual: ActualItem, *, applied: bool = False) -> tuple[str, ...]:
    """What differs, as far as that can be told without the config: read from ours to theirs, with ``applied`` as a plan tells it."""
    if actual.disabled:
        return ("disabled: true -> false" if applied else "disabled: false -> true",)
    if actual.description is None or is_described(item, actual):
        return ()
    ours, theirs = strip(description_of(item.config)), strip(actual.description)
    return (text_difference("description", *((theirs, ours) if applied else (ours, theirs))),) if ours != theirs else ()


def _plan_removals(wanted: list[Item], draft: _Draft, policy: str) -> None:
    """Ours that the catalog no longer has. Views have no history and go; folders go only when deleting, and only when nothing foreign is inside."""
    kept = {place(item.kind, item.path) for item in wanted}
    for at, actual in draft.state.items.items():
        if at in kept or not actual.is_owned_by(draft.owner) or actual.path in draft.strayed or actual.path in draft.taken:
            continue
        if actual.kind == VIEW or policy == "delete":
            _plan_delete(actual, draft)
        elif actual.kind != FOLDER and not actual.disabled:
            draft.changes.append(Change(DISABLE, actual.path, actual.kind, _key(actual), actual=actual))


def _plan_delete(actual: ActualItem, draft: _Draft) -> None:
    foreign = [item for item in draft.state.below(actual.path) if not item.is_owned_by(draft.owner) or item.path in draft.strayed] if actual.kind == FOLDER else []
    if foreign:
        names = ", ".join("/".join(item.path) for item in foreign[:3])
        draft.blocked.append(Blocked(actual.path, actual.kind, f"it holds items that are not ours: {names}", "move or delete them in Jenkins"))
    else:
        draft.changes.append(Change(DELETE, actual.path, actual.kind, _key(actual), actual=actual))


def _key(actual: ActualItem) -> str:
    return actual.marker.key if actual.marker else "/".join(actual.path)


def count_scans(changes: tuple[Change, ...], state: State) -> int:
    """Repository scans that Jenkins will do: one for every posted multibranch project, and those that posted folders cause
    (jenkins_live, section "What causes a scan")."""
    posted = sum(change.kind == MULTIBRANCH and change.action in (CREATE, UPDATE) for change in changes)
    return posted + count_folder_scans(changes, state)


def count_folder_scans(changes: tuple[Change, ...], state: State) -> int:
    """Scans of what is below a posted folder, at any depth."""
    folders = [change.path for change in changes if change.kind == FOLDER and change.action == UPDATE]
    return sum(item.kind == MULTIBRANCH and not item.disabled for path in folders for item in state.below(path))
