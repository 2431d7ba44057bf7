"""Applying manifests needs manifests."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "manifests-section",
    ERROR,
    "The strategy `manifests` without the path of the manifests.",
    why="There would be nothing to apply.",
    bad="deploy: manifests",
    good="deploy: {strategy: manifests, manifests: k8s}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with the strategy and without the path."""
    for delivery in context.deliveries:
        if delivery.deploy.manifests is None and delivery.uses("manifests"):
            place = context.at(delivery.service, *delivery.strategy_path("manifests"))
            yield RULE.found(
                f'"{delivery.service.name}" applies manifests, and no path is given', place, "add `manifests: k8s` to `deploy`"
            )
