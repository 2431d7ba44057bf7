"""API tokens travel encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "controller-http",
    WARNING,
    "A controller by plain HTTP.",
    why="The API token is sent with every request; over HTTP everybody on the way can read it.",
    bad="controllers: {production: {url: 'http://jenkins.example.com'}}",
    good="controllers: {production: {url: 'https://jenkins.example.com'}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Controllers by HTTP, but for this machine itself."""
    for name, controller in context.catalog.controllers.items():
        found = re.match(r"http://(?:[^@/]*@)?(\[[^\]]*\]|[^/:]*)", controller.url or "")
        if found and not re.fullmatch(r"localhost|.*\.localhost|127(\.\d+){3}|\[::1\]", found[1]):
            place = context.at_path("controllers", name, "url")
            yield RULE.found(f'the API token for "{name}" would travel in plain text', place, "use https")
