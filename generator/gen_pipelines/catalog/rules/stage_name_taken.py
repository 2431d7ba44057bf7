"""Stages are told apart by their names."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..places import known_places
from . import Context, Rule

RULE = Rule(
    "stage-name-taken",
    ERROR,
    "A stage of one's own with a name that is taken.",
    why="The stage is called as its template. Jenkins refuses a pipeline with two stages of one name.",
    bad="scans: {sonar: true}\nstages: [{template: templates/stage.groovy.j2, after: sonar}, {template: "
    "templates/stage.groovy.j2, before: sonar}]",
    good="scans: {sonar: true}\nstages: [{template: templates/stage.groovy.j2, after: sonar}]",
)


def check(context: Context) -> Iterator[Finding]:
    """Stages whose template is called as a stage of ours, or as one before it."""
    for service, settings in context.settings():
        taken: set[str] = set(known_places(context.order)) if settings.stages else set()
        for index, stage in enumerate(settings.stages):
            name = stage.template.rsplit("/", 1)[-1].split(".", 1)[0]
            if name in taken:
                yield RULE.found(
                    f'there is a stage "{name}" already',
                    context.at(service, "stages", str(index), "template"),
                    "give the template another file name",
                )
            taken.add(name)
