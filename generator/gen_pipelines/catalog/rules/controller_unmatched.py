"""A service that no controller asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..wildcards import names_matching
from . import Context, Rule

RULE = Rule(
    "controller-unmatched",
    WARNING,
    "A service that no controller's wildcards match.",
    why="It is placed on the first controller, so that it is not lost; most likely a wildcard is missing.",
    bad="controllers: {a: {home: build/a, services: [front*]}}",
    good="controllers: {a: {home: build/a, services: [front*, back*, web]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Services that name no controller, if every controller has wildcards."""
    catalog = context.catalog
    patterns = [controller.services for controller in catalog.controllers.values()]
    if not patterns or not all(patterns):
        return
    match = names_matching(tuple(pattern for one in patterns for pattern in one)).match
    for service in catalog.services.values():
        if service.controller is None and not match(service.name) and not match(service.key):
            place = context.at_service(service)
            yield RULE.found(
                f'no controller asks for "{service.name}"; it goes to "{next(iter(catalog.controllers))}"',
                place,
                "add it to the `services` of one",
            )
