"""Types of arguments, as far as they can be read from the text."""

from __future__ import annotations

from collections.abc import Mapping

from .names import UNITS
from .problem import Report
from .statements import Call, text_of, type_of
from .tokens import LIST, Node

RULE = "argument"
_WORDS = {"int": "a whole number", "string": "a text"}


def check_arguments(call: Call, parameters: Mapping[str, str], report: Report) -> None:
    """Check a call against its parameters: ``{"time": "int!"}``, where ``!`` marks the required one that may stand alone."""
    required = next((name for name, kind in parameters.items() if kind.endswith("!")), None)
    if len(call.positional) + bool(call.named) > 1:
        report.add(call.start, RULE, f'arguments of "{call.name}" must be named')
        return
    if required and not call.has_arguments:
        report.add(call.start, RULE, f'"{call.name}" needs "{required}"')
    if call.positional and required and call.positional[0][0].kind != LIST:
        _check_type(call.positional[0], required, parameters[required], report)
    if call.named and required and required not in call.named:
        report.add(call.start, RULE, f'"{call.name}" needs "{required}"')
    for name, (_, value) in call.named.items():
        _check_type(value, name, parameters.get(name, ""), report)


def check_named(call: Call, names: tuple[str, ...], report: Report) -> None:
    """All of ``names`` must be given, by name."""
    if call.positional:
        report.add(call.start, RULE, f'arguments of "{call.name}" must be named')
        return
    for name in names:
        if name not in call.named:
            report.add(call.start, RULE, f'"{call.name}" needs "{name}"')


def _check_type(value: list[Node], name: str, wanted: str, report: Report) -> None:
    found = type_of(value)
    wanted = wanted.rstrip("!")
    if wanted == "unit":
        if found == "string" and text_of(value[0]).upper() not in UNITS:
            report.add(value[0].start, RULE, f'"{name}" is a unit of time ({", ".join(sorted(UNITS))}), not {value[0].text}')
    elif (wanted == "int" and found in ("string", "boolean")) or (wanted == "string" and found in ("int", "double", "boolean")):
        report.add(value[0].start, RULE, f'"{name}" is {_WORDS[wanted]}, not {value[-1].text}')
    elif wanted == "boolean" and found in ("int", "double"):
        report.add(value[0].start, RULE, f'"{name}" is true or false, not {value[-1].text}')
