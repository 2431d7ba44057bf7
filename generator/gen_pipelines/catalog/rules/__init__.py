"""The rules a catalog is checked against, one a file; the file's name is the rule's id with ``_`` for ``-``.

A rule module has ``RULE`` (a :class:`Rule`) and ``check(context) -> Iterator[Finding]``. A catalog can switch a rule off by id, with a reason;
rules that the renderer relies on (``required``) stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from ...errors import ERROR, Finding, Place
from ...suggestion import did_you_mean
from ..context import Context as Context
from ..context import Delivery as Delivery
from ..files import Files
from ..load import Map, place_of_key
from ..model import Catalog
from ..repair import Repair


class Rule:
    """What a rule is about: shown by ``gen-pipelines rules`` and on its page in the docs.

    ``bad`` and ``good`` are YAML: a part of a service, or of the catalog's top level. ``required`` rules cannot be switched off.
    """

    __slots__ = ("bad", "good", "id", "required", "severity", "summary", "why")

    def __init__(self, id: str, severity: str, summary: str, *, why: str, bad: str, good: str, required: bool = False) -> None:
        self.id = id
        self.severity = severity
        self.summary = summary
        self.why = why
        self.bad = bad
        self.good = good
        self.required = required

    def found(self, message: str, place: Place, hint: str = "") -> Finding:
        """A finding of this rule."""
        return Finding(self.id, self.severity, message, place, hint)


CERTAIN = frozenset(("name-case", "name-refused", "name-taken", "plain-secret"))
"""Rules whose findings hold whatever else is missing in an entry."""


class _Module(Protocol):
    RULE: Rule

    def check(self, context: Context) -> Iterator[Finding]: ...


@cache
def modules() -> dict[str, _Module]:
    """All rule modules by rule id, in alphabetical order."""
    names = sorted(entry.name for entry in iter_modules(__path__))
    found = {name: cast(_Module, import_module(f"{__name__}.{name}")) for name in names}
    return {module.RULE.id: module for module in found.values()}


def all_rules() -> list[Rule]:
    """Every rule, by id."""
    return [module.RULE for module in modules().values()]


def run_rules(catalog: Catalog, files: Files, repair: Repair | None = None) -> list[Finding]:
    """What the rules that are not switched off find. ``repair`` tells what earlier checks took away: a rule cannot judge what is left of that."""
    findings = list(_bad_switches(files.data))
    off, context = switched_off(files.data), Context(catalog, files, repair)
    for name, module in modules().items():
        if name not in off or module.RULE.required:
            findings += _once(module.check(context))
    doubtful = context.doubtful_places()
    return [finding for finding in findings if finding.rule in CERTAIN or finding.place[:3] not in doubtful] if doubtful else findings


def switched_off(data: Map) -> set[str]:
    """The ids that the catalog switches off. ``data`` need not be valid."""
    switches = data.get("rules")
    if not isinstance(switches, dict):
        return set()
    return {name for name, switch in switches.items() if isinstance(switch, dict) and switch.get("off", True) is True}


def _bad_switches(data: Map) -> Iterator[Finding]:
    switches: Any = data.get("rules", {})
    for name in switches:
        place = place_of_key(switches, name)
        if name not in modules():
            yield Finding(
                "unknown-rule",
                ERROR,
                f'there is no rule "{name}"',
                place,
                did_you_mean(name, modules()) or "`gen-pipelines rules` lists them",
            )
        elif modules()[name].RULE.required and name in switched_off(data):
            yield Finding(
                "required-rule",
                ERROR,
                f'the rule "{name}" cannot be switched off',
                place,
                "no pipeline could be made without it; remove this entry",
            )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A profile's mistake is told once, not for every service of that profile: same place, same words but for the names in quotes."""
    seen = set()
    for finding in findings:
        same = (finding.place, re.sub('"[^"]*"', '""', finding.message))
        if same not in seen:
            seen.add(same)
            yield finding
