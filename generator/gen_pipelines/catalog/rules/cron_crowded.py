"""Schedules spread their load."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..cron import advice, problems
from . import Context, Rule

RULE = Rule(
    "cron-crowded",
    WARNING,
    "A schedule with a fixed minute, or of every minute.",
    why="All jobs of a fixed minute start at once and stand in the queue; with `H` Jenkins gives each job a minute of its own.",
    bad="triggers: {cron: 0 3 * * *}",
    good="triggers: {cron: H 3 * * *}",
)


def check(context: Context) -> Iterator[Finding]:
    """The schedules that can be read."""
    for schedule, place in context.schedules():
        for problem in advice(schedule) if not problems(schedule) else ():
            yield RULE.found(problem.message, context.inside(place, schedule, problem.offset), problem.hint or "say H for the minute")
