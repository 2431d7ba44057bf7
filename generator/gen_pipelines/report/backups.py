"""What ``gen-pipelines backup --list`` tells."""

from __future__ import annotations

import json
import os
from typing import Any

import click

from ..backup.store import Backup, runs
from ..errors import UserError
from .table import table


def print_backups(folder: str, output_format: str) -> None:
    """A line for each run, the newest first. One that cannot be read is told, and does not hide the others."""
    rows = [_row(folder, run) for run in runs(folder)]
    if output_format == "json":
        click.echo(json.dumps(rows, indent=2))
    elif not rows:
        click.echo(f"There are no backups in {folder}.")
    else:
        click.echo("\n".join(table(("RUN", "STARTED", "COMMAND", "ITEMS", "TARGET"), list(map(_cells, rows)))))


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    started = row["started"].replace("T", " ").replace("+00:00", " UTC")
    return row["run"], started, row["command"], "?" if row["items"] is None else str(row["items"]), row["target"]


def _row(folder: str, run: str) -> dict[str, Any]:
    try:
        backup = Backup(os.path.join(folder, run))
    except UserError as error:
        return {"run": run, "started": "", "command": "", "items": None, "target": error.message}
    header = backup.header
    return {"run": run, "started": header.started, "command": header.command, "items": len(backup.items), "target": header.target, "owner": header.owner}
