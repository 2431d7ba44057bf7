"""Services that start each other."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..graphs import find_cycles
from . import Context, Rule

RULE = Rule(
    "upstream-cycle",
    ERROR,
    "Services that start each other without end.",
    why="Each successful build would start the next one, for ever.",
    bad="triggers: {upstream: [backend]}",
    good="triggers: {upstream: [web]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Every cycle in `triggers.upstream`."""
    services = context.catalog.services
    edges = {name: upstream for name, service in services.items() if (upstream := service.settings.triggers.upstream)}
    for cycle in find_cycles(edges):
        place = context.at(services[cycle[0]], "triggers", "upstream")
        yield RULE.found(
            f"these services start each other: {' -> '.join(reversed(cycle))}", place, "take one of them out of `triggers.upstream`"
        )
