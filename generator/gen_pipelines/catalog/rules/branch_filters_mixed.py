"""Two ways of filtering branches at once."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "branch-filters-mixed",
    WARNING,
    "Wildcards together with a regular expression.",
    why="A head must pass both filters. Few people read it so, and a branch is missed without a word.",
    bad="source: {branches: {include: [main, release/*], regex: 'main|release/.*'}}",
    good="source: {branches: {include: [main, release/*], exclude: [release/old-*]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Sources with both."""
    for service, settings in context.settings():
        branches = settings.source.branches
        if branches.regex is not None and (branches.include or branches.exclude):
            place = context.at(service, "source", "branches", "regex")
            yield RULE.found("a branch must pass the wildcards and this expression", place, "keep one of the two")
