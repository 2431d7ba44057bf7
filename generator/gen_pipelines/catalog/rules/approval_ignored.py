"""An approval that is described and never asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "approval-ignored",
    WARNING,
    "An approval that `deploy: automatic` switches off.",
    why="Who reads the catalog believes that somebody is asked before a deploy; nobody is.",
    bad="environments: {prod: {deploy: automatic, approval: {submitters: [release-managers]}}}",
    good="environments: {prod: {deploy: approval, approval: {submitters: [release-managers]}}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Each environment with both."""
    for name, place in context.catalog.environments.items():
        if place.approval is not None and place.deploy == "automatic":
            yield RULE.found(
                f'nobody is asked before a deploy to "{name}"',
                context.at_path("environments", name, "deploy"),
                "remove `deploy: automatic`, or the approval",
            )
