"""The stage tree of a simulated build: when each stage starts, how long it takes, its result, and what runs in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..graph.timing import clock
from ..render.groovy import call as groovy_call
from ..simulate.simulation import POST, Simulation, StageRun
from .findings import printable

Paint = Callable[..., str]
SKIPPED = {
    "when": "its `when` is not met",
    "failure": "an earlier stage failed",
    "unstable": "an earlier stage is unstable",
    "restart": "the build was restarted from a later stage",
}
SHOWN = frozenset(("input", "sleep", "checkout", "build", "unstable", "error", "waitForQualityGate", "slackSend", "mail", "emailext", "httpRequest", "lock", "milestone"))
"""Steps that are shown besides shell commands and the library's; the others are in the log."""
BLOCKS = frozenset(
    ("node", "stage", "parallel", "script", "withEnv", "withCredentials", "dir", "ws", "timeout", "retry", "waitUntil", "catchError", "warnError", "timestamps", "container")
)
"""Steps that fail only because something in them does."""
WIDTH = 110
LINES = 12
"""Lines of a command that are shown."""
OUTPUT = 6
"""Lines that are shown of what a failed command printed last."""


class Row(NamedTuple):
    """A line of the tree: a stage with its times, or something that ran in it (``stage`` is ``None``)."""

    label: str
    stage: StageRun | None
    result: str = ""
    note: str = ""


def tree_lines(simulation: Simulation, paint: Paint) -> Iterator[str]:
    """The whole tree."""
    shared = shared_environment(simulation)
    outside = [call for call in simulation.calls if not call.get("stage")]
    rows = [row for call in outside for row in _call_rows(call, "", shared)]
    rows += [row for stage in simulation.stages for row in _rows(simulation, stage, "", "", shared)]
    width = min(max((len(row.label) for row in rows if row.stage), default=0), 60)
    critical = {stage.path for stage in simulation.critical}
    if simulation.stages:
        yield f"{'':{width}}     start       takes  result"
    for row in rows:
        yield _line(row, width, paint, critical)


def _line(row: Row, width: int, paint: Paint, critical: set[tuple[str, ...]]) -> str:
    if row.stage is None:
        text = row.label + (f"  {row.note}" if row.note else "")
        return paint(row.result, text) if row.result else text
    stage = row.stage
    if stage.status == "SKIPPED":
        return paint("SKIPPED", f"{row.label:{width}}         -           -  skipped: {SKIPPED.get(stage.skipped or '', stage.skipped or 'not reached')}")
    times = f"{clock(round(stage.start)):>10}  {clock(round(stage.duration)):>10}"
    mark = "  *" if stage.path in critical else ""
    return f"{row.label:{width}}{times}  {paint(stage.status)}{mark}"


def _rows(simulation: Simulation, stage: StageRun, lead: str, below: str, shared: dict[str, str]) -> Iterator[Row]:
    """A stage, what ran in it, and the stages in it. ``=`` marks stages side by side."""
    name = "after all stages" if stage.name == POST else stage.name
    yield Row(printable(f"{lead}{name}"), stage)
    before, after = simulation.calls_in(stage)
    if stage.status == "SKIPPED":
        return  # so are all stages in it, for the same reason
    inside = f"{below}|    " if stage.children else f"{below}     "
    yield from (row for call in before for row in _call_rows(call, inside, shared))
    for number, child in enumerate(stage.children):
        last = number == len(stage.children) - 1
        tie = "=" if stage.parallel else "-"
        yield from _rows(simulation, child, f"{below}{'`' if last else '|'}{tie} ", f"{below}{' ' if last else '|'}  ", shared)
    yield from (row for call in after for row in _call_rows(call, f"{below}     ", shared))


def _call_rows(call: dict[str, Any], margin: str, shared: dict[str, str]) -> Iterator[Row]:
    """A command with its environment, a step of the library with its arguments, or nothing."""
    failed = "FAILURE" if call.get("failed") else ""
    took = f"[{clock(round(call['duration']))}]" if call.get("duration") else ""
    note = f"{took} failed".strip() if failed else took
    if call.get("command") is not None:
        lines = call["command"].strip().splitlines() or [""]
        yield Row(f"{margin}$ {printable(lines[0])}", None, failed, note)
        yield from (Row(f"{margin}  {printable(line)}", None, failed) for line in lines[1:LINES])
        if len(lines) > LINES:
            yield Row(f"{margin}  and {len(lines) - LINES} more lines", None, failed)
        if own := {name: value for name, value in _environment(call).items() if name not in shared}:
            yield Row(f"{margin}  with {'  '.join(printable(f'{name}={value}') for name, value in own.items())}", None, "SKIPPED")
        said = str(call.get("output") or "").rstrip().splitlines()[-OUTPUT:] if failed else []
        yield from (Row(f"{margin}  > {printable(line)}", None) for line in said)
    elif call.get("contract") or call["step"] in SHOWN or (failed and call["step"] not in BLOCKS):
        yield Row(f"{margin}{printable(_shown(call))}", None, failed, note)


def _shown(call: dict[str, Any]) -> str:
    arguments = call.get("args")
    if not isinstance(arguments, dict):
        arguments = {} if arguments in (None, []) else {"value": arguments}
    try:
        text = groovy_call(call["step"], arguments, width=10_000)
    except Exception:  # an argument that is no literal: its text will do
        text = f"{call['step']}({', '.join(f'{name}: {value}' for name, value in arguments.items())})"
    return text if len(text) <= WIDTH else text[: WIDTH - 4] + " ...)"


def _environment(call: dict[str, Any]) -> dict[str, str]:
    """The variables in force that the pipeline made; the stage's name is seen anyway."""
    return {name: value for name, value in (call.get("environment") or {}).items() if name != "STAGE_NAME"}


def shared_environment(simulation: Simulation) -> dict[str, str]:
    """The variables that every command of the build has with the same value: said once."""
    environments = [_environment(call) for call in simulation.commands]
    if len(environments) < 2:
        return {}
    first, *others = environments
    return {name: value for name, value in first.items() if all(one.get(name) == value for one in others)}
