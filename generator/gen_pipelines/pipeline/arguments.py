"""Arguments of step calls, from sections of the catalog.

A parameter of a step is named as its setting, in camel case (``ignore-file`` is ``ignoreFile``), and has the same default;
so a call only says what differs from the default, and what a reader wants to see there anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..catalog.field import Section


def camel(name: str) -> str:
    """``on_findings`` is ``onFindings``."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.title() for part in rest)


def arguments_of(section: Section, *, always: Iterable[str] = (), without: Iterable[str] = ()) -> dict[str, Any]:
    """The settings of a section as arguments of a step, in the section's order."""
    chosen: dict[str, Any] = {}
    for name, declared in section.SETTINGS.items():
        value = getattr(section, name)
        if name in without or (value == declared.default and name not in always) or value is None or value == ():
            continue
        chosen[camel(name)] = plain(value)
    return chosen


def plain(value: Any) -> Any:
    """A section or a tuple of them as maps and lists."""
    if isinstance(value, Section):
        return arguments_of(value, always=[name for name in value.SETTINGS if getattr(value, name) not in (None, (), {})])
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that have a value."""
    return {name: value for name, value in arguments.items() if value not in (None, (), [], {}, "")}
