"""A push must not end a deploy."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "abort-previous-deploy",
    ERROR,
    "A newer build ends an older one in the middle of a deploy.",
    why="`abort-previous` ends the running build at the next push, wherever it is: half of the pods new, half of them old.",
    bad="concurrency: abort-previous\ndeploy: {strategy: rolling, health: /, environments: [dev]}",
    good="concurrency: queue\ndeploy: {strategy: rolling, health: /, environments: [dev]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with `concurrency: abort-previous`, unless an approval makes it a mistake already."""
    for delivery in context.deliveries:
        if delivery.settings.concurrency == "abort-previous" and not any(map(context.catalog.needs_approval, delivery.strategies)):
            place = context.at(delivery.service, "concurrency")
            yield RULE.found(f'the next push could end a deploy of "{delivery.service.name}" half-way', place, "say `queue`")
