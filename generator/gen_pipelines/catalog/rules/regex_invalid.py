"""Regular expressions must compile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "regex-invalid",
    ERROR,
    "A regular expression that cannot be read.",
    why="Jenkins reads it at the next scan, fails, and builds no branch at all.",
    bad="source: {branches: {regex: 'main|release/('}}",
    good="source: {branches: {regex: 'main|release/.*'}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The expressions for heads' names."""
    for service, settings in context.settings():
        regex = settings.source.branches.regex
        if regex is not None and (problem := _problem(regex)):
            yield RULE.found(
                f"not a regular expression: {problem}",
                context.at(service, "source", "branches", "regex"),
                "it is Java's; `main|release/.*` is one",
            )


def _problem(regex: str) -> str | None:
    r"""What is wrong. What Java has and Python lacks (possessive ``a*+``, ``\p{..}``, ``\Q..\E``, ``\h``, ``\R``, ``\z``, ``(?<name>``) is adapted first."""
    adapted = re.sub(r"\\Q(.*?)(\\E|$)", lambda found: re.escape(found[1]), regex, flags=re.S)
    adapted = re.sub(r"\\[pP]\{\w+(=\w+)?\}|\\[hHRX]", "x", adapted).replace(r"\z", r"\Z").replace(r"\G", "")
    adapted = re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", adapted)
    adapted = re.sub(r"\\k<(\w+)>", r"(?P=\1)", adapted)
    try:
        re.compile(re.sub(r"(?<!\\)([*+?}])\+", r"\1", adapted))
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return None
