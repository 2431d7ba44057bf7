"""A freeze is on a day that exists."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "freeze-date",
    ERROR,
    "A freeze on a day that does not exist.",
    why="The day that was meant is not frozen.",
    bad="environments: {prod: {approval: {submitters: [ops]}, freezes: ['2026-02-30']}}",
    good="environments: {prod: {approval: {submitters: [ops]}, freezes: ['2026-12-24']}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The freezes of every environment."""
    for name, place in context.catalog.environments.items():
        for index, day in enumerate(place.freezes):
            try:
                datetime.date.fromisoformat(day)
            except ValueError:
                yield RULE.found(
                    f'"{day}" is not a day', context.at_path("environments", name, "freezes", index), "year-month-day, like 2026-12-24"
                )
