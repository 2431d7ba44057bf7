"""The stored JSON Schema, and its validator."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("schema.json")


@cache
def schema() -> dict[str, Any]:
    """The schema as data."""
    loaded: dict[str, Any] = json.loads(FILE.read_bytes())
    return loaded


@cache
def validator() -> Any:
    """A `jsonschema_rs` validator of whole catalogs."""
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(FILE.read_text(encoding="utf-8"))


def properties_at(schema_path: list[Any], root: dict[str, Any] | None = None) -> list[str]:
    """The property names of the object whose keyword an error's schema path points to; in the catalog's schema, if no other is given."""
    return list(node_at(schema_path, root).get("properties", ()))


def node_at(schema_path: list[Any], root: dict[str, Any] | None = None) -> dict[str, Any]:
    """The part of the schema whose keyword an error's schema path points to; of the catalog's schema, if no other is given."""
    root = root or schema()
    node: Any = root
    for part in schema_path[:-1]:
        node = node[part]
        if "$ref" in node and part not in ("$defs", "properties"):
            node = root["$defs"][node["$ref"].rsplit("/", 1)[1]]
    found: dict[str, Any] = node
    return found
