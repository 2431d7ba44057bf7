"""A canary goes step by step."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "canary-without-steps",
    ERROR,
    "A canary needs steps.",
    why="Without steps there is no part of the traffic to watch: everybody gets the new version at once.",
    bad="deploy: {strategy: canary, analysis: {metrics: [{name: errors, query: 'sum(...)', maximum: 0.01}]}}",
    good="deploy: {strategy: canary, steps: [{weight: 10, pause: 5m}], analysis: {metrics: [{name: errors, query: 'sum(...)', "
    "maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with a canary in an environment that has no steps."""
    for delivery in context.deliveries:
        overrides = delivery.deploy.per_environment
        for name, strategy in delivery.strategies.items():
            steps = (overrides[name].steps if name in overrides else None) or delivery.deploy.steps
            if strategy == "canary" and not steps:
                place = context.at(delivery.service, *delivery.strategy_path("canary"))
                yield RULE.found(
                    f'the canary of "{delivery.service.name}" has no steps',
                    place,
                    "add `steps: [{weight: 10, pause: 5m}, {weight: 50, pause: 10m}]`",
                )
                break
