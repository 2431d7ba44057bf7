"""An approval needs people."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "approval-without-submitters",
    ERROR,
    "An approval must say who may approve.",
    why="Without submitters anybody who can see the build may send it to production.",
    bad="environments: {prod: {approval: {timeout: 24h}}}",
    good="environments: {prod: {approval: {submitters: [release-managers], timeout: 24h}}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Each environment that waits for an approval without naming anybody."""
    for name, place in context.catalog.environments.items():
        hint = "add `approval: {submitters: [release-managers]}`"
        if place.approval is None and place.deploy == "approval":
            yield RULE.found(
                f'"{name}" waits for an approval, and nobody is named who may give it',
                context.at_path("environments", name, "deploy"),
                hint,
            )
        elif place.approval is not None and not any(one.strip() for one in place.approval.submitters):
            yield RULE.found(
                f'anybody could approve a deploy to "{name}"', context.at_path("environments", name, "approval", key=True), hint
            )
