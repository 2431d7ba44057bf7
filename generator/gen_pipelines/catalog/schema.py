"""The JSON Schema (draft 2020-12) of the catalog, made from the sections.

``schema.json`` beside this file is its output: it is what ``gen-pipelines schema`` prints, what editors complete with, and what every catalog is checked against.
``python -m gen_pipelines.catalog.schema`` writes it anew; a test fails when it is stale.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from .field import PATTERNS, REQUIRED, Section, Setting, unwrap, yaml_name
from .model import CatalogDocument
from .settings import Settings

FILE = Path(__file__).with_name("schema.json")
SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
Schema = dict[str, Any]


def build_schema(document: type[Section] = CatalogDocument, title: str = "gen-pipelines catalog") -> Schema:
    """The schema of a whole document; each section is a definition."""
    definitions: dict[str, Schema] = {}
    _define(document, definitions)
    root = definitions.pop(document.__name__)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | root | {"$defs": dict(sorted(definitions.items()))}


def text() -> str:
    """The schema as it is printed and stored."""
    return json.dumps(build_schema(), indent=1, ensure_ascii=False) + "\n"


def _define(section: type[Section], definitions: dict[str, Schema]) -> None:
    if section.__name__ in definitions:
        return
    schema: Schema = {"type": "object", "description": _first_line(section), "properties": {}}
    definitions[section.__name__] = schema
    properties: dict[str, Schema] = {}
    for name, kind in section.types().items():
        declared = section.SETTINGS[name]
        key = yaml_name(name)
        properties[key] = _property(kind, declared, definitions)
        if get_origin(kind) is tuple:
            properties[f"+{key}"] = properties[key] | {"description": f"Added to the inherited `{key}`."}
    schema["properties"] = properties
    schema["additionalProperties"] = False
    required = [yaml_name(name) for name, declared in section.SETTINGS.items() if declared.default is REQUIRED]
    if required and section not in layered(Settings):
        schema["required"] = required


def layered(section: type[Section]) -> set[type[Section]]:
    """The sections that several layers can each say a part of. What they require is checked on the whole (layers.find_missing)."""
    found = {section}
    for kind in section.types().values():
        _, plain = unwrap(kind)
        if isinstance(plain, type) and issubclass(plain, Section):
            found |= layered(plain)
    return found


def _first_line(section: type[Section]) -> str:
    return (section.__doc__ or "").strip().splitlines()[0]


def _property(kind: Any, declared: Setting, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {"description": declared.doc} | _type(kind, declared, definitions)
    default = declared.default
    if isinstance(default, (str, int, float)) or (isinstance(default, tuple) and default):
        schema["default"] = list(default) if isinstance(default, tuple) else default
    if declared.example is not None:
        schema["examples"] = [declared.example]
    return schema


def _type(kind: Any, declared: Setting, definitions: dict[str, Schema]) -> Schema:
    optional, kind = unwrap(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, Section):
        return _section(kind, optional, definitions)
    if origin is tuple:
        schema: Schema = {"type": "array", "items": _type(get_args(kind)[0], declared, definitions)}
        return schema | ({"minItems": declared.min_items} if declared.min_items else {})
    if origin is dict:
        return _map(kind, declared, definitions)
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if kind is Any:
        return {}
    return _scalar(kind, declared)


def _map(kind: Any, declared: Setting, definitions: dict[str, Schema]) -> Schema:
    value = get_args(kind)[1]
    schema: Schema = {"type": "object", "additionalProperties": _type(value, declared, definitions)}
    if isinstance(value, type) and issubclass(value, Section) and declared.ref is None:
        schema["propertyNames"] = {"pattern": PATTERNS["name"]}
    return schema


def _scalar(kind: Any, declared: Setting) -> Schema:
    schema: Schema = {"type": SCALARS[kind]}
    if kind is str and declared.format in PATTERNS:
        schema["pattern"] = PATTERNS[declared.format]
    if kind is str and declared.format:
        schema["format"] = declared.format
    if declared.minimum is not None:
        schema["minimum"] = declared.minimum
    if declared.maximum is not None:
        schema["maximum"] = declared.maximum
    return schema


def _section(section: type[Section], optional: bool, definitions: dict[str, Schema]) -> Schema:
    _define(section, definitions)
    choices: list[Schema] = [{"$ref": f"#/$defs/{section.__name__}"}]
    if section.SHORTHAND:
        choices.append(_type(section.types()[section.SHORTHAND], section.SETTINGS[section.SHORTHAND], definitions))
    if optional:
        choices.append({"type": "boolean"})
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"wrote {FILE.name}")
