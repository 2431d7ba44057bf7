"""Read contracts, one file a step and only when it is asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ..catalog.load import Map, Seq, load_bytes, place_of_key, place_of_value
from ..errors import Place, UserError
from ..resources import folder
from ..suggestion import did_you_mean
from .contract import AGENTS, CREDENTIAL_KINDS, TYPES, Contract

KEYS = frozenset(("name", "summary", "since", "description", "agent", "parameters", "returns", "outcomes", "needs", "example"))
REQUIRED = ("name", "summary", "since", "description", "agent", "example")
PARAMETER_KEYS = frozenset(("type", "items", "fields", "required", "default", "allowed", "minimum", "doc", "since"))
NEEDS_KEYS = frozenset(("plugins", "tools", "credentials"))


def step_names(vars_folder: Path | None = None) -> list[str]:
    """The names of all steps that have a contract, sorted."""
    return sorted(file.stem for file in (vars_folder or folder("vars")).glob("*.yaml"))


def all_contracts(vars_folder: Path | None = None) -> dict[str, Contract]:
    """Every contract, by name.

    Raises:
        UserError: one of them is broken.
    """
    return {name: read_contract((vars_folder or folder("vars")) / f"{name}.yaml") for name in step_names(vars_folder)}


@cache
def contract(name: str) -> Contract | None:
    """The contract of a step of the library; ``None`` if there is none of that name.

    Raises:
        UserError: it is broken.
    """
    file = folder("vars") / f"{name}.yaml"
    return read_contract(file) if file.is_file() else None


def read_contract(file: Path) -> Contract:
    """The contract in a file.

    Raises:
        UserError: it is broken; the place is in the error.
    """
    loaded = load_bytes(file.read_bytes(), str(file))
    if loaded.findings:
        first = loaded.findings[0]
        raise UserError(first.message, hint=first.hint, place=first.place)
    data = loaded.data
    if not isinstance(data, Map):
        raise UserError("a contract is a map", place=Place(str(file), 1, 1))
    _check(data, file)
    return Contract(file.stem, data)


def _check(data: Map, file: Path) -> None:
    _known(data, KEYS)
    for key in REQUIRED:
        if key not in data:
            raise UserError(f'the contract lacks "{key}"', place=Place(str(file), 1, 1))
    if data["name"] != file.stem:
        raise UserError(f"the file is called {file.stem}", place=place_of_value(data, "name"))
    _one_of(data, "agent", AGENTS)
    for name, parameter in _map(data, "parameters").items():
        _parameter(data["parameters"], name, parameter)
    needs = _map(data, "needs")
    _known(needs, NEEDS_KEYS)
    for index, credential in enumerate(needs.get("credentials", ())):
        if not isinstance(credential, Map) or credential.get("parameter") not in data.get("parameters", {}):
            raise UserError("a credential names one of the parameters", place=place_of_value(needs["credentials"], index))
        _one_of(credential, "kind", CREDENTIAL_KINDS)


def _parameter(container: Map | Seq, key: Any, parameter: Any) -> None:
    if not isinstance(parameter, Map):
        raise UserError(f'"{key}" is described by a map', place=place_of_value(container, key))
    _known(parameter, PARAMETER_KEYS)
    _one_of(parameter, "type", TYPES)
    if "items" in parameter:
        _parameter(parameter, "items", parameter["items"])
    for name, field in _map(parameter, "fields").items():
        _parameter(parameter["fields"], name, field)


def _map(data: Any, key: str) -> Any:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise UserError(f'"{key}" is a map', place=place_of_value(data, key))
    return value


def _known(data: Any, keys: frozenset[str]) -> None:
    for key in data:
        if key not in keys:
            raise UserError(f'"{key}" means nothing here', hint=did_you_mean(key, keys) or f"known: {', '.join(sorted(keys))}", place=place_of_key(data, key))


def _one_of(data: Map, key: str, values: tuple[str, ...]) -> None:
    if key in data and data[key] not in values:
        raise UserError(f'"{data[key]}" is not one of {", ".join(values)}', hint=did_you_mean(str(data[key]), values), place=place_of_value(data, key))
