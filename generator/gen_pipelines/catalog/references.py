"""Do names that refer to something in the catalog exist?

Which settings refer, and to what, the sections say themselves (``ref=`` in :func:`~.field.setting`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import ERROR, Finding, Place
from ..suggestion import did_you_mean
from .field import Section, python_name
from .layers import fields
from .load import Map, Seq, place_of_key, place_of_value
from .model import CatalogDocument

SINGULAR = {
    "registries": "registry",
    "environments": "environment",
    "profiles": "profile",
    "groups": "group",
    "services": "service",
    "controllers": "controller",
}


class Broken(NamedTuple):
    """A reference to what is not there: ``container[key]``, or the key itself."""

    finding: Finding
    container: Map | Seq
    key: Any


def find_broken_references(data: Map, known: dict[str, set[str]]) -> Iterator[Broken]:
    """Every reference to a name that is not in ``known`` (map -> names)."""
    yield from _walk(CatalogDocument, data, known)
    yield from _repositories(data, known["repositories"])


_REFERRING: dict[type[Section], frozenset[str]] = {}


def _referring(section: type[Section]) -> frozenset[str]:
    """The keys of a section at or below which a reference can stand. Most settings are none, and are passed over."""
    if section in _REFERRING:
        return _REFERRING[section]
    found = set()
    for key, field in fields(section).items():
        below = field.section or field.item
        if section.SETTINGS[python_name(key)].ref or (below is not None and _referring(below)):
            found |= {key, f"+{key}"}
    _REFERRING[section] = frozenset(found)
    return _REFERRING[section]


def _walk(section: type[Section], container: Any, known: dict[str, set[str]]) -> Iterator[Broken]:
    if not isinstance(container, Map):
        if isinstance(container, Seq):
            for item in container:
                yield from _walk(section, item, known)
        return
    for key in container.keys() & _referring(section):
        plain = key.lstrip("+")
        field, ref, value = fields(section)[plain], section.SETTINGS[python_name(plain)].ref, container[key]
        if ref:
            yield from _check(ref, container, key, known[ref])
        below = field.section or field.item
        if below is None:
            continue
        if field.kind == "map" and isinstance(value, Map):
            for item in value.values():
                yield from _walk(below, item, known)
        else:
            yield from _walk(below, value, known)


def _check(ref: str, container: Map, key: str, names: set[str]) -> Iterator[Broken]:
    value = container[key]
    if isinstance(value, Map):
        for name in value:
            if name not in names:
                yield Broken(_finding(ref, name, names, place_of_key(value, name)), value, name)
    elif isinstance(value, Seq):
        for index, name in enumerate(value):
            if name not in names:
                yield Broken(_finding(ref, name, names, place_of_value(value, index)), value, index)
    elif value not in names:
        yield Broken(_finding(ref, value, names, place_of_value(container, key)), container, key)


def _repositories(data: Map, names: set[str]) -> Iterator[Broken]:
    """A service's repository is an address or a name; what looks like neither is a mistyped name."""
    for service in data.get("services", {}).values():
        value = service.get("repository") if isinstance(service, Map) else None
        if isinstance(value, str) and value not in names and ":" not in value and "/" not in value:
            place = place_of_value(service, "repository")
            yield Broken(_finding("repositories", value, names, place, "give its address, or declare it under `repositories`"), service, "repository")


def _finding(ref: str, name: Any, names: set[str], place: Place, advice: str = "") -> Finding:
    singular = SINGULAR.get(ref, "repository")
    hint = did_you_mean(str(name), names) or advice or (f"known: {', '.join(sorted(names))}" if names and len(names) <= 12 else f"declare it under `{ref}`")
    return Finding("unknown-reference", ERROR, f'there is no {singular} "{name}"', place, hint)
