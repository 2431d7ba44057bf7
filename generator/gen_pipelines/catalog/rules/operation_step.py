"""An operation calls steps as their contracts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...errors import ERROR, Finding
from ...suggestion import did_you_mean
from . import Context, Rule

RULE = Rule(
    "operation-step",
    ERROR,
    "An operation that calls a step which does not exist, or in a way it cannot be called.",
    why="The job would fail at its first run, which may be in the night and long after somebody changed it.",
    bad="operations: {clean-up: {run: [{step: cleanUpImage, with: {keep: 30}}]}}",
    good="operations: {clean-up: {run: [{step: cleanUpImages, with: {repositories: [backend], keep: 30}}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Every run of every operation that is a step."""
    for name, operation in context.catalog.operations.items():
        for index, run in enumerate(operation.run):
            if run.step is not None and run.command is None:
                yield from _check_step(context, run.step, run.with_, ("operations", name, "run", index))


def _check_step(context: Context, step: str, arguments: dict[str, Any], path: tuple[Any, ...]) -> Iterator[Finding]:
    from ...pipeline.model import Call
    from ...steps.check import check_call
    from ...steps.load import step_names

    if step not in step_names():
        hint = did_you_mean(step, step_names()) or "`gen-pipelines steps` lists them"
        yield RULE.found(f'there is no step "{step}"', context.at_path(*path, "step"), hint)
        return
    for problem in check_call(Call(step, arguments)):
        message, _, hint = problem.partition("; ")
        yield RULE.found(message, context.at_path(*path, *_argument(message)), hint or f"`gen-pipelines steps {step}` shows its parameters")


def _argument(message: str) -> tuple[str, ...]:
    """Where in the run a message of the contract's check points to: the argument it names, or the step."""
    named = re.match(r"\w+, (\w+)", message) or re.match(r"\w+ has no parameter (\S+)", message)
    return ("with", named[1]) if named else ("step",)
