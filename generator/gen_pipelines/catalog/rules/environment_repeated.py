"""Each environment once."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "environment-repeated",
    WARNING,
    "An environment named twice.",
    why="The service is delivered there once; most likely another environment was meant.",
    bad="deploy: {strategy: rolling, health: /, environments: [dev, dev]}",
    good="deploy: {strategy: rolling, health: /, environments: [dev, prod]}",
)


def check(context: Context) -> Iterator[Finding]:
    """The second mention of an environment in `deploy.environments`."""
    for delivery in context.deliveries:
        names = delivery.deploy.environments or ()
        if len(set(names)) < len(names):
            index = next(index for index, name in enumerate(names) if name in names[:index])
            place = context.at(delivery.service, "deploy", "environments", str(index))
            yield RULE.found(f'"{names[index]}" stands in this list already', place, "remove it")
