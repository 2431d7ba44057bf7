"""What ``gen-pipelines render`` tells."""

from __future__ import annotations

import click

from ..render.writer import Changes
from .findings import printable

SHOWN = 30


def print_changes(output: str, changes: Changes, *, written: bool) -> None:
    """The files that changed, and a summary. What is remarkable is told file by file; a first run is not."""
    remarks = {"restored": changes.restored, "removed": changes.stale, "left alone, edited by hand": changes.kept}
    if changes.unchanged or not written:
        remarks = {"new": changes.created, "changed": changes.updated, **remarks}
    for word, paths in remarks.items():
        for path in paths[:SHOWN]:
            click.echo(printable(f"  {word}: {path}"), err=True)
        if len(paths) > SHOWN:
            click.echo(f"  {word}: {len(paths) - SHOWN} more", err=True)
    click.echo(summary(output, changes, written=written), err=not written)


def summary(output: str, changes: Changes, *, written: bool) -> str:
    """One line: how many files are new, changed, restored, removed, unchanged."""
    numbers = (
        ("new", len(changes.created)),
        ("changed", len(changes.updated)),
        ("restored", len(changes.restored)),
        ("removed", len(changes.stale)),
        ("unchanged", changes.unchanged),
    )
    counts = ", ".join(f"{number} {word}" for word, number in numbers if number) or "nothing to write"
    return f"{output}: {counts}" + ("" if written else " (nothing was written)")
