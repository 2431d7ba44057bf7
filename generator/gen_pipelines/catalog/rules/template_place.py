"""A template replaces something that is there."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ...suggestion import did_you_mean
from ..places import known_places
from . import Context, Rule

RULE = Rule(
    "template-place",
    ERROR,
    "A template for a stage that does not exist.",
    why="It would never be used, and the stage would stay as it was.",
    bad="templates: {test: templates/stage.groovy.j2}",
    good="templates: {tests: templates/stage.groovy.j2}\ntests: npm test",
)


def check(context: Context) -> Iterator[Finding]:
    """The keys of `templates`: those of stages, and `pipeline` for the whole."""
    known = ["pipeline", *known_places(context.order)]
    for service, settings in context.settings():
        for key in settings.templates:
            if key not in known:
                hint = did_you_mean(key, known) or "name a stage by its key, or `pipeline`; `gen-pipelines graph` shows them"
                yield RULE.found(f'there is no stage "{key}"', context.at(service, "templates", key), hint)
