"""A service lives on one controller."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..wildcards import names_matching
from . import Context, Rule

RULE = Rule(
    "controller-placement",
    ERROR,
    "A service that the wildcards of two controllers match.",
    why="Both controllers would build and deploy it, side by side.",
    bad="controllers: {a: {home: build/a, services: [back*]}, b: {home: build/b, services: ['*end']}}",
    good="controllers: {a: {home: build/a, services: [back*]}, b: {home: build/b, services: [front*]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Services that name no controller, against the wildcards of those that have some."""
    catalog = context.catalog
    matching = {name: names_matching(controller.services).match for name, controller in catalog.controllers.items() if controller.services}
    for service in catalog.services.values() if len(matching) > 1 else ():
        if service.controller is None:
            found = [name for name, match in matching.items() if match(service.name) or match(service.key)]
            if len(found) > 1:
                place = context.at_service(service)
                yield RULE.found(
                    f'"{service.name}" belongs to the controllers {", ".join(found)} at once',
                    place,
                    "narrow their `services`, or name its `controller`",
                )
