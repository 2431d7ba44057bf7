"""Each part of the tests must know what it runs."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "splits-without-files",
    WARNING,
    "Tests in parallel parts that are told nothing.",
    why="A part learns what to run from `TESTS`, which has its share of `files`, or it divides the tests by itself with `SPLIT` and `SPLITS`. "
    "A command that uses neither runs all tests in every part: the build is no faster, and each test counts several times.",
    bad="tests: {command: npm test, splits: 3, reports: reports/junit.xml}",
    good='tests: {command: npm test -- $TESTS, files: "test/**/*.test.js", splits: 3, reports: reports/junit.xml}',
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with several parts, no files, and a command that does not ask which part it is."""
    for service, settings in context.settings():
        tests = settings.tests
        if tests is not None and tests.splits > 1 and tests.files is None and "SPLIT" not in tests.command:
            yield RULE.found(
                f"each of the {tests.splits} parts runs all tests",
                context.at(service, "tests", "splits"),
                'add `files: "test/**/*.test.js"` and let the command run $TESTS',
            )
