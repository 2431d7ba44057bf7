"""``gen-pipelines plan``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import format_option
from .sync_options import plan_options, prepare, target_options


@click.command("plan")
@target_options
@plan_options
@format_option("text", "json", "markdown")
@click.option("--out", type=click.Path(dir_okay=False), help="Save the plan, for `apply FILE`.")
@click.option("--exit-code", is_flag=True, help="Exit code 3 when there are changes.")
def command(catalog_file: Path, controller: str | None, home: str | None, output_format: str, out: str | None, exit_code: bool, **given: Any) -> None:
    """Show what would change, item by item. Nothing is changed."""
    from ..report.plan import print_plan
    from ..sync.plan import Options, make_plan
    from ..sync.saved import save_plan

    catalog, target, desired = prepare(catalog_file, controller, home)
    plan = make_plan(desired, target.read(catalog.root), catalog.owner, target.name, Options(**given))
    print_plan(plan, output_format)
    if out is not None:
        save_plan(plan, out)
        click.echo(f"saved to {out}; `gen-pipelines apply {out}` applies just this", err=True)
    raise click.exceptions.Exit(3 if exit_code and not plan.is_empty else 0)
