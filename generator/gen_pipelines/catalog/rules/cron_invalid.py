"""Schedules must parse."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..cron import problems
from . import Context, Rule

RULE = Rule(
    "cron-invalid",
    ERROR,
    "A schedule that Jenkins cannot read.",
    why="Jenkins' own validator passes a broken schedule; the job then never runs, and nobody is told.",
    bad="triggers: {cron: H 25 * * *}",
    good="triggers: {cron: H 3 * * *}",
)


def check(context: Context) -> Iterator[Finding]:
    """The schedules of services and of operations."""
    for schedule, place in context.schedules():
        for problem in problems(schedule):
            hint = problem.hint or "five fields: minute, hour, day of the month, month, day of the week"
            yield RULE.found(problem.message, context.inside(place, schedule, problem.offset), hint)
