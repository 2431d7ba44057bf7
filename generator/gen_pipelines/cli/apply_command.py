"""``gen-pipelines apply``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .sync_options import plan_options, prepare, target_options


@click.command("apply")
@click.argument("plan_file", required=False, type=click.Path(dir_okay=False))
@target_options
@plan_options
@click.option("--yes", is_flag=True, help="Do not ask. Needed where nobody can answer.")
def command(plan_file: str | None, catalog_file: Path, controller: str | None, home: str | None, yes: bool, **given: Any) -> None:
    """Show the plan, ask, and make the target what the catalog says.

    PLAN_FILE is a plan saved by `plan --out`: it is applied as it was shown, or refused when the target changed since.
    Exit code 1 when an item failed, 4 when the plan was refused.
    """
    from ..errors import UnsafeError
    from ..report.plan import print_applied, print_plan
    from ..report.progress import progress_bar
    from ..sync.apply import apply_plan
    from ..sync.plan import Options, make_plan
    from ..sync.saved import load_plan

    catalog, target, desired = prepare(catalog_file, controller, home)
    state = target.read(catalog.root)
    if plan_file is None:
        plan = make_plan(desired, state, catalog.owner, target.name, Options(**given))
    else:
        plan = load_plan(plan_file, catalog.owner, target.name, state)
    print_plan(plan, "text")
    if plan.is_empty:
        raise click.exceptions.Exit(1 if plan.blocked else 0)
    if plan.unsafe:
        raise UnsafeError("; ".join(plan.unsafe), hint="nothing was changed")
    if not yes and plan_file is None:
        if not sys.stdin.isatty():
            raise UnsafeError("nobody is here to say yes", hint="give --yes, or a plan saved by `plan --out`")
        click.confirm(f"Apply this to {target.name}?", abort=True)
    with progress_bar("Applying", len(plan.changes)) as advance:
        applied = apply_plan(plan, target, lambda fate: advance("/".join(fate.change.path)))
    print_applied(applied)
    raise click.exceptions.Exit(1 if applied.failed or plan.blocked else 0)
