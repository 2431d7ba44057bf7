"""``when``: conditions, groups of conditions, and the flags that say how early it is asked."""

from __future__ import annotations

from . import names
from .arguments import check_arguments, check_named
from .problem import Report
from .sections import calls_in
from .statements import Call, statements, type_of

RULE = "when"


def check_when(section: Call, report: Report) -> None:
    """``when`` of a stage."""
    if section.block is not None and statements(section.block.items) and not _conditions(section, report):
        report.add(section.start, RULE, '"when" has no condition')
    elif section.block is None or not statements(section.block.items):
        report.add(section.start, RULE, '"when" needs a block with a condition')


def _conditions(section: Call, report: Report) -> int:
    """Checks what stands directly in ``when``; returns the number of conditions."""
    count = 0
    for call in calls_in(section, report, RULE, "a condition"):
        if call.name in names.WHEN_FLAGS:
            if len(call.positional) != 1 or type_of(call.positional[0]) != "boolean":
                report.add(call.start, RULE, f'"{call.name}" is true or false')
        else:
            count += 1
            _check_condition(call, report)
    return count


def _check_condition(call: Call, report: Report) -> None:
    if call.name not in names.WHEN:
        report.add(call.start, RULE, f'unknown condition "{call.name}"; {names.among(call.name, names.WHEN)}')
    elif call.name in names.WHEN_GROUPS:
        _check_group(call, report)
    elif call.name == "expression":
        if call.block is None or not statements(call.block.items):
            report.add(call.start, RULE, '"expression" needs a block with an expression')
    elif call.name in names.NAMED_CONDITIONS:
        check_named(call, names.NAMED_CONDITIONS[call.name], report)
    else:
        check_arguments(call, names.CONDITIONS.get(call.name, {}), report)


def _check_group(group: Call, report: Report) -> None:
    inner = [] if group.block is None else statements(group.block.items)
    if not inner or (group.name == "not" and len(inner) != 1):
        needed = "exactly one condition" if group.name == "not" else "a condition"
        report.add(group.start, RULE, f'"{group.name}" needs {needed}')
        return
    for call in calls_in(group, report, RULE, "a condition"):
        _check_condition(call, report)
