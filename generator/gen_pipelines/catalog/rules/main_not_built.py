"""The branch that is delivered must be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...errors import ERROR, Finding
from ..wildcards import branch_matches
from . import Context, Rule

RULE = Rule(
    "main-not-built",
    ERROR,
    "The main branch is filtered out.",
    why="The branch source leaves the main branch out, so nothing is ever published or delivered.",
    bad="source: {main: main, branches: {include: [release/*]}}",
    good="source: {main: main, branches: {include: [main, release/*]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Sources whose wildcards or regular expression do not match the main branch."""
    for service, settings in context.settings():
        source, branches = settings.source, settings.source.branches
        key = _filter(source.main, branches.discover, branches.include, branches.exclude, branches.regex)
        if key:
            place = context.at(service, "source", "branches", key)
            yield RULE.found(
                f'the branch "{source.main}", which is delivered, is left out by `{key}`', place, f"let `{key}` keep `{source.main}`"
            )


@cache
def _filter(main: str, discover: str, include: tuple[str, ...], exclude: tuple[str, ...], regex: str | None) -> str | None:
    """The filter that leaves the main branch out."""
    if discover == "only-pull-requests":
        return "discover"
    if include and not branch_matches(main, include):
        return "include"
    if branch_matches(main, exclude):
        return "exclude"
    try:
        return "regex" if regex and not re.fullmatch(regex, main) else None
    except re.error:
        return None  # the rule regex-invalid tells
