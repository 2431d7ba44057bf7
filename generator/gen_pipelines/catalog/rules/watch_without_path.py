"""Watched paths matter in a shared repository only."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "watch-without-path",
    WARNING,
    "`watch` without `path`.",
    why="A service with a repository of its own is built at every push: there is nothing to watch for.",
    bad="repository: https://github.com/acme/backend.git\nwatch: [common/**]",
    good="repository: https://github.com/acme/backend.git\npath: backend\nwatch: [common/**]",
)


def check(context: Context) -> Iterator[Finding]:
    """Services with watched paths that are no part of a shared repository."""
    for service in context.catalog.services.values():
        if service.watch and service.path is None:
            key = "watch" if "watch" in service.raw else "+watch"
            yield RULE.found(
                f'"{service.name}" is built at every push anyway',
                context.at_path("services", service.name, key, key=True),
                "add `path:`, or remove `watch`",
            )
