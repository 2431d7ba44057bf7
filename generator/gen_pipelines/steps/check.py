"""Is a call of a step what its contract says?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..pipeline.model import Call, Expression
from ..suggestion import did_you_mean
from .contract import Contract, Parameter
from .load import contract, step_names

_DURATION = re.compile(r"[1-9][0-9]*[smhd]\Z")
WORDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "list": "a list",
    "map": "a map",
    "duration": "a duration like 90s, 15m or 24h",
}


def check_call(call: Call) -> list[str]:
    """What is wrong with a call, in sentences; empty when it keeps the contract.

    Raises:
        UserError: the contract itself is broken.
    """
    found = contract(call.step)
    if found is None:
        hint = did_you_mean(call.step, step_names())
        return [f"there is no step {call.step}" + (f"; {hint}" if hint else "; `gen-pipelines steps` lists them")]
    return list(check_arguments(found, call.arguments))


def check_arguments(found: Contract, arguments: dict[str, Any]) -> Iterator[str]:
    """The same for a contract that is at hand."""
    for name, value in arguments.items():
        parameter = found.parameters.get(name)
        if parameter is None:
            hint = did_you_mean(name, found.parameters)
            yield f"{found.name} has no parameter {name}" + (f"; {hint}" if hint else "")
        else:
            yield from (f"{found.name}, {problem}" for problem in check_value(parameter, value, name))
    for name, parameter in found.parameters.items():
        if parameter.required and name not in arguments:
            yield f"{found.name} needs {name}: {parameter.doc}"


def check_value(parameter: Parameter, value: Any, name: str) -> Iterator[str]:
    """What is wrong with one value. Expressions are worked out in Jenkins, and checked there."""
    if isinstance(value, Expression) or (value is None and not parameter.required):
        return
    if not _has_type(parameter.type, value):
        yield f"{name}: expected {WORDS[parameter.type]}, got {value!r}"
        return
    if parameter.allowed and value not in parameter.allowed:
        yield f"{name}: {value!r} is not one of {', '.join(map(str, parameter.allowed))}"
    if parameter.minimum is not None and value < parameter.minimum:
        yield f"{name}: {value!r} is less than {parameter.minimum}"
    yield from _check_inside(parameter, value, name)


def _check_inside(parameter: Parameter, value: Any, name: str) -> Iterator[str]:
    if parameter.items is not None:
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in pairs:
            yield from check_value(parameter.items, item, f"{name}[{key}]")
    if parameter.fields:
        for key, item in value.items():
            field = parameter.fields.get(key)
            if field is None:
                hint = did_you_mean(key, parameter.fields)
                yield f"{name} has no field {key}" + (f"; {hint}" if hint else "")
            else:
                yield from check_value(field, item, f"{name}.{key}")
        yield from (f"{name} needs the field {key}" for key, field in parameter.fields.items() if field.required and key not in value)


def _has_type(kind: str, value: Any) -> bool:
    if kind == "any":
        return True
    if kind == "duration":
        return isinstance(value, str) and bool(_DURATION.match(value))
    if isinstance(value, bool):
        return kind == "boolean"
    types: dict[str, Any] = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "list": (list, tuple), "map": dict}
    return isinstance(value, types[kind])
