"""Wildcards: for names in the catalog, and for branches as Jenkins' filter has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate
from functools import cache


@cache
def names_matching(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Matches the names that one of the wildcards stands for, upper and lower case told apart."""
    return re.compile("|".join(translate(pattern) for pattern in patterns))


def branch_matches(name: str, patterns: Iterable[str]) -> bool:
    """Whether a head's name is meant: ``*`` stands for anything, slashes too, and nothing else is special (scm-api, ``SCMHeadFilter``)."""
    return any(re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) for pattern in patterns)
