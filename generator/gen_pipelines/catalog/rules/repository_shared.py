"""Services that share a repository need folders of their own."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..model import Service
from . import Context, Rule

RULE = Rule(
    "repository-shared",
    ERROR,
    "Two services in one repository that do not keep apart.",
    why="Each service of a shared repository has a folder; a change in it triggers its pipeline only. With the same folder, one "
    "inside the other, or none, every push builds both, and they write the same Jenkinsfile.",
    bad="repository: https://github.com/acme/web.git",
    good="repository: https://github.com/acme/backend.git\npath: backend",
)


def check(context: Context) -> Iterator[Finding]:
    """Services whose repository an earlier one has already."""
    first: dict[str, Service] = {}
    shared: dict[str, list[Service]] = {}
    for service in context.catalog.services.values():
        address = service.repository
        if address:
            address = address.removesuffix(".git")
            before = first.setdefault(address, service)
            if before is not service:
                shared.setdefault(address, [before]).append(service)
    for services in shared.values():
        yield from _check_paths(context, services)


def _check_paths(context: Context, services: list[Service]) -> Iterator[Finding]:
    """In alphabetical order a folder is followed by all that is inside it."""
    placed = sorted(((parts, service) for service in services if (parts := _parts(service))), key=lambda pair: pair[0])
    for service in services:
        if not _parts(service):
            other = next(one for one in services if one is not service)
            place = context.at_path("services", service.name, "path" if "path" in service.raw else "repository")
            yield RULE.found(
                f'"{service.name}" shares its repository with "{other.name}" and has no folder of its own',
                place,
                "add `path: services/name`",
            )
    for index, (outer, before) in enumerate(placed):
        for inner, service in placed[index + 1 :]:
            if inner[: len(outer)] != outer:
                break
            how = "is in the same folder as" if inner == outer else "is in a folder inside that of"
            yield RULE.found(
                f'"{service.name}" {how} "{before.name}"',
                context.at_path("services", service.name, "path"),
                "give each service a folder of its own",
            )


def _parts(service: Service) -> tuple[str, ...]:
    return tuple(part for part in (service.path or "").split("/") if part not in ("", "."))
