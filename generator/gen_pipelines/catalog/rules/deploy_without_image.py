"""A strategy that replaces an image needs one."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "deploy-without-image",
    ERROR,
    "A delivery of an image that is never built.",
    why="Rolling, blue-green and canary deploys put a new image into a Deployment, by its digest. Without a build there is none.",
    bad="build: false\ndeploy: {strategy: rolling, health: /}",
    good="build: true\ndeploy: {strategy: rolling, health: /}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries of an image without `build`."""
    for delivery in context.deliveries:
        if delivery.settings.build is None:
            wanting = next((strategy for strategy in delivery.strategies.values() if strategy in ("rolling", "blue-green", "canary")), None)
            if wanting:
                place = context.at(delivery.service, *delivery.strategy_path(wanting))
                yield RULE.found(
                    f'"{delivery.service.name}" delivers an image ({wanting}) and builds none',
                    place,
                    "add `build: true`, or the strategy `manifests`, `gitops` or `terraform`",
                )
