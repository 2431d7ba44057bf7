"""``gen-pipelines adopt``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .backup_options import backing_up, backups_option, keep_option
from .sync_options import connection, connection_options, prepare, target_options


@click.command("adopt")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@target_options
@backups_option
@keep_option
@click.option("--yes", is_flag=True, help="Do not ask. Needed where nobody can answer.")
@connection_options
def command(
    paths: tuple[str, ...], catalog_file: Path, controller: str | None, home: str | None, backups: str | None, keep_backups: int, yes: bool, **given: Any
) -> None:
    """Take jobs that people made under management.

    PATH is an item's path in Jenkins or its name in the catalog; wildcards are taken. The difference between the job and the catalog is shown first.
    Builds stay, and so does what no catalog describes. Exit code 1 when an item failed or is blocked.
    """
    from ..importing.adopt import plan_adoption, wanted_by
    from ..jenkins.configs import with_configs
    from ..report.adoption import print_adoption
    from .carrying_out import carry_out

    catalog, bare, desired = prepare(catalog_file, controller, home, connection(given))
    target = backing_up(bare, catalog, "adopt", backups)
    state = with_configs(target, target.read(catalog.root), wanted_by(paths, desired))
    adoption = plan_adoption(paths, desired, state, catalog.owner, target.name, target.config)
    print_adoption(adoption)
    if adoption.plan.is_empty:
        raise click.exceptions.Exit(1 if adoption.plan.blocked else 0)
    applied = carry_out(adoption.plan, target, f"Take this under management on {target.name}?", yes=yes, keep=keep_backups)
    raise click.exceptions.Exit(1 if applied.failed or adoption.plan.blocked else 0)
