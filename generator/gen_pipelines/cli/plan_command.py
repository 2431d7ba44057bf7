"""``gen-pipelines plan``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import format_option
from .sync_options import connection, connection_options, plan_options, prepare_all, target_options


@click.command("plan")
@target_options
@plan_options
@format_option("text", "json", "markdown")
@click.option("--out", type=click.Path(dir_okay=False), help="Save the plan, for `apply FILE`.")
@click.option("--exit-code", is_flag=True, help="Exit code 3 when there are changes.")
@connection_options
def command(
    catalog_file: Path, controller: str | None, home: str | None, everything: bool, deep: bool, output_format: str, out: str | None, exit_code: bool, **given: Any
) -> None:
    """Show what would change, item by item. Nothing is changed."""
    from ..errors import UserError
    from ..report.plan import print_plans
    from ..sync.saved import save_plan
    from .planned import shares_of

    settings = connection(given)
    catalog, sites = prepare_all(catalog_file, controller, home, everything, settings)
    if out is not None and len(sites) > 1:
        raise UserError("a saved plan is for one controller", hint=f"name one with --controller: {', '.join(catalog.controllers)}")
    plans = [share.plan for share in shares_of(catalog, sites, given, deep=deep)]
    print_plans(plans, output_format)
    if out is not None:
        save_plan(plans[0], out)
        click.echo(f"saved to {out}; `gen-pipelines apply {out}` applies just this", err=True)
    raise click.exceptions.Exit(3 if exit_code and not all(plan.is_empty for plan in plans) else 0)
