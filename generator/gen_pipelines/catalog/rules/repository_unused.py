"""A repository that nobody names."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "repository-unused",
    WARNING,
    "A shared repository that no service is in.",
    why="It has no effect. Either a service gives the address instead of the name, or the entry can go.",
    bad="repositories: {monorepo: https://github.com/acme/everything.git}",
    good="repositories: {monorepo: https://github.com/acme/everything.git}\nservices: {web: {repository: monorepo, path: web}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Entries of `repositories` that no service refers to."""
    catalog = context.catalog
    if catalog.repositories and context.complete:
        used = {service.raw.get("repository") for service in catalog.services.values()}
        for name in catalog.repositories.keys() - used:
            yield RULE.found(
                f'no service is in the repository "{name}"',
                context.at_path("repositories", name, key=True),
                "remove it, or name it in a service's `repository`",
            )
