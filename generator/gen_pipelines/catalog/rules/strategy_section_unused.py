"""A section that the strategy does not look at."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "strategy-section-unused",
    WARNING,
    "A `gitops` or `terraform` section where no environment uses that strategy.",
    why="The section has no effect: the service is delivered in another way than its author thinks.",
    bad="deploy: {strategy: rolling, health: /, gitops: {repository: https://github.com/acme/manifests.git, path: apps/backend}}",
    good="deploy: {strategy: gitops, gitops: {repository: https://github.com/acme/manifests.git, path: apps/backend}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries of services that wrote such a section themselves."""
    for delivery in context.deliveries:
        for key, section in (("gitops", delivery.deploy.gitops), ("terraform", delivery.deploy.terraform)):
            service = delivery.service
            if section is not None and not delivery.uses(key) and context.written_by(service, "deploy", key) == f"service {service.name}":
                place = context.at(service, "deploy", key)
                yield RULE.found(
                    f'"{service.name}" has the strategy `{delivery.deploy.strategy}`, which does not use `{key}`',
                    place,
                    f"say `strategy: {key}`, or remove it",
                )
