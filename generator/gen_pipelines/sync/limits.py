"""When a plan does more than anybody is likely to have meant (the limits are octodns': 30 % of at least 10)."""

from __future__ import annotations

from .change import REMOVALS, UPDATE, Change

SHARE = 0.30
AT_LEAST = 10


def exceeded(changes: tuple[Change, ...], owned: int, max_removals: int | None, max_changes: int | None) -> tuple[str, ...]:
    """The limits a plan breaks, in sentences with the numbers. A number given on the command line replaces the built-in share."""
    removed = sum(change.action in REMOVALS for change in changes)
    changed = sum(change.action == UPDATE for change in changes)
    return (*_check("remove or disable", removed, owned, max_removals, "--max-removals"), *_check("change", changed, owned, max_changes, "--max-changes"))


def _check(verb: str, count: int, owned: int, limit: int | None, flag: str) -> tuple[str, ...]:
    if limit is not None:
        return (f"it would {verb} {count} items, and {flag} allows {limit}",) if count > limit else ()
    if owned < AT_LEAST or count <= owned * SHARE:
        return ()
    return (f"it would {verb} {count} of {owned} items ({count / owned:.0%}), and the limit is {SHARE:.0%}; {flag} {count} allows it",)
