"""Jenkins has limits of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "too-many-entries",
    ERROR,
    "More entries than a pipeline can hold.",
    why="Jenkins refuses a map of more than 125 entries and a list of more than 250, when the build starts: its validator passes them.",
    bad="env: {" + ", ".join(f"V{number}: x" for number in range(126)) + "}",
    good="env: {A: x, B: y}",
)
MAP_LIMIT, LIST_LIMIT = 120, 250


def check(context: Context) -> Iterator[Finding]:
    """Maps that become maps of the pipeline (some entries are ours), and lists that can be long."""
    for service, settings in context.settings():
        sizes = [("env", len(settings.env), MAP_LIMIT)]
        if settings.build is not None and (settings.build.args or settings.build.labels):
            sizes += [("build.args", len(settings.build.args), MAP_LIMIT), ("build.labels", len(settings.build.labels), MAP_LIMIT)]
        if settings.tests is not None and settings.tests.env:
            sizes.append(("tests.env", len(settings.tests.env), MAP_LIMIT))
        if settings.deploy is not None and settings.deploy.steps:
            sizes.append(("deploy.steps", len(settings.deploy.steps), LIST_LIMIT))
        for key, size, limit in sizes:
            if size > limit:
                yield RULE.found(
                    f"`{key}` has {size} entries; Jenkins takes about {limit}",
                    context.at(service, *key.split(".")),
                    "put them into a file in the repository",
                )
