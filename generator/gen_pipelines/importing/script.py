"""A simple declarative pipeline as a list of runs: shell commands and calls of the library with literal arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..render.linter.problem import SyntaxProblem
from ..render.linter.statements import Statement, statements
from ..render.linter.tokens import read
from ..steps.load import contract
from .entry import NotImportable
from .literals import NotLiteral, arguments_of, text_of

_UNITS = {"SECONDS": "s", "MINUTES": "m", "HOURS": "h", "DAYS": "d"}
_IGNORED = frozenset(("skipDefaultCheckout", "timestamps"))
_EVERYWHERE = frozenset(("notifySlack", "notifyEmail", "notifyPagerDuty", "notifyWebhook", "notifyJira"))


@dataclass
class Script:
    """What a script does: runs as the catalog writes them, where, and for how long at most."""

    runs: list[dict[str, Any]] = field(default_factory=list)
    label: str | None = None
    timeout: str | None = None
    notes: list[str] = field(default_factory=list)


def read_script(text: str, library: str) -> Script:
    """The runs of a script.

    Raises:
        NotImportable: it does more than run commands and steps of the library, one after the other.
    """
    try:
        tree = read(text)
    except SyntaxProblem as error:
        raise NotImportable(f"its script cannot be read: {error.message}") from error
    found = list(statements(tree))
    pipeline = next((one for one in found if one.name == "pipeline" and one.block is not None), None)
    if pipeline is None:
        raise NotImportable("its script is not declarative")
    before = [one for one in found if one is not pipeline and not _is_library(one, text, library)]
    if before:
        raise _beyond(before[0], text)
    script = Script()
    for section in _inside(pipeline):
        _read_section(section, script, text)
    if not script.runs:
        raise NotImportable("its script does nothing")
    return script


def _is_library(statement: Statement, text: str, library: str) -> bool:
    source = text[statement.start : statement.nodes[-1].end]
    return source.startswith("@Library") and re.search(rf"['\"]{re.escape(library)}(?:@[^'\"]*)?['\"]", source) is not None


def _inside(statement: Statement) -> Iterator[Statement]:
    block = statement.block
    return statements(block.items if block is not None else [])


def _read_section(section: Statement, script: Script, text: str) -> None:
    if section.name == "agent":
        script.label = _label(section, text)
    elif section.name == "options":
        _read_options(section, script)
    elif section.name == "environment" and all(one.name == "OPERATION" for one in _inside(section)):
        return
    elif section.name == "post":
        _read_post(section, script, text)
    elif section.name == "stages":
        for stage in _inside(section):
            _read_stage(stage, script, text)
    else:
        raise _beyond(section, text)


def _label(agent: Statement, text: str) -> str | None:
    if agent.block is None:
        if [node.text for node in agent.nodes] == ["agent", "any"]:
            return None
        raise _beyond(agent, text)
    inside = list(_inside(agent))
    label = inside[0].text_argument() if len(inside) == 1 and inside[0].name == "label" else None
    if label is None:
        raise _beyond(agent, text)
    return label


def _read_options(options: Statement, script: Script) -> None:
    for option in _inside(options):
        if option.name == "timeout":
            try:
                given = arguments_of(option)
            except NotLiteral:
                given = {}
            unit = _UNITS.get(str(given.get("unit", "MINUTES")))
            if unit and isinstance(given.get("time"), int):
                script.timeout = f"{given['time']}{unit}"
                continue
        if option.name not in _IGNORED:
            script.notes.append(f"the option {option.name} is not carried over")


def _read_post(post: Statement, script: Script, text: str) -> None:
    """Notifications are the catalog's own business; anything else would be lost."""
    for condition in _inside(post):
        for step in _inside(condition):
            if step.name not in _EVERYWHERE:
                raise _beyond(step, text)


def _read_stage(stage: Statement, script: Script, text: str) -> None:
    for section in _inside(stage):
        if section.name != "steps":
            raise _beyond(section, text)
        for step in _inside(section):
            script.runs.append(_run(step, text))


def _run(step: Statement, text: str) -> dict[str, Any]:
    if step.name == "sh":
        command = text_of(step)
        if command is not None:
            return {"command": command}
    known = contract(step.name) if re.fullmatch(r"[a-z]\w*", step.name) else None
    if known is None:
        raise _beyond(step, text)
    try:
        given = arguments_of(step)
    except NotLiteral:
        raise _beyond(step, text) from None
    if step.name == "runCommand" and given.keys() == {"command"}:
        return given
    return {"step": step.name, "with": given} if given else {"step": step.name}


def _beyond(statement: Statement, text: str) -> NotImportable:
    line = text.count("\n", 0, statement.start) + 1
    shown = " ".join(text[statement.start : statement.nodes[-1].end].split())
    return NotImportable(f"line {line} of its script is more than an operation does: {shown[:60]}{'…' if len(shown) > 60 else ''}")


