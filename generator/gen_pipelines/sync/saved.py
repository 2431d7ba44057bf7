"""A plan in a file: what a person approved is what is applied, or nothing.

The file holds every config that would be written, the owner, the target, and the fingerprint of the state the plan was made from.
It is read as input from outside: names, owners and digests are checked again.
"""

from __future__ import annotations

import json
import os
from typing import Any

from ..errors import UnsafeError, UserError
from ..jobs.canonical import canonical, digest
from ..jobs.item import Item
from ..jobs.marker import find
from ..jobs.names import problem_with
from ..jobs.parsing import parse
from .change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Change, Plan
from .state import ActualItem, State

VERSION = 2


def save_plan(plan: Plan, file: str) -> None:
    """Write a plan, whole or not at all.

    Raises:
        UserError: the file cannot be written.
    """
    data = {
        "version": VERSION,
        "owner": plan.owner,
        "target": plan.target,
        "fingerprint": plan.fingerprint,
        "unchanged": plan.unchanged,
        "scans": plan.scans,
        "folder_scans": plan.folder_scans,
        "unread": plan.unread,
        "unsafe": list(plan.unsafe),
        "changes": [_change_data(change) for change in plan.changes],
    }
    beside = f"{file}.gen-pipelines-new"
    try:
        with open(beside, "w", encoding="utf-8") as stream:
            json.dump(data, stream, indent=1)
        os.replace(beside, file)
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror}") from error


def _change_data(change: Change) -> dict[str, Any]:
    data: dict[str, Any] = {"action": change.action, "path": list(change.path), "kind": change.kind, "key": change.key, "differences": list(change.differences)}
    if change.item is not None:
        data |= {"config": change.item.config, "digest": change.item.digest}
    if change.actual is not None:
        data["actual"] = list(change.actual.path)
    return data


def load_plan(file: str, owner: str, target: str, state: State) -> Plan:
    """A saved plan, if it still fits.

    Raises:
        UserError: the file is no saved plan.
        UnsafeError: it is for another owner or target, the target changed since, or the file was changed.
    """
    data = _read(file)
    if data["owner"] != owner or data["target"] != target:
        raise UnsafeError(f"{file} was made for {data['owner']} and {data['target']}, not for {owner} and {target}", hint="make a new plan")
    if data["fingerprint"] != state.fingerprint():
        raise UnsafeError(f"{target} changed since {file} was made", hint="make a new plan and look at it")
    try:
        changes = tuple(_change(entry, owner, state) for entry in data["changes"])
        numbers = int(data["unchanged"]), int(data["scans"])
        more = {"folder_scans": int(data["folder_scans"]), "unread": int(data["unread"])}
        unsafe = tuple(str(one) for one in data["unsafe"])
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{file} is no saved plan, or is damaged", hint="make a new plan") from error
    return Plan(owner, target, changes, (), *numbers, unsafe, data["fingerprint"], quiet=state.quiet, **more)


def _read(file: str) -> dict[str, Any]:
    try:
        with open(file, encoding="utf-8") as stream:
            data = json.load(stream)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UserError(f"{file} is no saved plan, or is damaged", hint="make a new plan with `gen-pipelines plan --out`") from error
    if not isinstance(data, dict) or data.get("version") != VERSION or not {"owner", "target", "fingerprint", "changes"} <= data.keys():
        raise UserError(f"{file} is no saved plan of this version", hint="make a new plan with `gen-pipelines plan --out`")
    return data


def _change(entry: dict[str, Any], owner: str, state: State) -> Change:
    path, action, kind = tuple(map(str, entry["path"])), entry["action"], entry["kind"]
    if action not in (CREATE, UPDATE, MOVE, DISABLE, DELETE) or any(problem_with(name) for name in path):
        raise UnsafeError(f"the saved plan names {'/'.join(path)!r} or an action that no plan has", hint="the file was changed; make a new plan")
    actual = _actual(entry, kind, state)
    item = None
    if "config" in entry:
        item = Item(path, kind, str(entry["key"]), entry["config"], entry["digest"])
        marker = find(parse(item.config).findtext("description"))
        if marker is None or marker.owner != owner or marker.digest != item.digest or digest(canonical(item.config)) != item.digest:
            raise UnsafeError(f"the config of {'/'.join(path)} in the saved plan is not the one that was planned", hint="the file was changed; make a new plan")
    return Change(action, path, kind, str(entry["key"]), item, actual, tuple(map(str, entry["differences"])))


def _actual(entry: dict[str, Any], kind: str, state: State) -> ActualItem | None:
    if "actual" not in entry:
        return None
    actual = state.at(kind, tuple(entry["actual"]))
    if actual is None:
        raise UnsafeError(f"the saved plan changes {'/'.join(entry['actual'])}, which is not there", hint="the file was changed; make a new plan")
    return actual
