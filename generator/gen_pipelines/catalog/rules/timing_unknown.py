"""A duration belongs to a stage."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ...suggestion import did_you_mean
from ..places import known_places
from . import Context, Rule

RULE = Rule(
    "timing-unknown",
    WARNING,
    "A known duration of a stage that does not exist.",
    why="`graph --timing` leaves it out, and the critical path is not what it seems.",
    bad="timings: {test: 80s}",
    good="timings: {tests: 80s}",
)


def check(context: Context) -> Iterator[Finding]:
    """The keys of `timings`. A profile may time stages that some of its services lack."""
    known = {stage.template.rsplit("/", 1)[-1].split(".", 1)[0] for _, settings in context.settings() for stage in settings.stages}
    known |= set(known_places(context.order))
    for service, settings in context.settings():
        if settings.timings.keys() <= known:
            continue
        for key in settings.timings.keys() - known:
            yield RULE.found(
                f'there is no stage "{key}"', context.at(service, "timings", key), did_you_mean(key, known) or "name a stage by its key"
            )
