"""One kind of agent at a time."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding, Place
from ..settings import Agent
from . import Context, Rule

RULE = Rule(
    "agent-kinds",
    ERROR,
    "An agent that is a container and a pod at once.",
    why="Stages run in one or the other. Layers merge: a service that wants a pod must switch off a container of its profile.",
    bad="agent: {docker: 'node:20', kubernetes: {inherit-from: node}}",
    good="agent: {docker: false, kubernetes: {inherit-from: node}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Agents of services, environments and operations."""
    catalog = context.catalog
    for service, settings in context.settings():
        if _both(settings.agent):
            yield _found(context.at(service, "agent", "kubernetes"))
    for section, entries in (("environments", catalog.environments), ("operations", catalog.operations)):
        for name, entry in entries.items():
            if entry.agent is not None and _both(entry.agent):
                yield _found(context.at_path(section, name, "agent", "kubernetes", key=True))


def _both(agent: Agent) -> bool:
    return agent.docker is not None and agent.kubernetes is not None


def _found(place: Place) -> Finding:
    return RULE.found(
        "the agent is a container and a pod at once", place, "remove one of them; `docker: false` switches off an inherited one"
    )
