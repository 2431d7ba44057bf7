"""What a controller has below a catalog's root folder, in as few bounded reads as can be, and never a branch.

``tree=`` cannot tell folders from multibranch projects: one read of two levels would list every branch of every project beside the groups
(jenkins_api, section 5). So the first level is read alone, and the second one for runs of neighbours that are no multibranch projects. With all services in
groups, or none, that is one request or two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import ControllerError
from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW
from ..jobs.marker import find
from ..jobs.names import problem_with
from ..sync.state import OTHER, ActualItem, Path, State, place
from .addresses import item_address
from .client import Client

KINDS = {
    "com.cloudbees.hudson.plugins.folder.Folder": FOLDER,
    "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject": MULTIBRANCH,
    "org.jenkinsci.plugins.workflow.job.WorkflowJob": PIPELINE,
}
FIELDS = "name,description,buildable"
_FIRST = f"name,description,views[name,description],jobs[{FIELDS}]"


def read_state(client: Client, root: str) -> State:
    """Items and views below the root folder, the root itself included; nothing if there is none.

    Raises:
        ControllerError: refused, not reached, or an answer of another shape.
    """
    state = State()
    address = item_address((root,))
    found = client.get_json(f"{address}api/json?tree={_FIRST}")
    if found is None:
        return state
    top = _add((), found, state, address)
    for view in _members(found, "views", address):
        if view.get("_class") == "hudson.model.ListView":
            _add((top,), view, state, address, VIEW)
    jobs = _members(found, "jobs", address)
    for job in jobs:
        _add((top,), job, state, address)
    for first, last in _runs(jobs):
        _read_run(client, address, (top,), jobs[first:last], first, state)
    return state


def _runs(jobs: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """From where to where neighbours may be read together, so that every folder is in one run and no other container in any."""
    start = end = None
    for index, job in enumerate(jobs):
        kind = _kind(job)
        if kind == FOLDER:
            start, end = index if start is None else start, index + 1
        elif kind != PIPELINE and start is not None and end is not None:
            yield start, end
            start = end = None
    if start is not None and end is not None:
        yield start, end


def _read_run(client: Client, address: str, above: Path, jobs: list[dict[str, Any]], first: int, state: State) -> None:
    """The second level of some neighbours. A folder that is no longer in its place in the list is read by its name."""
    tree = f"jobs[name,jobs[{FIELDS}]]{{{first},{first + len(jobs)}}}"
    found = client.get_json(f"{address}api/json?tree={tree}") or {}
    inside = {str(job.get("name")): job for job in _members(found, "jobs", address) if _kind(job) == FOLDER}
    for job in jobs:
        if _kind(job) == FOLDER:
            path = (*above, job["name"])
            for child in _members(inside.get(job["name"]) or _read_folder(client, path), "jobs", address):
                _add(path, child, state, address)


def _read_folder(client: Client, path: Path) -> Any:
    """One folder by its name; of a name that nothing of ours can have, nothing."""
    if any(problem_with(name) for name in path):
        return {}
    return client.get_json(f"{item_address(path)}api/json?tree=jobs[{FIELDS}]") or {}


def _kind(found: dict[str, Any]) -> str:
    return KINDS.get(str(found.get("_class")), OTHER)


def _members(found: Any, key: str, address: str) -> list[dict[str, Any]]:
    """The objects in a list of an answer.

    Raises:
        ControllerError: the answer has another shape.
    """
    members = (found.get(key) or []) if isinstance(found, dict) else None
    if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
        raise _strange(address)
    return members


def _add(above: Path, found: Any, state: State, address: str, kind: str | None = None) -> str:
    """Put an item into the state; its name."""
    name, description = (found.get("name"), found.get("description") or "") if isinstance(found, dict) else (None, "")
    if not isinstance(name, str) or not isinstance(description, str):
        raise _strange(address)
    path = (*above, name)
    actual_kind = kind or _kind(found)
    disabled = found.get("buildable") is False and actual_kind in (MULTIBRANCH, PIPELINE)
    state.items[place(actual_kind, path)] = ActualItem(path, actual_kind, find(description), disabled, None, description)
    return name


def _strange(address: str) -> ControllerError:
    return ControllerError(f"GET /{address}api/json", "the answer is not what Jenkins says about items", hint="is this Jenkins?")
