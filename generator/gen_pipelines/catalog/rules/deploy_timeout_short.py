"""A deploy needs the time its steps take."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..delivery import Deploy
from ..durations import seconds
from . import Context, Rule

RULE = Rule(
    "deploy-timeout-short",
    ERROR,
    "A deploy whose pauses last longer than its time limit.",
    why="The deploy would always run into its limit and be rolled back, however good the version is.",
    bad="deploy: {strategy: rolling, health: /, bake: 45m, timeout: 30m}",
    good="deploy: {strategy: rolling, health: /, bake: 5m, timeout: 30m}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries to a cluster where bake and canary pauses fill the limit."""
    for delivery in context.deliveries:
        limit = seconds(delivery.deploy.timeout)
        for name, strategy in delivery.strategies.items():
            if (
                strategy in ("rolling", "blue-green", "canary", "manifests")
                and (needed := _pauses(delivery.deploy, name, strategy)) >= limit
            ):
                place = context.at(delivery.service, "deploy", "timeout")
                yield RULE.found(
                    f'a deploy to "{name}" pauses for {-(-needed // 60)} minutes and may take {delivery.deploy.timeout}',
                    place,
                    "raise `deploy.timeout`",
                )
                break


def _pauses(deploy: Deploy, environment: str, strategy: str) -> int:
    override = deploy.per_environment.get(environment)
    steps = ((override.steps if override else None) or deploy.steps) if strategy == "canary" else ()
    return seconds((override.bake if override else None) or deploy.bake) + sum(seconds(step.pause) for step in steps if step.pause)
