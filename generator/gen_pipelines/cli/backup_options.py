"""Where backups are kept, for all commands that make or read one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..backup.store import Run, prune
from ..backup.target import BackingUp
from ..catalog.model import Catalog
from ..jenkins.target import Target

FOLDER = ".gen-pipelines/backups"
KEEP = 50

backups_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--backups",
    type=click.Path(file_okay=False),
    envvar="GEN_PIPELINES_BACKUPS",
    help=f"Folder of the backups.  [default: {FOLDER} beside the catalog]",
)
keep_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--keep-backups", type=click.IntRange(1), default=KEEP, show_default=True, help="Runs whose backups are kept; older ones are removed."
)


def backups_folder(catalog: Catalog, given: str | None) -> str:
    """The folder of the backups of a catalog."""
    return given or str(Path(catalog.file).parent / FOLDER)


def backing_up(target: Target, catalog: Catalog, command: str, given: str | None) -> BackingUp:
    """The target, with a backup of whatever is changed on it. Nothing is written before something is."""
    return BackingUp(target, Run(backups_folder(catalog, given), command, target.name, catalog.owner))


def tell_backup(target: BackingUp, keep: int) -> None:
    """Say where the backup is and how to come back; remove the oldest ones. Nothing, if nothing was saved."""
    if target.run.count:
        run = target.run.header.run
        removed = prune(str(Path(target.run.folder).parent), keep)
        older = f"; {len(removed)} old {'backup was' if len(removed) == 1 else 'backups were'} removed" if removed else ""
        click.echo(f"Backup {run} has what was there before; `gen-pipelines restore {run}` brings it back{older}.", err=True)
