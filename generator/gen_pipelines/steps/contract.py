"""What a step promises: its parameters, what it returns, and what it needs to run.

A contract is ``vars/NAME.yaml`` beside ``vars/NAME.groovy``; ``docs/contracts.md`` describes the format.
"""

from __future__ import annotations

from typing import Any

TYPES = ("string", "boolean", "integer", "number", "list", "map", "duration", "any")
AGENTS = ("required", "none", "either")
CREDENTIAL_KINDS = ("secret-text", "username-password", "ssh-key", "file", "aws", "any")


class Parameter:
    """One parameter. ``items`` describes the items of a list or the values of a map, ``fields`` the known keys of a map."""

    __slots__ = ("allowed", "default", "doc", "fields", "items", "minimum", "required", "since", "type")

    def __init__(self, known: dict[str, Any]) -> None:
        self.type: str = known.get("type", "string")
        self.doc: str = known.get("doc", "")
        self.required: bool = known.get("required", False)
        self.default: Any = known.get("default")
        self.allowed: tuple[Any, ...] = tuple(known.get("allowed", ()))
        self.minimum: float | None = known.get("minimum")
        self.since: str = known.get("since", "")
        self.items: Parameter | None = Parameter(known["items"]) if "items" in known else None
        self.fields: dict[str, Parameter] = {name: Parameter(field) for name, field in known.get("fields", {}).items()}


class Contract:
    """One step."""

    __slots__ = ("agent", "credentials", "description", "example", "name", "outcomes", "parameters", "plugins", "returns", "since", "summary", "tools")

    def __init__(self, name: str, known: dict[str, Any]) -> None:
        needs = known.get("needs", {})
        self.name = name
        self.summary: str = known["summary"]
        self.description: str = known["description"]
        self.since: str = known["since"]
        self.agent: str = known["agent"]
        self.parameters = {key: Parameter(value) for key, value in known.get("parameters", {}).items()}
        self.returns: dict[str, str] = known.get("returns", {})
        self.outcomes: dict[str, str] = known.get("outcomes", {})
        self.plugins: dict[str, str] = needs.get("plugins", {})
        self.tools: dict[str, str] = needs.get("tools", {})
        self.credentials: list[dict[str, str]] = needs.get("credentials", [])
        self.example: dict[str, Any] = known["example"]

def as_parameter(parameter: Parameter) -> dict[str, Any]:
    """A parameter as plain data."""
    known: dict[str, Any] = {"type": parameter.type, "required": parameter.required, "default": parameter.default, "doc": parameter.doc}
    if parameter.minimum is not None:
        known["minimum"] = parameter.minimum
    if parameter.allowed:
        known["allowed"] = list(parameter.allowed)
    if parameter.items is not None:
        known["items"] = as_parameter(parameter.items)
    if parameter.fields:
        known["fields"] = {name: as_parameter(field) for name, field in parameter.fields.items()}
    return known
