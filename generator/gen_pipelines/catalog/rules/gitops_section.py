"""GitOps needs to know where to commit."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "gitops-section",
    ERROR,
    "The strategy `gitops` without a `gitops` section.",
    why="GitOps is one commit to the repository that Argo CD follows; without the section nobody knows which.",
    bad="deploy: gitops",
    good="deploy: {strategy: gitops, gitops: {repository: https://github.com/acme/manifests.git, path: apps/backend}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with the strategy and without the section."""
    for delivery in context.deliveries:
        if delivery.deploy.gitops is None and delivery.uses("gitops"):
            place = context.at(delivery.service, *delivery.strategy_path("gitops"))
            yield RULE.found(
                f'"{delivery.service.name}" is delivered by GitOps, and no repository is named',
                place,
                "add `gitops: {repository: ..., path: ...}` to `deploy`",
            )
