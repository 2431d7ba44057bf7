"""A canary must be judged by something."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "canary-without-analysis",
    ERROR,
    "A canary needs metrics that judge it.",
    why="A canary that nothing watches is a slow rolling update: bad versions reach everyone, only later.",
    bad="deploy: {strategy: canary, steps: [{weight: 10, pause: 10m}]}",
    good="deploy: {strategy: canary, steps: [{weight: 10, pause: 10m}], analysis: {metrics: [{name: errors, query: 'sum(...)', "
    "maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with a canary in some environment and no analysis."""
    for delivery in context.deliveries:
        if delivery.deploy.analysis is None and delivery.uses("canary"):
            place = context.at(delivery.service, *delivery.strategy_path("canary"))
            yield RULE.found(
                f'"{delivery.service.name}" is delivered as a canary, and no metric judges it',
                place,
                "add `analysis: {metrics: [...]}` to `deploy`",
            )
