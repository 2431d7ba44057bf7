"""A window opens before it closes."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "window-hours",
    ERROR,
    "A window that closes before it opens.",
    why="No deploy could ever pass it. Over midnight it takes two windows.",
    bad="environments: {prod: {approval: {submitters: [ops]}, windows: [{start: '17:00', end: '08:00'}]}}",
    good="environments: {prod: {approval: {submitters: [ops]}, windows: [{start: '08:00', end: '17:00'}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The windows of every environment; one without days never opens either."""
    for name, place in context.catalog.environments.items():
        for index, window in enumerate(place.windows):
            path = ("environments", name, "windows", index)
            if window.start >= window.end:
                yield RULE.found(
                    f"from {window.start} until {window.end} is no time at all",
                    context.at_path(*path, "end"),
                    "over midnight it takes two windows",
                )
            if not window.days:
                yield RULE.found("a window without days never opens", context.at_path(*path, "days"), "name days, or remove `days`")
