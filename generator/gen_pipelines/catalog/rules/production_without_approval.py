"""Production without anybody's word."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "production-without-approval",
    WARNING,
    "Deploys to production that nobody approves.",
    why="Every merge reaches real users at once. That can be what you want; then switch this rule off and say why.",
    bad="environments: {prod: {cluster: prod}}",
    good="environments: {prod: {cluster: prod, approval: {submitters: [release-managers]}}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Each production environment without an approval."""
    for name in context.catalog.environments:
        if context.catalog.is_production(name) and not context.catalog.needs_approval(name):
            place = context.at_path("environments", name, key=True)
            yield RULE.found(
                f'nobody approves deploys to "{name}"', place, "add `approval: {submitters: [release-managers]}`, or `production: false`"
            )
