"""A limit that limits something."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..durations import seconds
from . import Context, Rule

RULE = Rule(
    "timeout-long",
    WARNING,
    "A time limit of more than a day.",
    why="The limit ends a build that hangs. Until then it holds an executor.",
    bad="timeout: 3d",
    good="timeout: 45m",
)


def check(context: Context) -> Iterator[Finding]:
    """Time limits of stages, tests, deploys and operations. An approval may well wait longer: it holds nothing."""
    for service, settings in context.settings():
        tests, deploy = settings.tests, settings.deploy
        limits = (
            (("timeout",), settings.timeout),
            (("tests", "timeout"), tests.timeout if tests else None),
            (("deploy", "timeout"), deploy.timeout if deploy else None),
        )
        for path, limit in limits:
            if limit is not None and limit[-1] in "hd" and seconds(limit) > 86400:
                yield RULE.found(
                    f"a hanging build would be ended after {limit}", context.at(service, *path), "an hour is a long time for a build"
                )
    for name, operation in context.catalog.operations.items():
        if seconds(operation.timeout) > 86400:
            yield RULE.found(
                f"a hanging job would be ended after {operation.timeout}",
                context.at_path("operations", name, "timeout"),
                "give it a day at most",
            )
