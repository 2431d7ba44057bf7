"""``gen-pipelines drift``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import format_option
from .sync_options import all_option, connection, connection_options, naming, prepare_all, target_options


@click.command("drift")
@target_options
@all_option
@click.option("--deep", is_flag=True, help="Compare every config by meaning, not the marks and descriptions only.")
@format_option("text", "json")
@connection_options
def command(catalog_file: Path, controller: str | None, home: str | None, everything: bool, deep: bool, output_format: str, **given: Any) -> None:
    """Show what people changed by hand since the last apply.

    Exit code 3 when there is drift.
    """
    from ..jenkins.configs import with_configs
    from ..report.plan import print_drifts
    from ..sync.drift import find_drift

    catalog, sites = prepare_all(catalog_file, controller, home, everything, connection(given))
    found = []
    for site in sites:
        with naming(sites, site):
            state = site.target.read(catalog.root)
            if deep:
                state = with_configs(site.target, state, lambda item: item.is_owned_by(catalog.owner))
        found.append((site.target.name, find_drift(site.desired, state, catalog.owner)))
    print_drifts(found, output_format)
    raise click.exceptions.Exit(3 if any(drifted for _, drifted in found) else 0)
