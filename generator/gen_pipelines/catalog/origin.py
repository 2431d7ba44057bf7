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
    for depth, key in enumerate(path):
        if key.isdigit() and (words := origins(service, path[:depth])) and isinstance(words[0].value, Seq):
            return list(_in_list(words, path, depth))
    layers = [(f"service {service.name}", service.raw), *((str(layer), layer.raw) for layer in reversed(service.layers))]
    found: list[Origin] = []
    for number, (name, raw) in enumerate(layers):
        off = _off_at(raw, path)
        if off:
            opened = any(word[1] is not False for _, above in layers[:number] for word in _lookup(above, path[:off], Settings))
            return found if opened else found + [Origin(name, *word) for word in _lookup(raw, path, Settings)]
        found += [Origin(name, *word) for word in _lookup(raw, path, Settings)]
    return found


def _off_at(raw: Any, path: tuple[str, ...]) -> int:
    """How much of the path leads to a section that this layer switches off; 0 for none. What is below such a layer does not count."""
    container = raw
    for depth, key in enumerate(path[:-1], start=1):
        keys = _keys_in(container, key)
        if not keys:
            return 0
        container = container[keys[0]]
        if container is False:
            return depth
    return 0


def _in_list(words: list[Origin], path: tuple[str, ...], depth: int) -> Iterator[Origin]:
    """The word on an item, which stands in one of the layers that the list is put together from."""
    replaced = next((number for number, word in enumerate(words) if not word.appends), len(words))
    section: type[Section] = Settings
    for key in path[:depth]:
        section = _section_below(section, key) or section
    index = int(path[depth])
    for word in reversed(words[: replaced + 1]):
        size = len(word.value) if isinstance(word.value, Seq) else 0
        if index < size:
            yield from (Origin(word.layer, *found) for found in _lookup(word.value, (str(index), *path[depth + 1 :]), section))
            return
        index -= size


def _lookup(raw: Any, path: tuple[str, ...], section: type[Section]) -> Iterator[tuple[Place, Any, bool]]:
    """Where ``path`` stands in one layer as it is written: spelled out, behind a shorthand, or as an appended list."""
    container = raw
    for depth, key in enumerate(path):
        found = _keys_in(container, key)
        if not found:
            return
        if depth == len(path) - 1:
            yield from ((_place(container, one), container[one], isinstance(one, str) and one.startswith("+")) for one in found)
            return
        value, below = container[found[0]], _section_below(section, key)
        if value is False or (below is not None and not isinstance(value, (Map, Seq, bool))):
            if value is False or (below is not None and below.SHORTHAND and yaml_name(below.SHORTHAND) == path[depth + 1]):
                yield place_of_value(container, found[0]), value, False
            return
        container, section = value, below or section


def _place(container: Map | Seq, key: Any) -> Place:
    """The value, or its key where the value begins only in a line below it."""
    name, start, _ = container.marks[key]
    return place_of_key(container, key) if isinstance(container, Map) and name.line != start.line else place_of_value(container, key)


def _keys_in(container: Any, key: str) -> list[Any]:
    """The key as it is written, the one that is applied last first; nothing if it is not there."""
    if isinstance(container, Seq):
        return [int(key)] if key.isdigit() and int(key) < len(container) else []
    return [one for one in (f"+{key}", key) if one in container] if isinstance(container, Map) else []


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
