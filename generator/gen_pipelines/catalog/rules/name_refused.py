"""Jenkins refuses some names."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ...jobs.names import problem_with
from . import Context, Rule

RULE = Rule(
    "name-refused",
    ERROR,
    "A name that Jenkins refuses.",
    why="Every service, operation, group and view becomes an item on the controller. A name it refuses ends the apply half-way, "
    "with an answer that is hard to read.",
    bad='views: {all-of-it: {title: "What is left?", include: ["*"]}}',
    good="views: {all-of-it: {title: What is left, include: ['*']}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """The keys of what becomes an item, the root folder's name and the titles of views."""
    catalog = context.catalog
    for section in ("services", "groups", "operations"):
        for name in getattr(catalog, section):
            if name[-1] == "." or len(name) > 255:  # the schema has seen to everything else, and this runs for each service
                yield RULE.found(f'"{name[:40]}" {problem_with(name)}', context.at_path(section, name, key=True), "choose another name")
    folder = "folder" if catalog.organization.folder else "name"
    if problem := problem_with(catalog.root):
        yield RULE.found(f'the root folder "{catalog.root}" {problem}', context.at_path("organization", folder), "choose another name")
    for name, view in catalog.views.items():
        if problem := problem_with(view.title or name):
            yield RULE.found(f'the view "{view.title or name}" {problem}', context.at_path("views", name, "title"), "choose another title")
