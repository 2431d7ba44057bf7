"""A plan that takes items made by hand under management: each gets the catalog's config, and our mark.

What no catalog describes (a folder's credentials, permissions, views) stays. Builds stay too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..catalog.wildcards import names_matching
from ..errors import UserError
from ..jobs.difference import difference
from ..jobs.item import FOLDER, MULTIBRANCH, Item
from ..jobs.parsing import parse
from ..suggestion import did_you_mean
from ..sync.change import UPDATE, Blocked, Change, Plan
from ..sync.plan import count_folder_scans, count_scans
from ..sync.state import ActualItem, Path, State

Read = Callable[[ActualItem], str | None]


@dataclass(frozen=True)
class Adoption:
    """What adopting would do. ``rebuilt`` are the projects whose branches Jenkins will all build again; ``ours`` were ours already."""

    plan: Plan
    rebuilt: tuple[Path, ...]
    ours: tuple[Path, ...]


def plan_adoption(paths: tuple[str, ...], desired: list[Item], state: State, owner: str, target: str, read: Read) -> Adoption:
    """The changes that make the named items ours, and the folders above them that nobody's catalog owns.

    Args:
        paths: paths in Jenkins, or names in the catalog, or wildcards of either.
        desired: the items of the catalog.
        state: what the target has.
        owner: the catalog's owner.
        target: the target's name.
        read: gives the config of an item of the target.

    Raises:
        UserError: a path is neither in the catalog nor on the target.
    """
    changes: list[Change] = []
    blocked: list[Blocked] = []
    ours: list[Path] = []
    for item in _with_folders(_named(paths, desired, state), desired, state):
        actual = state.at(item.kind, item.path)
        if actual is None:
            continue
        if actual.is_owned_by(owner):
            ours.append(item.path)
        elif reason := _why_blocked(item, actual):
            blocked.append(Blocked(item.path, item.kind, *reason))
        else:
            changes.append(_change(item, actual, read))
    changes.sort(key=lambda change: change.order)
    plan = Plan(owner, target, tuple(changes), tuple(blocked), len(ours), count_scans(tuple(changes), state), (), state.fingerprint(), count_folder_scans(tuple(changes), state))
    return Adoption(plan, tuple(change.path for change in changes if _gets_another_source_id(change)), tuple(ours))


def wanted_by(paths: tuple[str, ...], desired: list[Item]) -> Callable[[ActualItem], bool]:
    """Which items of a target an adoption has to read: the named ones, and the folders above them."""
    named = {item.path for path in paths for item in _matching(path, desired)}
    return lambda actual: any(path[: len(actual.path)] == actual.path for path in named) and (actual.kind == FOLDER or actual.path in named)


def _matching(path: str, desired: list[Item]) -> list[Item]:
    pattern = names_matching((path.strip("/"),))
    return [item for item in desired if pattern.match(item.key) or pattern.match("/".join(item.path))]


def _named(paths: tuple[str, ...], desired: list[Item], state: State) -> list[Item]:
    found: list[Item] = []
    for path in paths:
        matching = _matching(path, desired)
        if not matching:
            raise _unknown(path, desired, state)
        there = [item for item in matching if state.at(item.kind, item.path) is not None]
        if not there:
            raise UserError(f"{path} is not there yet", hint="there is nothing to adopt; `gen-pipelines apply` creates it")
        found += [item for item in there if item not in found]
    return found


def _unknown(path: str, desired: list[Item], state: State) -> UserError:
    if any("/".join(item.path) == path.strip("/") for item in state.items.values()):
        return UserError(f"{path} is on the controller, but not in the catalog", hint="`gen-pipelines import` writes an entry for it; adopt it then")
    names = ["/".join(item.path) for item in desired] + [item.key for item in desired]
    return UserError(f"{path} is not in the catalog", hint=did_you_mean(path, names) or "`gen-pipelines list` shows what is")


def _with_folders(items: list[Item], desired: list[Item], state: State) -> Iterable[Item]:
    """The items, with the folders above them that nobody owns: below such a folder nothing could be applied."""
    inside = {item.path for item in items}
    for item in desired:
        above = item.kind == FOLDER and any(path[: len(item.path)] == item.path for path in inside)
        actual = state.at(item.kind, item.path)
        if item in items or (above and actual is not None and actual.marker is None):
            yield item


def _why_blocked(item: Item, actual: ActualItem) -> tuple[str, str] | None:
    if actual.marker is not None:
        return f"it belongs to the catalog of {actual.marker.owner}", "remove its mark (the last line of its description) in Jenkins if that catalog is gone"
    if actual.unreadable:
        return f"it cannot be read: {actual.unreadable}", "this user needs the permission to read its configuration"
    if actual.kind != item.kind:
        return f"it is a {actual.kind}, and the catalog wants a {item.kind}", "Jenkins cannot change the kind and keep the history; rename one of them"
    return None


def _change(item: Item, actual: ActualItem, read: Read) -> Change:
    there = actual.config if actual.config is not None else read(actual)
    if there is None:
        raise UserError(f"{'/'.join(item.path)} went away meanwhile", hint="try again")
    shown = difference(item.config, there, applied=True)
    mark = f"+ mark of ownership: {item.key}"
    return Change(UPDATE, item.path, item.kind, item.key, item=item, actual=replace(actual, config=there), differences=(mark, *shown))


def _gets_another_source_id(change: Change) -> bool:
    """Whether Jenkins would see another branch source, and so build every branch again (jenkins_live, Source ids)."""
    assert change.item is not None and change.actual is not None and change.actual.config is not None, "adoptions have all three"
    return change.kind == MULTIBRANCH and _source_ids(change.item.config) != _source_ids(change.actual.config)


def _source_ids(config: str) -> list[str]:
    return [found.text or "" for found in parse(config).findall("sources/data/jenkins.branch.BranchSource/source/id")]
