"""Production without a way back."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "production-without-rollback",
    ERROR,
    "A deploy to production that is not rolled back when it fails.",
    why="A failed deploy then leaves production half-way between two versions until somebody wakes up.",
    bad="deploy: {rollback: false}",
    good="deploy: {rollback: true}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries to production with rollback switched off. Terraform knows none."""
    for delivery in context.deliveries:
        if delivery.deploy.rollback:
            continue
        unsafe = [name for name, strategy in delivery.strategies.items() if strategy != "terraform" and context.catalog.is_production(name)]
        if unsafe:
            place = context.at(delivery.service, "deploy", "rollback")
            yield RULE.found(
                f'a failed deploy of "{delivery.service.name}" to "{unsafe[0]}" stays as it is', place, "remove `rollback: false`"
            )
