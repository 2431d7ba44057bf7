"""``matrix``: axes, and what is excluded from their product."""

from __future__ import annotations

from .problem import Report
from .sections import calls_in
from .statements import Call, text_of, type_of

RULE = "matrix"


def check_axes(section: Call, report: Report) -> None:
    """``axes``, and ``exclude``, which holds axes as well."""
    first: dict[str, int] = {}
    for axis in calls_in(section, report, RULE, "an axis"):
        if axis.name != "axis":
            report.add(axis.start, RULE, f'expected "axis", found "{axis.name}"')
            continue
        name = _check_axis(axis, report)
        if name is None:
            continue
        if name[0] in first:
            report.add(first[name[0]], RULE, f'the axis "{name[0]}" is there twice')
        first.setdefault(*name)


def check_excludes(section: Call, report: Report) -> None:
    """``excludes``."""
    for exclude in calls_in(section, report, RULE, "an exclude"):
        if exclude.name != "exclude":
            report.add(exclude.start, RULE, f'expected "exclude", found "{exclude.name}"')
        else:
            check_axes(exclude, report)


def _check_axis(axis: Call, report: Report) -> tuple[str, int] | None:
    """The name of an axis and where it stands."""
    found = {call.name: call for call in calls_in(axis, report, RULE, "name or values")}
    values = found.get("values") or found.get("notValues")
    if "name" not in found or not found["name"].positional or values is None:
        report.add(axis.start, RULE, "an axis needs a name and values")
        return None
    for value in values.positional:
        if not type_of(value):
            report.add(value[0].start, RULE, "the values of an axis are constants")
    name = found["name"].positional[0][0]
    return text_of(name), name.start
