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
    _add((), found, state, address)
    top = found.get("name")
    for view in found.get("views") or ():
        if view.get("_class") == "hudson.model.ListView":
            _add((top,), view, state, address, VIEW)
    jobs = found.get("jobs") or []
    for job in jobs:
        _add((top,), job, state, address)
    for first, last in _runs(jobs):
        _read_run(client, address, (top,), jobs[first:last], first, state)
    return state


def _runs(jobs: list[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """From where to where neighbours may be read together, so that every folder is in one run and no other container in any."""
    start = end = None
    for index, job in enumerate(jobs):
        kind = KINDS.get(job.get("_class", ""), OTHER)
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
    inside = {job.get("name"): job for job in found.get("jobs") or () if KINDS.get(job.get("_class", "")) == FOLDER}
    for job in jobs:
        if KINDS.get(job.get("_class", "")) != FOLDER:
            continue
        path = (*above, job["name"])
        folder = inside.get(job["name"])
        if folder is None:
            folder = client.get_json(f"{item_address(path)}api/json?tree=jobs[{FIELDS}]") or {}
        for child in folder.get("jobs") or ():
            _add(path, child, state, address)


def _add(above: Path, found: dict[str, Any], state: State, address: str, kind: str | None = None) -> None:
    name, description = found.get("name"), found.get("description") or ""
    if not isinstance(name, str) or not isinstance(description, str):
        raise ControllerError(f"GET /{address}api/json", "the answer is not what Jenkins says about items", hint="is this Jenkins?")
    path = (*above, name)
    actual_kind = kind or KINDS.get(found.get("_class", ""), OTHER)
    disabled = found.get("buildable") is False and actual_kind in (MULTIBRANCH, PIPELINE)
    state.items[place(actual_kind, path)] = ActualItem(path, actual_kind, find(description), disabled, None, description)
