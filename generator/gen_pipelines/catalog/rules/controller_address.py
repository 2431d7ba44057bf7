"""A controller is a server or a folder."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "controller-address",
    ERROR,
    "A controller without an address, or with two.",
    why="A controller is reached by its `url`, or it is a directory (`home`): with both, or neither, nobody knows where the jobs go.",
    bad="controllers: {local: {}}",
    good="controllers: {local: {home: build/jenkins-home}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Every controller."""
    for name, controller in context.catalog.controllers.items():
        if (controller.url is None) == (controller.home is None):
            what = "has neither `url` nor `home`" if controller.url is None else "has both `url` and `home`"
            yield RULE.found(f'the controller "{name}" {what}', context.at_path("controllers", name, key=True), "give it one of the two")
        elif controller.url is not None and not controller.url.startswith(("http://", "https://")):
            yield RULE.found(
                f'"{controller.url}" is not the address of a controller',
                context.at_path("controllers", name, "url"),
                "like https://jenkins.example.com",
            )
