"""An old name is free."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "renamed-from-taken",
    ERROR,
    "A service renamed from a name that is still in use.",
    why="The job of that name would be moved away from the service that has it now.",
    bad="services: {backend: {repository: https://github.com/acme/backend.git}, web: {repository: "
    "https://github.com/acme/web.git, renamed-from: backend}}",
    good="services: {web: {repository: https://github.com/acme/web.git, renamed-from: website}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Services with an old name that another item of the folder has, or had too."""
    renamed = [service for service in context.catalog.services.values() if service.renamed_from]
    taken = {(folder, name): kind for folder, items in context.folders().items() for name, kind, _ in items} if renamed else {}
    seen: dict[tuple[str | None, str], str] = {}
    for service in renamed:
        group, _, name = (service.key_before or "").rpartition("/")
        before = (group or None, name)
        place = context.at_path("services", service.name, "renamed-from")
        if before in taken:
            yield RULE.found(
                f'there still is the {taken[before]} "{service.renamed_from}"', place, "remove `renamed-from`, or the old entry"
            )
        elif seen.setdefault(before, service.name) != service.name:
            yield RULE.found(f'"{seen[before]}" was renamed from "{service.renamed_from}" too', place, "one job can be moved once only")
