"""Where an item is on a controller. Addresses are built from names, never taken from what the controller says (jenkins_api, section 1)."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ..errors import UnsafeError
from ..jobs.item import VIEW
from ..jobs.names import problem_with
from ..sync.state import Path


def item_address(path: Path) -> str:
    """``job/three-tier/job/backend/``; the empty path is the controller's root.

    Raises:
        UnsafeError: a name that no item can have; it could lead elsewhere.
    """
    return "".join(f"job/{_segment(name)}/" for name in path)


def address(kind: str, path: Path) -> str:
    """The address of an item or of a list view.

    Raises:
        UnsafeError: a name that no item can have.
    """
    if kind == VIEW:
        return f"{item_address(path[:-1])}view/{_segment(path[-1])}/"
    return item_address(path)


def creation(kind: str, path: Path) -> str:
    """Where to POST a new item.

    Raises:
        UnsafeError: a name that no item can have.
    """
    _segment(path[-1])
    call = "createView" if kind == VIEW else "createItem"
    return f"{item_address(path[:-1])}{call}?{urlencode({'name': path[-1]}, quote_via=quote)}"


def _segment(name: str) -> str:
    problem = problem_with(name)
    if problem:
        raise UnsafeError(f"{name!r} cannot be the name of an item: it {problem}")
    return quote(name, safe="")
