"""Which registry?"""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "registry-ambiguous",
    ERROR,
    "An image and several registries to choose from.",
    why="The image would go to the one that happens to be written first.",
    bad="registries: {ecr: {account: '123456789012', region: eu-west-1}, hub: {kind: docker, host: registry.example.com}}",
    good="registries: {ecr: {account: '123456789012', region: eu-west-1}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with a build and without a registry, if the catalog has several."""
    registries = context.catalog.registries
    for service, settings in context.settings() if len(registries) > 1 else ():
        if settings.build is not None and settings.registry is None:
            place = context.at(service, "build")
            yield RULE.found(
                f'"{service.name}" does not say which registry its image goes to',
                place,
                f"add `registry: {next(iter(registries))}` here or in `defaults`",
            )
