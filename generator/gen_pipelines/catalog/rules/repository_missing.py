"""A service lives in a repository."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "repository-missing",
    ERROR,
    "A service without a repository.",
    why="Its multibranch project would have nothing to scan.",
    bad="services: {web: {}}",
    good="services: {web: {repository: https://github.com/acme/web.git}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Each service without an address."""
    for service in context.catalog.services.values():
        if not service.repository:
            place = context.at_path("services", service.name, "repository", key=True)
            yield RULE.found(
                f'"{service.name}" has no repository', place, "add `repository:` with its address, or a name from `repositories`"
            )
