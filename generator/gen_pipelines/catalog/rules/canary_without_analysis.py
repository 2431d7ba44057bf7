"""A canary must be judged by something."""

from __future__ import annotations

from typing import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "canary-without-analysis",
    ERROR,
    "A canary needs metrics that judge it.",
    why="A canary that nothing watches is a slow rolling update: bad versions reach everyone, only later.",
    bad="deploy: {strategy: canary, steps: [{weight: 10, pause: 10m}]}",
    good="deploy: {strategy: canary, steps: [{weight: 10, pause: 10m}], analysis: {metrics: [{name: errors, query: 'sum(...)', maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Every distinct set of settings that has a canary somewhere and no analysis."""
    for service, settings in context.settings():
        deploy = settings.deploy
        if deploy is None or deploy.analysis is not None:
            continue
        strategies = [deploy.strategy, *(override.strategy for override in deploy.per_environment.values())]
        if "canary" in strategies:
            yield RULE.found(
                f'"{service.name}" is delivered as a canary, and no metric judges it', context.at(service, "deploy", "strategy"), "add `analysis: {metrics: [...]}` to `deploy`"
            )
