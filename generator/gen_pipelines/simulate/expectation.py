"""What a scenario expects, compared with what came of it: one sentence for everything that is not so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..catalog.durations import seconds
from ..graph.timing import clock
from ..suggestion import did_you_mean
from .scenario import Expect
from .simulation import Simulation


def unmet(simulation: Simulation) -> Iterator[str]:
    """Everything that is not as expected; nothing when the scenario passes."""
    expect = simulation.scenario.expect
    if simulation.ended != expect.ends:
        yield "expected a build that never ends; this one ended" if simulation.ended else f"expected a build that ends; it {simulation.answer['errors'][0]['message']}"
        return
    if expect.result is not None and simulation.result != expect.result:
        yield f"expected the result {expect.result}, got {simulation.result}{_why(simulation)}"
    yield from _stages(simulation, expect)
    yield from _log(simulation, expect)
    yield from _calls(simulation, expect)
    yield from _error(simulation, expect)
    yield from _violations(simulation, expect)
    yield from _clock(simulation, expect)


def _why(simulation: Simulation) -> str:
    errors = simulation.answer.get("errors") or simulation.answer.get("validation") or [{}]
    message = errors[0].get("message")
    return f": {message}" if message else ""


def _stages(simulation: Simulation, expect: Expect) -> Iterator[str]:
    found = {stage.name: stage.status for stage in simulation.walk()}
    for name, status in expect.stages.items():
        if name not in found:
            yield f'expected a stage "{name}", there is none' + (f"; {hint}" if (hint := did_you_mean(name, found)) else "")
        elif found[name] != status:
            yield f'stage "{name}": expected {status}, got {found[name]}'


def _log(simulation: Simulation, expect: Expect) -> Iterator[str]:
    lines = simulation.answer["log"]
    yield from _in_order(expect.log, lines, "a console line with")
    for text in expect.no_log:
        found = next((line for line in lines if text in line), None)
        if found is not None:
            yield f'expected no console line with "{text}", got: {found}'
    told = [f"{one.get('subject') or ''} {one.get('text') or ''} {one.get('to') or ''}" for one in simulation.answer.get("notifications", ())]
    yield from _in_order(expect.notifications, told, "a notification with")
    warned = [one["message"] for one in simulation.answer.get("warnings", ())]
    for text in expect.warnings:
        if not any(text in one for one in warned):
            yield f'expected a warning with "{text}", got {"; ".join(warned) or "none"}'


def _calls(simulation: Simulation, expect: Expect) -> Iterator[str]:
    names = [call["step"] for call in simulation.calls]
    yield from _in_order(expect.calls, names, "a call of", whole=True)
    for name in expect.no_calls:
        if name in names:
            yield f"expected no call of {name}, got {names.count(name)}"
    yield from _in_order(expect.commands, [call["command"] for call in simulation.commands], "a command with")


def _in_order(wanted: Iterable[str], there: list[str], what: str, *, whole: bool = False) -> Iterator[str]:
    """What is missing from texts that must appear one after the other."""
    position = 0
    for text in wanted:
        following = next((number for number, one in enumerate(there[position:], position) if (one == text if whole else text in one)), None)
        if following is None:
            elsewhere = any(one == text if whole else text in one for one in there)
            yield f'expected {what} "{text}"' + (", which comes too early" if elsewhere else "")
            continue
        position = following + 1


def _error(simulation: Simulation, expect: Expect) -> Iterator[str]:
    errors = simulation.answer.get("errors") or [{}]
    message = errors[0].get("message") or ""
    if expect.error is not None and expect.error not in message:
        yield f'expected the error "{expect.error}", got {message or "none"}'
    if expect.at is not None:
        places = [f"{place['file']}:{place['line']}" for place in errors[0].get("at", ())]
        if expect.at not in places:
            yield f"expected the error at {expect.at}, got {', '.join(places) or 'no place'}"
    lines = sorted({one["line"] for one in simulation.answer.get("validation") or ()})
    if expect.invalid_lines and lines != sorted(set(expect.invalid_lines)):
        yield f"expected errors of the validator in the lines {list(expect.invalid_lines)}, got {lines}"


def _violations(simulation: Simulation, expect: Expect) -> Iterator[str]:
    found: list[dict[str, Any]] = simulation.answer.get("violations", [])
    for one in found:
        if one["kind"] not in expect.violations:
            yield f"{one['kind']} violation: {one['message']}"
    for kind in expect.violations:
        if not any(one["kind"] == kind for one in found):
            yield f"expected a {kind} violation, there is none"


def _clock(simulation: Simulation, expect: Expect) -> Iterator[str]:
    taken = simulation.answer.get("clock", 0)
    if expect.at_least is not None and taken < seconds(expect.at_least):
        yield f"expected at least {expect.at_least}, it took {clock(round(taken))}"
    if expect.at_most is not None and taken > seconds(expect.at_most):
        yield f"expected at most {expect.at_most}, it took {clock(round(taken))}"
