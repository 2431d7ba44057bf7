"""Each service has an image of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..model import Service
from . import Context, Rule

RULE = Rule(
    "image-taken",
    ERROR,
    "Two services that push the same image.",
    why="Each would publish its build as the other's, and a deploy could bring the wrong program.",
    bad="image: web",
    good="image: backend",
)


def check(context: Context) -> Iterator[Finding]:
    """Services whose image an earlier one pushes to the same registry."""
    seen: dict[tuple[str | None, str], Service] = {}
    for service in context.catalog.services.values() if context.catalog.registries else ():
        if service.settings.build is None:
            continue
        before = seen.setdefault((service.settings.registry, service.image), service)
        if before is not service:
            path = ("image",) if "image" in service.raw else ()
            place = context.at_path("services", service.name, *path, key=not path)
            yield RULE.found(
                f'"{service.name}" and "{before.name}" both push the image "{service.image}"', place, "give one of them another `image`"
            )
