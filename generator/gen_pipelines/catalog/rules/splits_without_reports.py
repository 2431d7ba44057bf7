"""Tests are divided by their times."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "splits-without-reports",
    WARNING,
    "Tests in parallel parts without reports.",
    why="The tests are divided by the times of earlier runs, which come from the JUnit reports. Without them the parts are "
    "uneven, and the build is no faster.",
    bad="tests: {command: npm test, splits: 3}",
    good="tests: {command: npm test, splits: 3, reports: reports/junit.xml}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with several parts and no reports."""
    for service, settings in context.settings():
        tests = settings.tests
        if tests is not None and tests.splits > 1 and tests.reports is None:
            yield RULE.found(
                f"{tests.splits} parts cannot be divided without reports",
                context.at(service, "tests", "splits"),
                "add `reports: reports/junit.xml`",
            )
