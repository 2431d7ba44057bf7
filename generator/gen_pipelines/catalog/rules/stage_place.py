"""A stage of one's own needs one place."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ...suggestion import did_you_mean
from ..places import known_places, places_of
from ..settings import ExtraStage
from . import Context, Rule

RULE = Rule(
    "stage-place",
    ERROR,
    "A stage without a place, with two, or at a place that does not exist.",
    why="A stage is put right after or right before one that the pipeline has. If there is none of that name, the stage would be "
    "left out silently.",
    bad="scans: {sonar: true}\nstages: [{template: templates/stage.groovy.j2, after: scan}]",
    good="scans: {sonar: true}\nstages: [{template: templates/stage.groovy.j2, after: scans}]",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Every stage of every service's own."""
    for service, settings in context.settings():
        if not settings.stages:
            continue
        delivered = next((delivery.strategies for delivery in context.deliveries if delivery.settings is settings), {})
        there = places_of(context.catalog, settings, delivered)
        for index, stage in enumerate(settings.stages):
            key, message, hint = _problem(context, stage, there)
            if message:
                yield RULE.found(message, context.at(service, "stages", str(index), *key), hint)


def _problem(context: Context, stage: ExtraStage, there: set[str]) -> tuple[tuple[str, ...], str, str]:
    if (stage.after is None) == (stage.before is None):
        message = "this stage has no place" if stage.after is None else "this stage has two places"
        return (("template",) if stage.after is None else ("before",)), message, "say `after:` or `before:` with the key of a stage"
    key, place = ("after", stage.after) if stage.after is not None else ("before", stage.before or "")
    if place in there:
        return (key,), "", ""
    known = known_places(context.order)
    if place not in known:
        return (
            (key,),
            f'there is no stage "{place}"',
            did_you_mean(place or "", known) or f"this pipeline has {', '.join(sorted(there)[:12])}",
        )
    return (key,), f'this pipeline has no stage "{place}"', f"it has {', '.join(sorted(there)[:12])}"
