"""``gen-pipelines drift``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import format_option
from .sync_options import connection, connection_options, prepare, target_options


@click.command("drift")
@target_options
@click.option("--deep", is_flag=True, help="Compare every config by meaning, not the marks and descriptions only.")
@format_option("text", "json")
@connection_options
def command(catalog_file: Path, controller: str | None, home: str | None, deep: bool, output_format: str, **given: Any) -> None:
    """Show what people changed by hand since the last apply.

    Exit code 3 when there is drift.
    """
    from ..jenkins.configs import with_configs
    from ..report.plan import print_drift
    from ..sync.drift import find_drift

    catalog, target, desired = prepare(catalog_file, controller, home, connection(given))
    state = target.read(catalog.root)
    if deep:
        state = with_configs(target, state, lambda item: item.is_owned_by(catalog.owner))
    drifted = find_drift(desired, state, catalog.owner, deep=deep)
    print_drift(drifted, output_format)
    raise click.exceptions.Exit(3 if drifted else 0)
