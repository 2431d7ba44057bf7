"""Read a catalog, find everything that is wrong with it, and resolve it.

The order: YAML, schema, references, what the merged settings lack, rules. A later check runs on what the earlier ones left usable,
so that one run shows as much as can be known.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import ERROR, CatalogError, Finding, Place, UserError
from .files import Files, read_files
from .invalid import find_invalid, place_of
from .load import Map
from .model import Catalog
from .references import find_broken_references
from .resolve import MAPS, resolve
from .schema_file import validator

NAMED = (*MAPS, "profiles", "services")


class Checked:
    """What reading a catalog gave: the catalog if it has no errors, the findings, and the texts they point into."""

    __slots__ = ("catalog", "data", "files", "findings")

    def __init__(self, catalog: Catalog | None, findings: tuple[Finding, ...], files: Files, data: Map | None) -> None:
        self.catalog = catalog
        self.findings = findings
        self.files = files
        self.data = data

    @property
    def errors(self) -> int:
        """How many findings stop the work."""
        return sum(finding.severity == ERROR for finding in self.findings)


def open_catalog(path: Path) -> Catalog:
    """The catalog at a path.

    Raises:
        CatalogError: it has errors; they are in the exception.
        UserError: there is no such file.
    """
    checked = read_catalog(path)
    if checked.catalog is None:
        raise CatalogError(checked.findings)
    return checked.catalog


def read_catalog(path: Path) -> Checked:
    """Read and check a catalog with all it includes.

    Raises:
        UserError: there is no such file.
    """
    if not path.is_file():
        raise UserError(f"there is no catalog at {path}", hint="name one with --catalog, or begin with `gen-pipelines init`")
    files = read_files(path)
    findings = list(files.findings)
    if not isinstance(files.data, Map):
        if not findings:
            findings.append(Finding("yaml-syntax", ERROR, "the catalog is empty or not a map", Place(files.name, 1, 1), "begin with `version: 1`"))
        return Checked(None, tuple(findings), files, None)
    known = {name: set(files.data[name]) if isinstance(files.data.get(name), Map) else set() for name in NAMED}
    usable = _check_schema(files.data, findings)
    findings += find_broken_references(files.data, known)
    catalog = _resolve(files, findings) if usable else None
    findings = sorted(set(findings), key=lambda finding: finding.sort_key)
    failed = any(finding.severity == ERROR for finding in findings)
    return Checked(None if failed else catalog, tuple(findings), files, files.data)


def _check_schema(data: Map, findings: list[Finding]) -> bool:
    """Add what the schema finds, and take it out of ``data``. False when nothing sensible is left."""
    if validator().is_valid(data):
        return True
    found = list(find_invalid(validator(), data))
    findings += found
    for finding in found:
        _prune(data, finding.path)
    again = list(find_invalid(validator(), data))
    for finding in again:
        _prune(data, finding.path[:-1] or finding.path)
    return bool(validator().is_valid(data))


def _prune(data: Map, path: tuple[Any, ...]) -> None:
    """Take the value at a path away, so that the rest can still be checked."""
    container: Any = data
    for part in path[:-1]:
        container = container[part] if isinstance(container, list) or (isinstance(container, dict) and part in container) else None
    if isinstance(container, dict) and path and path[-1] in container:
        del container[path[-1]]
    elif isinstance(container, list) and path and len(path) > 1:
        _prune(data, path[:-1])


def _resolve(files: Files, findings: list[Finding]) -> Catalog | None:
    """Resolve, and run the rules if the references hold."""
    from .rules import run_rules

    data = files.data
    before = len(findings)
    findings += _cycles(data, "profiles", "extends")
    if any(finding.rule == "unknown-reference" for finding in findings) or len(findings) > before:
        return None
    problems: list[tuple[str, tuple[str, ...], str]] = []
    catalog = resolve(data, files.name, problems)
    for service, path, missing in problems:
        where = place_of(data, ("services", service), key=True)
        findings.append(
            Finding("missing-key", ERROR, f'`{".".join(path)}` of "{service}" lacks "{missing}"', where, f"no layer sets `{missing}`; set it in the profile or the service")
        )
    findings += run_rules(catalog, files)
    return catalog


def _cycles(data: Map, name: str, key: str) -> list[Finding]:
    from .graphs import find_cycle

    edges = {one: list(raw.get(key, ())) for one, raw in data.get(name, {}).items() if isinstance(raw, Map)}
    cycle = find_cycle(edges)
    if not cycle:
        return []
    place = place_of(data, (name, cycle[0], key))
    return [Finding("cycle", ERROR, f"these {name} build on each other: {' -> '.join(cycle)}", place, "take one of them out")]


