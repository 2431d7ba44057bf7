"""Read a catalog, find everything that is wrong with it, and resolve it.

The order: YAML, schema, references, what the merged settings lack, rules. A later check runs on what the earlier ones left usable,
so that one run shows as much as can be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import ERROR, CatalogError, Finding, Place, UserError
from .files import Files, read_files
from .invalid import find_invalid, place_of
from .load import Map
from .model import Catalog
from .references import find_broken_references
from .repair import Repair
from .resolve import MAPS, Problem, resolve
from .schema_file import validator

NAMED = (*MAPS, "profiles", "services")
ROUNDS = 5


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
    catalog = _check(files, findings)
    if catalog is None:
        findings += _secrets(files)
    findings = _sorted(findings)
    failed = any(finding.severity == ERROR for finding in findings)
    data = files.data if isinstance(files.data, Map) else None
    return Checked(None if failed else catalog, tuple(findings), files, data)


def check_part(files: Files) -> Catalog | None:
    """The catalog of a root and some of the files it includes; ``None`` if anything is wrong with it, or refers to what is not there.

    What nobody uses cannot be told from a part, so rules do not look for it.
    """
    data = files.data
    if files.findings or not isinstance(data, Map) or not validator().is_valid(data):
        return None
    if any(True for _ in find_broken_references(data, _names(data))):
        return None
    problems: list[Problem] = []
    catalog = resolve(data, files.name, problems)
    if problems:
        return None
    from .rules import run_rules

    return None if run_rules(catalog, files, Repair(data, complete=False)) else catalog


def _sorted(findings: list[Finding]) -> list[Finding]:
    """In the order of the files, each once, and none that quotes a secret."""
    secrets = [finding.place for finding in findings if finding.secret]
    if secrets:
        from .secrets import without_secrets

        findings = without_secrets(findings, secrets)
    return sorted(set(findings), key=lambda finding: finding.sort_key)


def _secrets(files: Files) -> Iterator[Finding]:
    """Secrets, apart from the other rules: those may not run, and the lines of other findings are about to be shown."""
    from .rules import switched_off
    from .rules.plain_secret import RULE, secrets_in

    data = files.data if isinstance(files.data, Map) else None
    if data is None or RULE.id not in switched_off(data):
        yield from secrets_in(files.texts, data)


def _check(files: Files, findings: list[Finding]) -> Catalog | None:
    """Everything after the YAML. ``None`` when too little is left for the rules."""
    data = files.data
    if not isinstance(data, Map):
        if not findings:
            findings.append(
                Finding("yaml-syntax", ERROR, "the catalog is empty or not a map", Place(files.name, 1, 1), "begin with `version: 1`")
            )
        return None
    written = _names(data)
    repair = Repair(data, complete=not files.incomplete)
    usable = _check_schema(repair, files, findings)
    if not usable or files.incomplete:
        return None
    findings += _check_references(repair, written)
    findings += _cycles(repair)
    return _resolve(files, findings, repair)


def _names(data: Map) -> dict[str, set[str]]:
    """The names that references can name, by the map they stand in."""
    return {name: set(data[name]) if isinstance(data.get(name), Map) else set() for name in NAMED}


def _check_references(repair: Repair, written: dict[str, set[str]]) -> Iterator[Finding]:
    """References to what was never there; they are cut, and so are those to what the repair took away."""
    left = _names(repair.data)
    known = {name: names | left[name] for name, names in written.items()}
    broken = list(find_broken_references(repair.data, known))
    yield from (one.finding for one in broken)
    repair.take_references_away([(one.container, one.key) for one in broken])
    if known != left:
        repair.take_references_away([(one.container, one.key) for one in find_broken_references(repair.data, left)])


def _check_schema(repair: Repair, files: Files, findings: list[Finding]) -> bool:
    """Add what the schema finds, and repair it. Mistakes that come to light by the repair are shown only where something was put right."""
    is_valid = validator().is_valid
    for number in range(ROUNDS):
        if is_valid(repair.data):
            return True
        if number == 0:
            findings += _secrets(files)  # before anything of them is taken away
        found = list(find_invalid(validator(), repair.data))
        findings += [one for one in found if number == 0 or any(one.path[: len(path)] == path != one.path for path in repair.corrected)]
        repair.apply(found)
    return bool(is_valid(repair.data))


def _resolve(files: Files, findings: list[Finding], repair: Repair) -> Catalog:
    """Resolve, and run the rules."""
    from .rules import run_rules

    problems: list[Problem] = []
    catalog = resolve(repair.data, files.name, problems)
    findings += [_lacking(repair.data, problem) for problem in problems if not _lost_something(problem, repair)]
    repair.damaged |= {entry or path[:2] for entry, path, _ in problems}
    findings += run_rules(catalog, files, repair)
    return catalog


def _lacking(data: Map, problem: Problem) -> Finding:
    entry, path, missing = problem
    if entry:
        message, hint = f'`{".".join(path)}` of "{entry[1]}" lacks "{missing}"', f"no layer sets `{missing}`; set it in the profile or the service"
        return Finding("missing-key", ERROR, message, place_of(data, (*entry, path[0]), key=True), hint)
    where = place_of(data, path, key=True)
    return Finding("missing-key", ERROR, f'`{path[-1]}`: "{missing}" is missing', where, f"add `{missing}:`")


def _lost_something(problem: Problem, repair: Repair) -> bool:
    """Whether the repair took something from where a setting is missing, or from what a service stands on."""
    from .resolve import profiles_of

    entry, path, _ = problem
    if not entry:
        return path[:2] in repair.damaged
    data, service = repair.data, entry[1]
    profiles = profiles_of(data.get("profiles", {}), data["services"][service].get("profile"))
    return not repair.damaged.isdisjoint([("services", service), ("defaults",), *(("profiles", name) for name in profiles)])


def _cycles(repair: Repair) -> Iterator[Finding]:
    """Every cycle of profiles. It is cut where it was found."""
    from .graphs import find_cycle

    profiles: Any = repair.data.get("profiles", {})
    while cycle := find_cycle({name: [*raw.get("extends", ()), *raw.get("+extends", ())] for name, raw in profiles.items()}):
        first = cycle[0]
        key = "extends" if "extends" in profiles[first] else "+extends"
        place = place_of(repair.data, ("profiles", first, key))
        yield Finding("cycle", ERROR, f"these profiles build on each other: {' -> '.join(cycle)}", place, "take one of them out")
        for name in ("extends", "+extends"):
            repair.take_away(("profiles", first, name))
