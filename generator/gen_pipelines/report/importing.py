"""What ``gen-pipelines import`` tells besides the entries."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..catalog.model import Catalog
from ..importing.collect import Imported
from .findings import printable
from .table import table


def print_imported(imported: Imported, output: str | None, catalog: Catalog, root: str) -> None:
    """The counts, what could not be imported, and what to do next. On stderr: the entries may go to stdout."""
    counts = [f"{imported.count(section)} {section}" for section in imported.entries if imported.count(section)]
    click.echo(f"Imported {', '.join(counts) or 'nothing'}; {len(imported.skipped)} not imported, {len(imported.notes)} with remarks.", err=True)
    if imported.skipped:
        click.echo("\n".join(table(("NOT IMPORTED", "WHY"), [("/".join(path), reason) for path, reason in imported.skipped.items()])), err=True)
    if not counts:
        return
    catalog_name = Path(catalog.file).name
    if output is not None:
        below = os.path.relpath(output, Path(catalog.file).parent)
        click.echo(f"Next: add `include: [{printable(below)}]` to {catalog_name}, then `gen-pipelines validate`, `plan` and `adopt`.", err=True)
    if root != catalog.root:
        click.echo(f"These jobs lie in {root}, and the catalog's root folder is {catalog.root}: with `organization: {{folder: {root}}}` they keep their place.", err=True)
