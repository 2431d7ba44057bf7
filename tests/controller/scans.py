"""Repository scans: what causes one, what it costs, and the branches it finds.

Facts: jenkins_live notes, "What causes a scan", and recorded cases 072 to 082 and 156. A scan ends before its request is answered, so that tests wait for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import FOLDER, MULTIBRANCH, Facts, Item

if TYPE_CHECKING:
    from .controller import Controller


def scan(site: Controller, project: Item, before: Facts | None = None) -> None:
    """Scan a project's repositories. Without a source that can be loaded, or disabled, nothing is scanned."""
    if project.facts.disabled or not project.facts.sources:
        return
    project.scans += 1
    site.counters.add("scans")


def scan_below(site: Controller, folder: Item) -> None:
    """A folder was posted: Jenkins loads its children anew, which scans every multibranch project below, at any depth."""
    for child in folder.children.values():
        if child.kind == MULTIBRANCH:
            scan(site, child, child.facts)
        elif child.kind == FOLDER:
            scan_below(site, child)
