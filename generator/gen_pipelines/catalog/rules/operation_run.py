"""An operation runs a step or a command."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "operation-run",
    ERROR,
    "A run of an operation that is not one thing.",
    why="A run is a step of the library with its arguments, or a shell command; with both, or neither, nobody knows what happens.",
    bad="operations: {clean-up: {run: [{step: cleanUpImages, command: ./clean-up.sh}]}}",
    good="operations: {clean-up: {run: [./clean-up.sh]}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Every run of every operation."""
    for name, operation in context.catalog.operations.items():
        for index, run in enumerate(operation.run):
            path = ("operations", name, "run", index)
            if (run.step is None) == (run.command is None):
                what = "runs nothing" if run.step is None else "runs a step and a command"
                yield RULE.found(f'a run of "{name}" {what}', context.at_path(*path, "command"), "give it `step:` or `command:`")
            elif run.command is not None and run.with_:
                yield RULE.found(
                    "a command has no arguments of its own", context.at_path(*path, "with", key=True), "write them into the command"
                )
            elif run.command is not None and not run.command.strip():
                yield RULE.found(f'a run of "{name}" is empty', context.at_path(*path, "command"), "write the command")
