"""What ``gen-pipelines publish`` tells."""

from __future__ import annotations

from dataclasses import asdict

import click

from ..publish.request import Result
from .findings import printable
from .json_text import json_text
from .table import table


def print_results(results: list[Result], output_format: str, *, diffs: bool) -> None:
    """A table with a line for each repository, after the diffs if they are wanted; or JSON."""
    if output_format == "json":
        click.echo(json_text([asdict(result) for result in results]))
        return
    for result in results if diffs else ():
        for line in result.diff:
            click.echo(printable(line))
    rows = [
        (result.outcome, result.repository, ", ".join(result.services), result.reason or (result.commit[:12] and f"{result.branch} {result.commit[:12]}"))
        for result in results
    ]
    if rows:
        click.echo("\n".join(table(("OUTCOME", "REPOSITORY", "SERVICES", ""), rows)))
    click.echo(summary(results))


def summary(results: list[Result]) -> str:
    """One line: how many repositories were pushed, were unchanged, would change, failed."""
    counts = {outcome: sum(result.outcome == outcome for result in results) for outcome in ("pushed", "would change", "unchanged", "failed")}
    return "Published: " + (", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "nothing to do")
