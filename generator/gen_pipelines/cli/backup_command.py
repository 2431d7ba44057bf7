"""``gen-pipelines backup``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .backup_options import backups_folder, backups_option, keep_option
from .options import format_option
from .sync_options import connection, connection_options, target_options


@click.command("backup")
@target_options
@backups_option
@keep_option
@click.option("--list", "listing", is_flag=True, help="Show the backups that there are, and make none.")
@format_option("text", "json")
@connection_options
def command(
    catalog_file: Path, controller: str | None, home: str | None, backups: str | None, keep_backups: int, listing: bool, output_format: str, **given: Any
) -> None:
    """Save the config.xml of every item this catalog owns.

    `apply`, `adopt` and `restore` save by themselves what they change, before they change it. Exit code 1 when an item could not be read.
    """
    from ..backup.store import Run, prune
    from ..backup.target import save_all
    from ..report.backups import print_backups
    from ..report.table import table
    from ..sync.controllers import choose_target
    from .options import load

    catalog = load(catalog_file)
    folder = backups_folder(catalog, backups)
    if listing:
        print_backups(folder, output_format)
        return
    _, target = choose_target(catalog, controller, home, connection(given))
    run = Run(folder, "backup", target.name, catalog.owner)
    unread = save_all(target, target.read(catalog.root), catalog.owner, run)
    if run.count == 0 and not unread:
        click.echo(f"Nothing to save: {target.name} has no item of {catalog.owner}.")
        return
    if unread:
        click.echo("\n".join(table(("NOT SAVED", "WHY"), [("/".join(item.path), item.unreadable) for item in unread])))
    click.echo(f"Saved {run.count} {'item' if run.count == 1 else 'items'}" + (f" in {run.folder}." if run.count else "."))
    removed = prune(folder, keep_backups)
    if removed:
        click.echo(f"Removed {len(removed)} older {'backup' if len(removed) == 1 else 'backups'}.")
    raise click.exceptions.Exit(1 if unread else 0)
