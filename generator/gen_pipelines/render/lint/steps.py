"""What may stand in ``steps`` and in a condition of ``post``: calls of steps, nothing else."""

from __future__ import annotations

from .arguments import check_arguments
from .names import NOT_STEPS, STEPS
from .problem import Report
from .statements import Call, Statement, call_of, chain_of, statements
from .tokens import BLOCK, NAME, OPERATOR, PARENS, Node

RULE = "step"


def check_steps(block: Node, report: Report) -> None:
    """Check the steps between the braces of ``block``."""
    found = statements(block.items)
    if not found:
        report.add(block.start, "empty", "there is no step here")
    for statement in found:
        _check_step(statement, report)


def _check_step(statement: Statement, report: Report) -> None:
    start = statement[0].start
    call = call_of(statement)
    if call is None:
        report.add(start, *_refusal(statement))
    elif call.name in NOT_STEPS:
        report.add(start, RULE, f'"{call.name}" can\'t be used as a step here')
    elif call.name == "script":
        _check_script(call, report)
    else:
        if call.name in STEPS:
            check_arguments(call, STEPS[call.name], report)
        if call.block is not None and statements(call.block.items):
            check_steps(call.block, report)


def _check_script(call: Call, report: Report) -> None:
    if call.block is None:
        report.add(call.start, RULE, '"script" needs a block')
    elif not statements(call.block.items):
        report.add(call.start, "empty", 'the block of "script" is empty')


def _refusal(statement: Statement) -> tuple[str, str]:
    """The rule and what to say of a statement that is no call."""
    if (second := chain_of(statement)) is not None:
        return "own-line", f'"{second.text}" must start on a line of its own'
    if _is_method_call(statement):
        return RULE, 'a method of an object can only be called inside "script"'
    return RULE, f'expected a step, found "{statement[0].text}": logic belongs into "script" or into a step of the library'


def _is_method_call(statement: Statement) -> bool:
    names = len(statement) > 2 and statement[0].kind == NAME and statement[1].kind == OPERATOR and statement[1].text in (".", "?.")
    return names and any(node.kind in (PARENS, BLOCK) for node in statement)
