"""Jenkins looks names up without regard to case."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ...jobs.names import collision_key
from . import Context, Rule

RULE = Rule(
    "name-case",
    ERROR,
    "Two names in one folder that differ by upper and lower case only.",
    why="At the root, and in folders made by hand, Jenkins takes `Api` and `api` for the same item, and so do some file systems: "
    "one job would overwrite the other.",
    bad="operations: {Backend: {run: [echo hello]}, backend2: {run: [echo hello]}}",
    good="operations: {back-up: {run: [echo hello]}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Items of one folder, views, and environments, whose names are parts of locks and of files."""
    catalog = context.catalog
    names = [*catalog.services, *catalog.operations, *catalog.groups]
    if len({name.lower() for name in names}) < len(set(names)):
        for items in context.folders().values():
            yield from _collisions(context, [(name, (section, name)) for name, _, section in items])
    yield from _collisions(context, [(view.title or name, ("views", name)) for name, view in catalog.views.items()])
    yield from _collisions(context, [(name, ("environments", name)) for name in catalog.environments])


def _collisions(context: Context, names: list[tuple[str, tuple[str, str]]]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, path in names:
        first = seen.setdefault(collision_key(name), name)
        if first != name:
            yield RULE.found(
                f'"{name}" and "{first}" differ by upper and lower case only', context.at_path(*path, key=True), "rename one of them"
            )
