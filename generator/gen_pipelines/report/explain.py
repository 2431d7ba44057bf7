"""What ``gen-pipelines explain`` tells: a value, who set it, and what it overrode."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import click

from ..catalog.field import Section, python_name, yaml_name
from ..catalog.layers import fields
from ..catalog.model import Catalog, Service
from ..catalog.origin import Origin, origins, value_of
from ..errors import UserError
from ..suggestion import did_you_mean
from .findings import printable
from .json_text import json_text


class Explanation(NamedTuple):
    """One setting of one service: its value and the layers that speak of it, the winning one first."""

    service: str
    path: tuple[str, ...]
    value: Any
    origins: list[Origin]
    doc: str


def explanation(catalog: Catalog, setting: str) -> list[Explanation]:
    """The explanations of a setting: one, or for a section its own (who switched it on) and one for each value in it.

    Raises:
        UserError: there is no such service or setting.
    """
    service, path = _parse(catalog, setting)
    try:
        value = value_of(service.settings, path)
    except KeyError as error:
        if off := _switched_off(service, path):
            raise off from error
        known = _keys_beside(service, path, str(error.args[0]))
        hint = did_you_mean(str(error.args[0]), known) or (f"known here: {', '.join(known)}" if known else "a plain value stands there")
        raise UserError(f'{service.name} has no setting "{".".join(path)}"', hint=hint) from error
    section = [_explain(service, path, value)] if path and isinstance(value, Section) else []
    return section + [_explain(service, leaf, leaf_value) for leaf, leaf_value in _leaves(path, value)]


def _switched_off(service: Service, path: tuple[str, ...]) -> UserError | None:
    """The error for a setting of a section that is off; ``None`` if there is another reason."""
    value: Any = service.settings
    for depth, key in enumerate(path[:-1], start=1):
        known = fields(type(value)).get(key) if isinstance(value, Section) else None
        if known is None or known.section is None:
            return None
        value = getattr(value, python_name(key))
        if value is None:
            said = origins(service, path[:depth])
            by = f"switched off by {said[0].layer} ({said[0].place})" if said else "no layer switches it on"
            return UserError(f"{service.name}.{'.'.join(path[:depth])} is off, so there is no `{'.'.join(path[depth:])}`", hint=by)
    return None


def _parse(catalog: Catalog, setting: str) -> tuple[Service, tuple[str, ...]]:
    """Service names may hold dots: the longest one that fits is meant."""
    parts = setting.split(".")
    for length in range(len(parts), 0, -1):
        service = catalog.services.get(".".join(parts[:length]))
        if service is not None:
            return service, tuple(parts[length:])
    raise UserError(f'there is no service "{parts[0]}"', hint=did_you_mean(parts[0], catalog.services) or "`gen-pipelines list` shows them")


def _keys_beside(service: Service, path: tuple[str, ...], unknown: str) -> list[str]:
    parent = value_of(service.settings, path[: path.index(unknown)])
    return [yaml_name(name) for name in parent.SETTINGS] if isinstance(parent, Section) else list(parent) if isinstance(parent, dict) else []


def _leaves(path: tuple[str, ...], value: Any) -> list[tuple[tuple[str, ...], Any]]:
    """The values of a section, each with its path; anything else is itself one."""
    if not isinstance(value, Section):
        return [(path, value)]
    return [leaf for name in value.SETTINGS for leaf in _leaves((*path, yaml_name(name)), getattr(value, name))]


def _explain(service: Service, path: tuple[str, ...], value: Any) -> Explanation:
    parent = value_of(service.settings, path[:-1]) if path else None
    declared = parent.SETTINGS.get(python_name(path[-1])) if isinstance(parent, Section) else None
    return Explanation(service.name, path, value, origins(service, path), declared.doc if declared else "")


def print_explanation(explained: list[Explanation], output_format: str) -> None:
    """One setting in full; several as a table."""
    if output_format == "json":
        click.echo(json_text([_as_data(one) for one in explained]))
    elif len(explained) == 1:
        click.echo("\n".join(_in_full(explained[0])))
    else:
        if isinstance(explained[0].value, Section):
            click.echo("\n".join(_of_section(explained[0])))
            explained = explained[1:]
        width = max(len(".".join(one.path)) for one in explained)
        for one in explained:
            click.echo(printable(f"{'.'.join(one.path):{width}}  {_shown(one.value)}  ({_winner(one)})"))


def _in_full(one: Explanation) -> list[str]:
    lines = [f"{one.service}.{'.'.join(one.path)} = {_shown(one.value)}"]
    if one.doc:
        lines.append(f"  {one.doc}")
    verb = "set by"
    for origin in one.origins:
        lines.append(f"  {'added by' if origin.appends and verb == 'set by' else verb} {origin.layer} ({origin.place}): {_shown(origin.value)}")
        verb = verb if origin.appends else "overrides"
    if not one.origins or all(origin.appends for origin in one.origins):
        lines.append("  built-in default")
    return [printable(line) for line in lines]


def _of_section(one: Explanation) -> list[str]:
    """Who speaks of a section: its values follow in the table. Maps lie on top of each other, a switch ends what lies below."""
    lines = [f"{one.service}.{'.'.join(one.path)}"] + [f"  {one.doc}"] * bool(one.doc)
    verb = "set by"
    for origin in one.origins:
        verb = "overrides" if origin.value is False and verb != "set by" else verb
        value = "" if isinstance(origin.value, dict) else f": {_shown(origin.value)}"
        lines.append(f"  {verb} {origin.layer} ({origin.place}){value}")
        verb = "on top of" if verb == "set by" else verb
    return [printable(line) for line in lines]


def _winner(one: Explanation) -> str:
    return f"{one.origins[0].layer}, {one.origins[0].place}" if one.origins else "default"


def _shown(value: Any) -> str:
    return json.dumps(as_json(value), ensure_ascii=False)


def as_json(value: Any) -> Any:
    """A resolved value as plain data, keys as in YAML."""
    if isinstance(value, Section):
        return {yaml_name(name): as_json(getattr(value, name)) for name in value.SETTINGS}
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    return value


def _as_data(one: Explanation) -> dict[str, Any]:
    layers = [
        {"layer": origin.layer, "file": origin.place.file, "line": origin.place.line, "column": origin.place.column, "value": as_json(origin.value), "appends": origin.appends}
        for origin in one.origins
    ]
    return {"service": one.service, "path": ".".join(one.path), "value": as_json(one.value), "layers": layers, "doc": one.doc}
