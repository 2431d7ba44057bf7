"""An empty folder."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "group-unused",
    WARNING,
    "A group without services and operations.",
    why="It becomes an empty folder in Jenkins. Most likely a service lacks its `group`.",
    bad="groups: {payments: Payments}",
    good="groups: {payments: Payments}\nservices: {web: {group: payments, repository: https://github.com/acme/web.git}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Groups that nothing is in."""
    catalog = context.catalog
    if catalog.groups and context.complete:
        used = {service.group for service in catalog.services.values()} | {operation.group for operation in catalog.operations.values()}
        for name in catalog.groups.keys() - used:
            yield RULE.found(
                f'nothing is in the group "{name}"', context.at_path("groups", name, key=True), "remove it, or give a service this `group`"
            )
