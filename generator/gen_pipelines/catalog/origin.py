"""Which layer set a value, and where it stands: what ``explain`` shows and rules point at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import Place
from .field import Section, python_name, yaml_name
from .layers import fields
from .load import Map, Seq, place_of_key, place_of_value
from .model import Service
from .settings import Settings


class Origin(NamedTuple):
    """One layer's word on a setting. ``appends`` tells that it adds to the layers below instead of replacing them."""

    layer: str
    place: Place
    value: Any
    appends: bool = False


def origins(service: Service, path: tuple[str, ...]) -> list[Origin]:
    """Every layer that says something about a setting of a service, the one that wins first.

    ``path`` is in YAML's names: ``("deploy", "strategy")``.
    """
    layers = [(f"service {service.name}", service.raw), *((str(layer), layer.raw) for layer in reversed(service.layers))]
    return [Origin(name, *found) for name, raw in layers for found in _lookup(raw, path)]


def _lookup(raw: Any, path: tuple[str, ...]) -> Iterator[tuple[Place, Any, bool]]:
    """Where ``path`` stands in one layer as it is written: spelled out, behind a shorthand, or as an appended list."""
    container, section = raw, Settings
    for depth, key in enumerate(path):
        last = depth == len(path) - 1
        if not isinstance(container, (Map, Seq)):
            return
        found = _key_in(container, key)
        if found is None:
            return
        value = container[found]
        if last:
            yield _place(container, found), value, isinstance(found, str) and found[0] == "+"
            return
        below = _section_below(section, key)
        if value is False or (below is not None and not isinstance(value, (Map, Seq, bool))):
            if value is False or (below is not None and below.SHORTHAND and yaml_name(below.SHORTHAND) == path[depth + 1]):
                yield place_of_value(container, found), value, False
            return
        container, section = value, below or section


def _place(container: Map | Seq, key: Any) -> Place:
    """The value, or its key where the value begins only in a line below it."""
    name, start, _ = container.marks[key]
    return place_of_key(container, key) if isinstance(container, Map) and name.line != start.line else place_of_value(container, key)


def _key_in(container: Map | Seq, key: str) -> Any:
    if isinstance(container, Seq):
        return int(key) if key.isdigit() and int(key) < len(container) else None
    return key if key in container else f"+{key}" if f"+{key}" in container else None


def _section_below(section: type[Section], key: str) -> Any:
    field = fields(section).get(key)
    return (field.section or field.item) if field else None


def value_of(settings: Any, path: tuple[str, ...]) -> Any:
    """The resolved value at a path.

    Raises:
        KeyError: there is no such setting; its argument is the key that is unknown.
    """
    value = settings
    for key in path:
        if isinstance(value, Section):
            name = python_name(key)
            if name not in value.SETTINGS:
                raise KeyError(key)
            value = getattr(value, name)
        elif isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, tuple) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            raise KeyError(key)
    return value


def place_of_setting(service: Service, path: tuple[str, ...]) -> Place | None:
    """Where to point for a setting: where it, or else the section it is in, was set. ``None`` if no layer says anything of it."""
    for length in range(len(path), 0, -1):
        found = origins(service, path[:length])
        if found:
            return found[0].place
    return None
