"""All jobs of a folder as entries of a catalog, and those that cannot be one, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..catalog.field import PATTERNS
from ..catalog.model import Catalog
from ..catalog.settings import Settings
from ..catalog.source import Source
from ..errors import UserError
from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW
from ..jobs.parsing import parse
from ..sync.state import ActualItem, Path, State
from .entry import Entry, NotImportable, beyond, texts_of
from .operation import read_operation
from .service import read_service

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

Read = Callable[["Tree", Catalog], Entry]
_READERS: dict[str, tuple[str, Read]] = {MULTIBRANCH: ("services", read_service), PIPELINE: ("operations", read_operation)}
_NAME = re.compile(PATTERNS["name"])
DEEPEST = 3
"""Root folder, group and job."""


@dataclass
class Imported:
    """Entries by the catalog's maps (``groups``, ``services``, ``operations``) and name; ``notes`` and ``skipped`` tell what is lost, by path."""

    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {"groups": {}, "services": {}, "operations": {}})
    notes: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    skipped: dict[Path, str] = field(default_factory=dict)

    def count(self, section: str) -> int:
        """How many entries a map has."""
        return len(self.entries[section])


def collect(state: State, catalog: Catalog, wanted: Callable[[ActualItem], bool]) -> Imported:
    """The entries for the wanted items of a state. Folders become groups where something in them is imported, or nothing is in them.

    What the catalog has already is left out. Every wanted item must have its config.
    """
    imported = Imported()
    items = sorted(state.items.values(), key=lambda item: (item.path, item.kind))
    for item in items:
        if item.kind not in (FOLDER, VIEW) and wanted(item):
            try:
                _add(item, catalog, imported)
            except NotImportable as reason:
                imported.skipped[item.path] = reason.message
            except UserError as error:
                imported.skipped[item.path] = f"its config.xml cannot be read: {error.message}"
    _share_repositories(imported, catalog)
    used = {entry.get("group") for section in ("services", "operations") for entry in imported.entries[section].values()}
    for item in items:
        if item.kind == FOLDER and len(item.path) == 2 and (item.path[1] in used or (wanted(item) and not state.below(item.path))):
            _add_group(item, catalog, imported)
    return imported


def _add(item: ActualItem, catalog: Catalog, imported: Imported) -> None:
    if item.unreadable:
        raise NotImportable(f"it cannot be read: {item.unreadable}")
    if item.kind not in _READERS or item.config is None:
        raise NotImportable("it is neither a multibranch project nor a pipeline")
    section, read = _READERS[item.kind]
    name, group = item.path[-1], item.path[1] if len(item.path) == DEEPEST else None
    _check_place(item.path)
    if _in_catalog(section, name, group, catalog):
        return
    if name in imported.entries[section] or name in (catalog.services if section == "services" else catalog.operations):
        raise NotImportable(f"the catalog's {section} have a {name} already, and names are unique in a catalog")
    entry = read(parse(item.config), catalog)
    imported.entries[section][name] = ({"group": group} if group else {}) | entry.own | _settings(entry, catalog)
    if entry.notes:
        imported.notes[section, name] = entry.notes


def _share_repositories(imported: Imported, catalog: Catalog) -> None:
    """Services of one repository have a folder each: that of their Jenkinsfile. They would be one service otherwise."""
    services = imported.entries["services"]
    addresses = Counter(entry["repository"] for entry in services.values())
    addresses.update(service.repository for service in catalog.services.values() if service.repository)
    for entry in services.values():
        folder, _, file = entry.get("jenkinsfile", {}).get("path", "").rpartition("/")
        if addresses[entry["repository"]] > 1 and folder and file == "Jenkinsfile":
            entry["path"] = folder
            del entry["jenkinsfile"]["path"]
            if not entry["jenkinsfile"]:
                del entry["jenkinsfile"]


def _check_place(path: Path) -> None:
    if len(path) > DEEPEST:
        raise NotImportable("it lies deeper than the catalog's groups; move it in Jenkins first")
    strange = next((name for name in path[1:] if not _NAME.fullmatch(name)), None)
    if strange is not None:
        raise NotImportable(f"{strange!r} is no name for a catalog (letters, digits, dot, dash and underscore); rename it in Jenkins first")


def _in_catalog(section: str, name: str, group: str | None, catalog: Catalog) -> bool:
    known = catalog.services.get(name) if section == "services" else catalog.operations.get(name)
    return known is not None and known.group == group


def _settings(entry: Entry, catalog: Catalog) -> dict[str, Any]:
    """The settings that the catalog's defaults do not give already; those that they give and the job does not have are noted."""
    lost: list[str] = []
    if entry.settings.get("jenkinsfile", {}).get("path") == "Jenkinsfile" and catalog.defaults.jenkinsfile.path is None:
        del entry.settings["jenkinsfile"]["path"]
    source = beyond(entry.source, catalog.defaults.source, Source, lost, "source.")
    settings = beyond(entry.settings, catalog.defaults, Settings, lost)
    entry.notes += [f"the job has no `{name}`, and the catalog's defaults give one" for name in lost]
    return ({"source": source} if source else {}) | settings


def _add_group(item: ActualItem, catalog: Catalog, imported: Imported) -> None:
    name = item.path[1]
    if name in catalog.groups:
        return
    imported.entries["groups"][name] = dict(texts_of(parse(item.config))) if item.config is not None else {}
