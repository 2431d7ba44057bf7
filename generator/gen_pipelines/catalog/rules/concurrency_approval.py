"""A build that waits for people must not be in the way."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "concurrency-approval",
    ERROR,
    "Builds that queue behind an approval.",
    why="While a build waits for its approval no other build of the branch starts (`queue`), or the next push ends it "
    "(`abort-previous`). Left out, builds run side by side, and milestones make older requests void.",
    bad="concurrency: queue\ndeploy: {strategy: rolling, health: /, environments: [dev, prod]}",
    good="deploy: {strategy: rolling, health: /, environments: [dev, prod]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with an approval and builds that exclude each other."""
    for delivery in context.deliveries:
        concurrency = delivery.settings.concurrency
        if concurrency == "queue" or concurrency == "abort-previous":
            name = next((name for name in delivery.strategies if context.catalog.needs_approval(name)), None)
            if name:
                what = "no other build starts" if concurrency == "queue" else "the next push ends the build"
                place = context.at(delivery.service, "concurrency")
                yield RULE.found(
                    f'{what} while "{delivery.service.name}" waits for the approval of "{name}"',
                    place,
                    "remove `concurrency`, or say `parallel`",
                )
