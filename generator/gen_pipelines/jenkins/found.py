"""One item as it is now: what decides before a change, and after a lost answer."""

from __future__ import annotations

from typing import NamedTuple

from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW, Item
from ..jobs.marker import Marker, find
from ..sync.state import Path
from .addresses import address
from .client import Client


class Found(NamedTuple):
    """What a controller says about an item."""

    name: str
    marker: Marker | None
    disabled: bool
    children: tuple[str, ...]

    def says(self, item: Item) -> bool:
        """Whether it is marked as exactly this item, and builds."""
        return self.marker is not None and (self.marker.key, self.marker.digest) == (item.key, item.digest) and not self.disabled


def read_item(client: Client, kind: str, path: Path) -> Found | None:
    """Read one item; ``None`` if it is not there, or hidden. Of a folder the names of the first items in it are read too.

    Raises:
        ControllerError: refused, or not reached.
    """
    fields = {FOLDER: "name,description,jobs[name]{0,3}", VIEW: "name,description"}.get(kind, "name,description,buildable")
    found = client.get_json(f"{address(kind, path)}api/json?tree={fields}")
    if not isinstance(found, dict):
        return None
    disabled = found.get("buildable") is False and kind in (MULTIBRANCH, PIPELINE)
    children = tuple(str(job.get("name")) for job in found.get("jobs") or ())
    return Found(str(found.get("name")), find(found.get("description") or ""), disabled, children)
