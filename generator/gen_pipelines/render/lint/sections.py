"""The blocks of a pipeline or a stage that hold neither stages nor steps: agent, options, environment and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from . import names
from .arguments import check_arguments
from .problem import Report
from .statements import Call, Statement, call_of, chain_of, is_text, statements, type_of
from .steps import check_steps
from .tokens import BLOCK, NAME, OPERATOR, PARENS, Node

Check = Callable[[Call, Report], None]


def calls_in(section: Call, report: Report, rule: str, what: str) -> Iterator[Call]:
    """The calls in the block of a section; reports a missing or empty block, and whatever is not ``what``."""
    if section.block is None or section.has_arguments:
        report.add(section.start, rule, f'"{section.name}" needs a block')
        return
    found = statements(section.block.items)
    if not found:
        report.add(section.start, "empty", f'"{section.name}" is empty')
    for statement in found:
        call = call_of(statement)
        if call is None:
            report.add(statement[0].start, *_not_a_call(statement, rule, what))
        else:
            yield call


def _not_a_call(statement: Statement, rule: str, what: str) -> tuple[str, str]:
    second = chain_of(statement)
    if second is not None:
        return "own-line", f'"{second.text}" must start on a line of its own'
    return rule, f'expected {what}, found "{statement[0].text}"'


def check_agent(section: Call, report: Report) -> None:
    """``agent any``, ``agent none`` or ``agent { KIND ... }``."""
    word = section.positional[0] if len(section.positional) == 1 and not section.named else []
    if len(word) == 1 and section.block is None and word[0].kind == NAME and word[0].text in ("any", "none"):
        return
    if not section.only_block:
        report.add(section.start, "agent", 'write "agent none", "agent any" or "agent { ... }"')
        return
    assert section.block is not None
    found = statements(section.block.items)
    if len(found) != 1:
        report.add(section.start, "agent", f"one kind of agent is needed here, found {len(found)}")
    elif (call := call_of(found[0])) is None:
        report.add(section.start, "agent", "expected a kind of agent with its settings")
    elif call.name not in names.AGENTS:
        report.add(call.start, "agent", f'unknown kind of agent "{call.name}"; {names.among(call.name, names.AGENTS)}')
    elif call.name == "node" and call.only_block:
        _check_node(call, report)


def _check_node(agent: Call, report: Report) -> None:
    keys = set()
    for call in calls_in(agent, report, "agent", "a setting of the agent"):
        keys.add(call.name)
        if call.name not in names.NODE_KEYS:
            report.add(call.start, "agent", f'"node" has no "{call.name}"; {names.among(call.name, names.NODE_KEYS)}')
    if "label" not in keys:
        report.add(agent.start, "agent", '"node" needs "label"')


def check_options(section: Call, report: Report) -> None:
    """``options`` of a pipeline."""
    _check_options(section, report, names.PIPELINE_OPTIONS)


def check_stage_options(section: Call, report: Report) -> None:
    """``options`` of a stage: fewer are allowed."""
    _check_options(section, report, names.STAGE_OPTIONS)


def _check_options(section: Call, report: Report, known: frozenset[str]) -> None:
    seen = set()
    for call in calls_in(section, report, "option", "an option, written as a call"):
        if call.name not in known:
            where = "can't be set here" if call.name in names.PIPELINE_OPTIONS else "is no option"
            report.add(call.start, "option", f'"{call.name}" {where}; {names.among(call.name, known)}')
        if call.name in seen:
            report.add(section.start, "option", f'the option "{call.name}" is set twice')
        seen.add(call.name)
        if call.name in names.STEPS:
            check_arguments(call, names.STEPS[call.name], report)


def check_triggers(section: Call, report: Report) -> None:
    """``triggers``."""
    for call in calls_in(section, report, "trigger", "a trigger"):
        if call.name not in names.TRIGGERS:
            report.add(call.start, "trigger", f'unknown trigger "{call.name}"; {names.among(call.name, names.TRIGGERS)}')


def check_parameters(section: Call, report: Report) -> None:
    """``parameters``, of a pipeline or of an input."""
    for call in calls_in(section, report, "parameter", "a parameter"):
        if call.name not in names.PARAMETERS:
            report.add(call.start, "parameter", f'unknown kind of parameter "{call.name}"; {names.among(call.name, names.PARAMETERS)}')
        known = names.PARAMETER_KEYS.get(call.name)
        for key, (node, _) in call.named.items() if known else ():
            if known and key not in known:
                report.add(node.start, "parameter", f'"{call.name}" has no "{key}"; {names.among(key, known)}')


def check_libraries(section: Call, report: Report) -> None:
    """``libraries``."""
    for call in calls_in(section, report, "library", 'a call of "lib"'):
        if call.name != "lib":
            report.add(call.start, "library", f'expected "lib", found "{call.name}"')


def check_tools(section: Call, report: Report) -> None:
    """``tools``."""
    for call in calls_in(section, report, "tool", "a tool"):
        if call.name not in names.TOOLS:
            report.add(call.start, "tool", f'unknown kind of tool "{call.name}"; {names.among(call.name, names.TOOLS)}')


def check_input(section: Call, report: Report) -> None:
    """``input`` of a stage."""
    keys = set()
    for call in calls_in(section, report, "input", "a setting of the input"):
        keys.add(call.name)
        if call.name not in names.INPUT_KEYS:
            report.add(call.start, "input", f'"input" has no "{call.name}"; {names.among(call.name, names.INPUT_KEYS)}')
        elif call.name == "parameters":
            check_parameters(call, report)
    if "message" not in keys:
        report.add(section.start, "input", '"input" needs a message')


def check_post(section: Call, report: Report) -> None:
    """``post``, of a pipeline or of a stage."""
    seen = set()
    for call in calls_in(section, report, "post", "a condition with a block"):
        if call.name not in names.POST:
            report.add(call.start, "post", f'"{call.name}" is no condition; {names.among(call.name, names.POST)}')
        if call.name in seen:
            report.add(section.start, "post", f'the condition "{call.name}" is there twice')
        seen.add(call.name)
        if call.block is not None:
            check_steps(call.block, report)


def check_environment(section: Call, report: Report) -> None:
    """``environment``: ``NAME = value`` with a text, texts joined by ``+``, a number, true, false or a call."""
    if section.block is None:
        report.add(section.start, "environment", '"environment" needs a block')
        return
    found = statements(section.block.items)
    if not found:
        report.add(section.start, "empty", '"environment" is empty')
    seen = set()
    for statement in found:
        name, *rest = statement
        if name.kind != NAME or len(rest) < 2 or rest[0].text != "=":
            report.add(name.start, *_not_a_call(statement, "environment", "NAME = value"))
            continue
        if name.text in seen:
            report.add(name.start, "environment", f'the variable "{name.text}" is set twice')
        seen.add(name.text)
        _check_variable(rest[1:], report)
    if len(seen) > 125:
        report.add(section.start, "size-map", f"{len(seen)} variables: Jenkins can hold 125 in one environment")


def _check_variable(value: list[Node], report: Report) -> None:
    if len(value) == 1 and (is_text(value[0]) or type_of(value)):
        return
    if is_text(value[0]) and value[1].text == "+":
        for operand in value[::2]:
            if not is_text(operand):
                report.add(operand.start, "environment", "only texts in quotes can be joined here")
                return
        return
    called = any(node.kind == PARENS and before.kind == NAME for before, node in pairwise(value))
    joined = any(node.kind == OPERATOR and node.text not in (".", "?.") for node in value)
    if not called or joined or value[-1].kind not in (PARENS, BLOCK):
        hint = f'; write "{value[0].text}{{...}}" in quotes' if value[0].text == "$" else ""
        report.add(value[0].start, "environment", f"a variable's value is a text in quotes or a call{hint}")
