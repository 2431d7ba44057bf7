"""``gen-pipelines restore``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..catalog.model import Catalog
from .backup_options import backing_up, backups_folder, backups_option, keep_option
from .sync_options import connection, connection_options, target_options

if TYPE_CHECKING:
    from ..backup.store import Backup
    from ..jenkins.target import Target
    from ..sync.state import State


@click.command("restore")
@click.argument("run")
@target_options
@backups_option
@keep_option
@click.option("--only", multiple=True, metavar="GLOB", help="Only these items. Can be given more than once.")
@click.option("--exact", is_flag=True, help="Put back everything, also what no catalog describes: credentials, permissions and views that folders had.")
@click.option("--yes", is_flag=True, help="Do not ask. Needed where nobody can answer.")
@connection_options
def command(run: str, catalog_file: Path, backups: str | None, keep_backups: int, yes: bool, only: tuple[str, ...], exact: bool, **given: Any) -> None:
    """Bring back what a run changed or removed.

    RUN is the name of a backup, the beginning of one, or `latest`. The difference is shown first. Items that belong to somebody else by now are
    never touched, and what people changed beside the catalog is kept. Exit code 1 when an item failed or is blocked.
    """
    from ..backup.restore import restore_plan
    from ..report.plan import print_plan
    from ..sync.controllers import choose_target
    from .carrying_out import carry_out
    from .options import load

    catalog = load(catalog_file)
    settings = connection(given)
    _, bare = choose_target(catalog, given["controller"], given["home"], settings)
    backup = _find(run, catalog, bare, backups)
    target = backing_up(bare, catalog, "restore", backups)
    state = _read(target, backup, catalog)
    plan = restore_plan(backup, state, catalog.owner, target.name, target.config, only=only, exact=exact)
    if plan.is_empty and not plan.blocked:
        click.echo(f"Nothing to restore: all {plan.unchanged} items are as they were in {backup.header.run}.")
        return
    print_plan(plan, "text")
    if plan.is_empty:
        raise click.exceptions.Exit(1)
    applied = carry_out(plan, target, f"Restore this on {target.name}?", yes=yes, keep=keep_backups)
    click.echo("The next `apply` makes these items what the catalog says again: change the catalog too, if this is to stay.", err=True)
    raise click.exceptions.Exit(1 if applied.failed or plan.blocked else 0)


def _find(run: str, catalog: Catalog, target: Target, backups: str | None) -> Backup:
    """The backup, if it was made on this target and of this catalog's items."""
    from ..backup.store import find_run
    from ..errors import UnsafeError

    backup = find_run(backups_folder(catalog, backups), run, target.name)
    if (backup.header.target, backup.header.owner) != (target.name, catalog.owner):
        raise UnsafeError(
            f"the backup {backup.header.run} is of {backup.header.target}, owner {backup.header.owner}; this is {target.name}, owner {catalog.owner}",
            hint="choose the controller it was made on",
        )
    return backup


def _read(target: Target, backup: Backup, catalog: Catalog) -> State:
    """The target's state, with the config of every item that the backup is about."""
    from ..jenkins.configs import with_configs

    paths = {path for saved in backup.items for path in (saved.path, saved.moved_to)}
    return with_configs(target, target.read(catalog.root), lambda item: item.path in paths and item.is_owned_by(catalog.owner))
