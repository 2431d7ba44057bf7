"""A notification needs a place."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "notify-nowhere",
    WARNING,
    "Results are to be told where no place is described.",
    why="The service asks to be told, and nobody is.",
    bad="notify: {pagerduty: [failure]}",
    good="notify: {slack: [failure]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Channels of notification that a service or profile asks for and `notifications` lacks."""
    places = context.catalog.notifications
    channels = ("slack", "email", "pagerduty", "webhook", "jira")
    missing = [channel for channel in channels if getattr(places, channel) is None and not context.lost("notifications", channel)]
    for service, settings in context.settings() if missing else ():
        for channel in missing:
            if getattr(settings.notify, channel) and context.asked_for(service, "notify", channel):
                place = context.at(service, "notify", channel)
                yield RULE.found(
                    f'"{service.name}" tells results by {channel}, which `notifications` does not describe',
                    place,
                    f"add `{channel}` to `notifications`",
                )
