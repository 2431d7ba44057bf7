"""An override for an environment the service never reaches."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ...suggestion import did_you_mean
from . import Context, Rule

RULE = Rule(
    "per-environment-unused",
    WARNING,
    "Settings for an environment that the service is not delivered to.",
    why="They have no effect. Either the environment is missing from `deploy.environments`, or they belong to another one.",
    bad="deploy: {strategy: rolling, health: /, environments: [dev], per-environment: {prod: {bake: 10m}}}",
    good="deploy: {strategy: rolling, health: /, environments: [dev, prod], per-environment: {prod: {bake: 10m}}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Keys of `per-environment` outside the service's environments."""
    for delivery in context.deliveries:
        for name in delivery.deploy.per_environment:
            if name not in delivery.strategies:
                place = context.at(delivery.service, "deploy", "per-environment", name)
                hint = did_you_mean(name, delivery.strategies) or "add it to `deploy.environments`, or remove this"
                yield RULE.found(f'"{delivery.service.name}" is not delivered to "{name}"', place, hint)
