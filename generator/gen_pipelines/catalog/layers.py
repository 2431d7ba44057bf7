"""How settings of several layers become one: maps merge, lists replace, ``+name`` keys append, ``false`` switches off.

A layer is written with shorthands and switches; :func:`normal` spells them out, so that merging sees maps only.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_origin

from .field import REQUIRED, Section, python_name, unwrap, yaml_name
from .load import Map

OFF = None
"""The normal form of a section that is switched off."""


class Field:
    """What merging and building need to know of one setting."""

    __slots__ = ("item", "kind", "section")

    def __init__(self, annotation: Any) -> None:
        _, kind = unwrap(annotation)
        origin = get_origin(kind)
        self.kind = {tuple: "list", dict: "map"}.get(origin, "section" if _is_section(kind) else "value")
        self.section: type[Section] | None = kind if self.kind == "section" else None
        item = get_args(kind)[-1] if origin is dict else get_args(kind)[0] if origin is tuple else None
        self.item: type[Section] | None = item if _is_section(item) else None


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Section)


@cache
def _field(annotation: Any) -> Field:
    return Field(annotation)


_FIELDS: dict[type[Section], dict[str, Field]] = {}


def fields(section: type[Section]) -> dict[str, Field]:
    """The settings of a section by their key in YAML."""
    known = _FIELDS.get(section)
    if known is None:
        known = _FIELDS[section] = {yaml_name(name): _field(annotation) for name, annotation in section.types().items()}
    return known


class Layer:
    """One source of settings: ``defaults``, a profile, or the service itself."""

    __slots__ = ("data", "kind", "name", "raw")

    def __init__(self, kind: str, name: str, raw: Map | dict[str, Any], data: dict[str, Any]) -> None:
        self.kind = kind
        self.name = name
        self.raw = raw
        self.data = data

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


def normal(section: type[Section], value: Any) -> Any:
    """A written section with its shorthand and switches spelled out. The keys stay YAML's; ``+`` keys stay too."""
    if value is False:
        return OFF
    if value is True:
        return {}
    if not isinstance(value, dict):
        return {str(section.SHORTHAND).rstrip("_").replace("_", "-"): value}
    known = fields(section)
    return {key: _normal_value(known[key.lstrip("+")], item) for key, item in value.items()}


def _normal_value(field: Field, value: Any) -> Any:
    if field.section is not None:
        return normal(field.section, value)
    if field.item is not None:
        item = field.item
        return [normal(item, one) for one in value] if field.kind == "list" else {key: normal(item, one) for key, one in value.items()}
    return value


def merge(section: type[Section], base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """``over`` on top of ``base``, both in normal form. Neither is changed; parts that are not touched are shared."""
    merged = dict(base)
    known = fields(section)
    appended = []
    for key, value in over.items():
        if key[0] == "+":
            appended.append((key[1:], value))
            continue
        field, before = known[key], merged.get(key)
        if field.section is not None and isinstance(before, dict) and isinstance(value, dict):
            merged[key] = merge(field.section, before, value)
        elif field.kind == "map" and isinstance(before, dict):
            merged[key] = _merge_map(field, before, value)
        else:
            merged[key] = _settled(field, value)
    for key, value in appended:  # after the plain keys, wherever they were written
        merged[key] = [*(merged.get(key) or ()), *value]
    return merged


def _settled(field: Field, value: Any) -> Any:
    """A section that nothing lies below: its ``+`` keys start from nothing."""
    return merge(field.section, {}, value) if field.section is not None and isinstance(value, dict) else value


def _merge_map(field: Field, before: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    merged = dict(before)
    for key, item in value.items():
        both = field.item is not None and isinstance(merged.get(key), dict) and isinstance(item, dict)
        merged[key] = merge(field.item, merged[key], item) if both and field.item else item
    return merged


def find_missing(section: type[Section], data: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], str]]:
    """Required settings that a merged section lacks, each as (path of the section, key)."""
    missing = [(path, key) for key in fields(section) if key not in data and default_of(section, key) is REQUIRED]
    for key, value in data.items():
        field = fields(section)[key.lstrip("+")]
        below = field.section or field.item
        if below is None or value is None:
            continue
        parts = value.items() if field.kind == "map" else enumerate(value) if field.kind == "list" else [(None, value)]
        for name, item in parts:
            if isinstance(item, dict):
                missing += find_missing(below, item, (*path, key, *(() if name is None else (str(name),))))
    return missing


def build(section: type[Section], data: dict[str, Any]) -> Any:
    """The section from its merged normal form. ``+`` keys that nothing lies below count as plain ones."""
    values: dict[str, Any] = {}
    known = fields(section)
    for key, value in data.items():
        name = python_name(key.lstrip("+"))
        built = _build_value(known[key.lstrip("+")], value)
        other = data.get(key[1:] if key[0] == "+" else f"+{key}")
        if other is None or key[0] != "+":
            values[name] = built + tuple(_build_value(known[key], other)) if other is not None else built
    return section(**values)


def _build_value(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.section is not None:
        return build(field.section, value)
    if field.kind == "list":
        return tuple(build(field.item, item) if field.item else item for item in value)
    if field.kind == "map":
        return {key: build(field.item, item) if field.item else _plain(item) for key, item in value.items()}
    return _plain(value)


def _plain(value: Any) -> Any:
    """Free-form data without positions, so that nothing downstream depends on the loader."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def default_of(section: type[Section], key: str) -> Any:
    """The built-in default of a setting, or ``REQUIRED``."""
    declared = section.SETTINGS.get(python_name(key))
    return declared.default if declared else REQUIRED
