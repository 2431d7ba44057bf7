"""One name, two items."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "name-taken",
    ERROR,
    "A name taken twice in one folder.",
    why="Services, operations and groups become items of the same folder in Jenkins: two with one name would overwrite each other.",
    bad="operations: {backend: {run: [echo hello]}}",
    good="operations: {back-up-backend: {run: [echo hello]}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Each item whose name another item of its folder has already; and views with one title."""
    catalog = context.catalog
    several = (catalog.services.keys() & catalog.operations.keys()) | (
        catalog.groups.keys() & (catalog.services.keys() | catalog.operations.keys())
    )
    for items in context.folders().values() if several else ():
        seen: dict[str, str] = {}
        for name, kind, section in items:
            if name in several and name in seen:
                yield RULE.found(
                    f'the {kind} "{name}" and the {seen[name]} "{name}" would be one item in Jenkins',
                    context.at_path(section, name, key=True),
                    "rename one of them",
                )
            seen.setdefault(name, kind)
    titles: dict[str, str] = {}
    for name, view in catalog.views.items():
        if (view.title or name).lower() == "all":
            yield RULE.found('Jenkins has a view "All" in every folder already', context.at_path("views", name, "title"), "give it another title")
        elif titles.setdefault(view.title or name, name) != name:
            yield RULE.found(
                f'two views are called "{view.title or name}"', context.at_path("views", name, "title"), "give one of them another title"
            )
