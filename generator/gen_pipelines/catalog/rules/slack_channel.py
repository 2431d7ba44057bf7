"""Channels begin with a sign."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding, Place
from . import Context, Rule

RULE = Rule(
    "slack-channel",
    WARNING,
    "A Slack channel without `#`.",
    why="Slack takes a bare word for a person or for nothing. In YAML `#` begins a comment, so the channel needs quotes.",
    bad="notifications: {slack: {channel: builds}}",
    good="notifications: {slack: {channel: '#builds'}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The catalog's channel and those of services. `@user` and ids (`C0123ABCD`) are channels too."""
    slack = context.catalog.notifications.slack
    if slack is not None and _bad(slack.channel):
        yield _found(slack.channel, context.at_path("notifications", "slack", "channel"))
    for service, settings in context.settings():
        if settings.notify.channel is not None and _bad(settings.notify.channel):
            yield _found(settings.notify.channel, context.at(service, "notify", "channel"))


def _bad(channel: str) -> bool:
    return not channel.startswith(("#", "@")) and not (channel.isupper() and channel.isalnum())


def _found(channel: str, place: Place) -> Finding:
    return RULE.found(f'"{channel}" is not a channel', place, f"write `'#{channel.strip()}'`, in quotes")
