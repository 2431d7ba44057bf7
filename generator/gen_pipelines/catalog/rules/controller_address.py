"""A controller is a server or a folder."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

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
        elif controller.url is not None and not _is_root(controller.url):
            yield RULE.found(
                f'"{controller.url}" is not the address of a controller',
                context.at_path("controllers", name, "url"),
                "like https://jenkins.example.com",
            )


def _is_root(url: str) -> bool:
    """Whether requests can be sent below an address: a server, maybe a port and a path, and nothing after it."""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:
        return False
