"""What comes first must come first."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "environment-skipped",
    ERROR,
    "A delivery that skips the environment before.",
    why="`after: staging` promises that a version has run in staging before it reaches production. A service that leaves staging "
    "out breaks the promise silently.",
    bad="deploy: {strategy: rolling, health: /, environments: [prod]}",
    good="deploy: {strategy: rolling, health: /, environments: [dev, prod]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with their own list of environments that lacks a predecessor."""
    environments = context.catalog.environments
    for delivery in context.deliveries:
        for index, name in enumerate(delivery.deploy.environments or ()):
            before = environments[name].after
            if before is not None and before not in delivery.strategies:
                place = context.at(delivery.service, "deploy", "environments", str(index))
                yield RULE.found(
                    f'"{delivery.service.name}" goes to "{name}", which comes after "{before}", and not to "{before}"',
                    place,
                    f"add `{before}`",
                )
