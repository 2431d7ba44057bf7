"""A time zone has a name."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ...suggestion import did_you_mean
from . import Context, Rule

RULE = Rule(
    "timezone-unknown",
    ERROR,
    "A time zone that does not exist.",
    why="Jenkins takes an unknown zone for UTC, and windows open at the wrong hours.",
    bad="environments: {prod: {approval: {submitters: [ops]}, timezone: Europe/Berlinn}}",
    good="environments: {prod: {approval: {submitters: [ops]}, timezone: Europe/Berlin}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The zones of every environment, by the time zone database of this machine."""
    named = {name: place.timezone for name, place in context.catalog.environments.items() if place.timezone != "UTC"}
    for name, zone in named.items():
        if zones := _others(zone):
            place = context.at_path("environments", name, "timezone")
            yield RULE.found(f'there is no time zone "{zone}"', place, did_you_mean(zone, zones) or "like `Europe/Berlin` or `UTC`")


def _others(zone: str) -> set[str]:
    """The zones that there are, if this is none of them."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError):  # not found, a folder, not a path
        return available_timezones()
    return set()
