"""An image that goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "build-without-registry",
    WARNING,
    "An image is built, and the catalog has no registry.",
    why="The image is thrown away with the workspace: nothing can be published or deployed.",
    bad="registries: {}",
    good="registries: {ecr: {account: '123456789012', region: eu-west-1}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with a build in a catalog without registries."""
    for service, settings in context.settings() if not context.catalog.registries else ():
        if settings.build is not None:
            yield RULE.found(
                f'the image of "{service.name}" cannot be pushed: there is no registry',
                context.at(service, "build"),
                "describe one under `registries`",
            )
