"""What steps answer in a simulation: how long they take by the catalog's `timings`, and the outcomes that were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..catalog.durations import seconds
from ..errors import UserError
from ..graph.timing import TYPICAL, WAITS, parse_times
from ..pipeline.model import Call, Expression, Stage
from ..steps.load import contract
from ..suggestion import did_you_mean
from .scenario import StepReply
from .subject import Subject

Replies = dict[str, list[dict[str, Any]]]
OUTCOMES = ("clean", "findings", "error")


def step_replies(subject: Subject, wanted: tuple[StepReply, ...]) -> Replies:
    """The answers of steps by name: those of the scenario first, then clean ones that take their usual time.

    Raises:
        UserError: an outcome is asked of a step that has no contract.
    """
    found: Replies = {}
    for one in wanted:
        found.setdefault(one.step, []).append(_reply(one))
    for name, reply in _usual(subject):
        found.setdefault(name, []).append(reply)
    return found


def _reply(wanted: StepReply) -> dict[str, Any]:
    reply: dict[str, Any] = {key: getattr(wanted, key) for key in ("fails", "result", "times") if getattr(wanted, key) is not None}
    reply |= {key: getattr(wanted, key) for key in ("returns", "when") if getattr(wanted, key)}
    if wanted.takes:
        reply["seconds"] = seconds(wanted.takes)
    elif wanted.step in TYPICAL:
        reply["seconds"] = TYPICAL[wanted.step]
    return _with_outcome(reply, wanted.step, wanted.outcome) if wanted.outcome else reply


def _with_outcome(reply: dict[str, Any], step: str, outcome: str) -> dict[str, Any]:
    """What an outcome of a contract does: ``error`` fails, ``findings`` do what the call's onFindings says, which the engine knows."""
    described = contract(step)
    if described is None:
        raise UserError(f"{step} has no contract, so it has no outcomes", hint="give `fails`, `returns` or `result`")
    text = described.outcomes.get(outcome, outcome).partition(": ")[0]  # what it is; what it does is seen
    if outcome == "clean":
        return reply
    if outcome == "findings":
        returns = {"verdict": "findings"} if "verdict" in described.returns else {}
        if "onFindings" in described.parameters and "onFindings" not in reply.get("when", {}):
            return reply | {"returns": returns | reply.get("returns", {}), "findings": text}
    return {"fails": f"{step}: {text}"} | reply


def expand_findings(replies: Replies) -> Replies:
    """One answer for each value of onFindings: the call itself says whether findings fail it, make it unstable or are only told."""
    return {name: [answer for reply in listed for answer in _expanded(name, reply)] for name, listed in replies.items()}


def _expanded(step: str, reply: dict[str, Any]) -> Iterator[dict[str, Any]]:
    text = reply.pop("findings", None)
    if text is None:
        yield reply
        return
    described = contract(step)
    assert described is not None, "only steps with a contract have findings"
    default = described.parameters["onFindings"].default
    does: dict[str, dict[str, Any]] = {"report": {}, "unstable": {"result": "UNSTABLE"}, "fail": {"fails": f"{step}: {text}"}}
    for value, effect in does.items():
        if value != default:
            yield reply | effect | {"when": reply.get("when", {}) | {"onFindings": value}}
    yield reply | does.get(default, does["fail"])


def _usual(subject: Subject) -> Iterator[tuple[str, dict[str, Any]]]:
    """The time each call of the pipeline takes: what `timings` says of its stage, else what is usual for the step."""
    if subject.pipeline is None:
        return
    times = parse_times(subject.service.settings.timings) if subject.service else {}
    for stage in subject.pipeline.walk():
        given = times.get(stage.key, times.get(stage.name))
        if stage.calls and given is not None:
            yield stage.calls[-1].step, {"seconds": given, "when": _plain_arguments(stage.calls[-1])}
    for step in sorted({call.step for call in subject.pipeline.calls()}):
        yield step, {"seconds": 0 if step in WAITS or step.startswith(("notify", "collect", "archive", "cleanUp")) else TYPICAL.get(step, 10)}


def _plain_arguments(call: Call) -> dict[str, Any]:
    """The arguments that tell a call from others: texts, numbers, true and false."""
    return {name: value for name, value in call.arguments.items() if isinstance(value, (str, int, float)) and not isinstance(value, Expression)}


def parse_failure(text: str, subject: Subject) -> StepReply:
    """``scan-dependencies=findings`` as an answer: a step, or the key or name of a stage, and an outcome of its contract.

    Raises:
        UserError: it is neither, or there is no such outcome.
    """
    place, equals, outcome = text.partition("=")
    if not equals:
        raise UserError(f'"{text}" says no outcome', hint=f"write {text}=findings or {text}=error")
    if outcome not in OUTCOMES:
        raise UserError(f'"{outcome}" is no outcome', hint=did_you_mean(outcome, OUTCOMES) or f"outcomes: {', '.join(OUTCOMES)}")
    step, when = _step_at(place, subject)
    return StepReply(step=step, outcome=outcome, when=when)


def _step_at(place: str, subject: Subject) -> tuple[str, dict[str, Any]]:
    stages = subject.pipeline.walk() if subject.pipeline else []
    for stage in stages:
        if place in (stage.key, stage.name) and stage.calls:
            return stage.calls[-1].step, _plain_arguments(stage.calls[-1])
    steps = {kebab(call.step): call.step for stage in stages for call in stage.calls}
    if kebab(place) in steps:
        return steps[kebab(place)], {}
    known = [*steps, *(stage.key for stage in stages if stage.calls)]
    raise UserError(f'the pipeline of {subject.name} has no step or stage "{place}"', hint=did_you_mean(place, known) or f"known: {', '.join(sorted(set(known)))}")


def kebab(name: str) -> str:
    """``scanDependencies`` is ``scan-dependencies``."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


def stage_by_path(subject: Subject, names: list[str]) -> Stage | None:
    """The stage of the pipeline behind names from the outside in, as Jenkins shows them."""
    if subject.pipeline is None:
        return None
    found: Stage | None = None
    level = subject.pipeline.stages
    for name in names:
        following = next((stage for stage in level if stage.name == name), None)
        if following is None:
            continue  # a branch repeats the name of its stage
        found, level = following, following.stages + following.parallel
    return found
