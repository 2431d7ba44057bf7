"""Images of agents need a tag that stays."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding, Place
from . import Context, Rule

RULE = Rule(
    "agent-image-unpinned",
    WARNING,
    "A build container without a tag, or with `latest`.",
    why="The tools of a build change from one day to the next, and nobody knows why it broke.",
    bad="agent: {docker: node}",
    good="agent: {docker: 'node:20-bookworm'}",
)


def check(context: Context) -> Iterator[Finding]:
    """Agents of services, environments and operations."""
    catalog = context.catalog
    for service, settings in context.settings():
        if settings.agent.docker is not None and _moves(settings.agent.docker.image):
            yield _found(settings.agent.docker.image, context.at(service, "agent", "docker", "image"))
    for section, entries in (("environments", catalog.environments), ("operations", catalog.operations)):
        for name, entry in entries.items():
            if entry.agent is not None and entry.agent.docker is not None and _moves(entry.agent.docker.image):
                yield _found(entry.agent.docker.image, context.at_path(section, name, "agent", "docker", "image"))


def _found(image: str, place: Place) -> Finding:
    return RULE.found(f'"{image}" is another image tomorrow', place, "add a tag, or better a digest, like `node:20.18-bookworm`")


def _moves(image: str) -> bool:
    if "@" in image:
        return False
    _, colon, tag = image.rsplit("/", 1)[-1].partition(":")
    return not colon or tag in ("", "latest")
