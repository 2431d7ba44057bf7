"""A delivery needs a place to go."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "deploy-nowhere",
    ERROR,
    "A delivery without an environment.",
    why="The pipeline would end after publishing the image, and look as if it had delivered.",
    bad="deploy: {strategy: rolling, health: /, environments: []}",
    good="deploy: {strategy: rolling, health: /, environments: [dev]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries that go nowhere."""
    for delivery in context.deliveries:
        if not delivery.strategies:
            hint = "name some in `deploy.environments`" if context.catalog.environments else "describe them under `environments`"
            place = context.at(delivery.service, "deploy", "environments")
            yield RULE.found(f'"{delivery.service.name}" is delivered to no environment', place, hint)
