"""Production before anything else."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "production-first",
    WARNING,
    "A production environment that no other comes before.",
    why="Without `after` a version reaches production without having run anywhere else, though there are other environments.",
    bad="environments: {dev: {}, prod: {approval: {submitters: [release-managers]}}}",
    good="environments: {dev: {}, prod: {after: dev, approval: {submitters: [release-managers]}}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Each production environment without a predecessor, where there is a candidate for one."""
    environments = context.catalog.environments
    others = [name for name in environments if not context.catalog.is_production(name)]
    for name, place in environments.items():
        if others and place.after is None and context.catalog.is_production(name):
            yield RULE.found(
                f'nothing has to run anywhere before "{name}"',
                context.at_path("environments", name, key=True),
                f"add `after: {others[-1]}`",
            )
