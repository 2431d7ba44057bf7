"""Canary settings that no canary uses."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "canary-settings-unused",
    WARNING,
    "Canary steps or metrics where no environment is delivered to as a canary.",
    why="Whoever wrote them believes that the release is judged; it is not.",
    bad="deploy: {strategy: rolling, health: /, steps: [{weight: 10}]}",
    good="deploy: {strategy: canary, health: /, steps: [{weight: 10}], analysis: {metrics: [{name: errors, query: 'sum(...)', "
    "maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with `steps` or `analysis` and no canary. What a profile says for all of its services is no mistake of one of them."""
    for delivery in context.deliveries:
        deploy, service = delivery.deploy, delivery.service
        if not (deploy.steps or deploy.analysis) or delivery.uses("canary"):
            continue
        key = "steps" if deploy.steps else "analysis"
        if context.written_by(service, "deploy", key) == f"service {service.name}":
            yield RULE.found(
                f'`{key}` is for canaries, and "{service.name}" has none',
                context.at(service, "deploy", key),
                "add `strategy: canary`, or remove it",
            )
