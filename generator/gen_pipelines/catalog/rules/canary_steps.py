"""A canary's weights rise."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..delivery import CanaryStep
from . import Context, Delivery, Rule

RULE = Rule(
    "canary-steps",
    ERROR,
    "Canary weights must rise, and 100 can only come last.",
    why="A step that sends less than the one before, or everything at once, is not what a canary does; the later steps would be "
    "for nothing.",
    bad="deploy: {strategy: canary, steps: [{weight: 50}, {weight: 10}], analysis: {metrics: [{name: errors, query: 'sum(...)', "
    "maximum: 0.01}]}}",
    good="deploy: {strategy: canary, steps: [{weight: 10}, {weight: 50}], analysis: {metrics: [{name: errors, query: 'sum(...)', "
    "maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The general steps and those of environments."""
    for delivery in context.deliveries:
        deploy = delivery.deploy
        lists = [
            (("deploy", "steps"), deploy.steps),
            *((("deploy", "per-environment", name, "steps"), one.steps or ()) for name, one in deploy.per_environment.items()),
        ]
        for path, steps in lists:
            if steps:
                yield from _check_steps(context, delivery, path, steps)


def _check_steps(context: Context, delivery: Delivery, path: tuple[str, ...], steps: tuple[CanaryStep, ...]) -> Iterator[Finding]:
    before = 0
    for index, step in enumerate(steps):
        if step.weight <= before:
            place = context.at(delivery.service, *path, str(index), "weight")
            yield RULE.found(f"a step of {step.weight} % after one of {before} %", place, "let the weights rise")
            return
        before = step.weight
    if steps[0].weight == 100:
        place = context.at(delivery.service, *path, "0", "weight")
        yield RULE.found("the first step sends all the traffic", place, "begin with a small part, like `weight: 10`")
