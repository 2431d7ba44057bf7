"""A view shows something."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..wildcards import names_matching
from . import Context, Rule

RULE = Rule(
    "view-empty",
    WARNING,
    "A wildcard of a view that matches nothing.",
    why="The view lacks what it was made for; most likely a name has changed.",
    bad="views: {web: {include: [front*]}}",
    good="views: {web: {include: [back*]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Every wildcard of every view, against services and operations by name and by path."""
    catalog = context.catalog
    if not catalog.views or not context.complete:
        return
    names = [*catalog.services, *catalog.operations]
    paths = [service.key for service in catalog.services.values() if service.group]
    paths += [f"{operation.group}/{name}" for name, operation in catalog.operations.items() if operation.group]
    for name, view in catalog.views.items():
        for index, pattern in enumerate(view.include):
            match = names_matching((pattern,)).match
            if not any(map(match, names)) and not any(map(match, paths)):
                yield RULE.found(
                    f'"{pattern}" matches no service and no operation',
                    context.at_path("views", name, "include", index),
                    "`gen-pipelines list` shows the names",
                )
