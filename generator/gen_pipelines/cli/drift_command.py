"""``gen-pipelines drift``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import format_option
from .sync_options import prepare, target_options


@click.command("drift")
@target_options
@click.option("--deep", is_flag=True, help="Compare every config by meaning, not the marks only.")
@format_option("text", "json")
def command(catalog_file: Path, controller: str | None, home: str | None, deep: bool, output_format: str) -> None:
    """Show what people changed by hand since the last apply.

    Exit code 3 when there is drift.
    """
    from ..report.plan import print_drift
    from ..sync.drift import find_drift

    catalog, target, desired = prepare(catalog_file, controller, home)
    drifted = find_drift(desired, target.read(catalog.root), catalog.owner, deep=deep)
    print_drift(drifted, output_format)
    raise click.exceptions.Exit(3 if drifted else 0)
