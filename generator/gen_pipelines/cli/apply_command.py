"""``gen-pipelines apply``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .sync_options import connection, connection_options, plan_options, prepare_all, target_options

if TYPE_CHECKING:
    from ..sync.several import Share


@click.command("apply")
@click.argument("plan_file", required=False, type=click.Path(dir_okay=False))
@target_options
@plan_options
@click.option("--yes", is_flag=True, help="Do not ask. Needed where nobody can answer.")
@click.option("--in-quiet-mode", is_flag=True, help="Apply although the controller is about to be restarted.")
@connection_options
def command(
    plan_file: str | None, catalog_file: Path, controller: str | None, home: str | None, everything: bool, deep: bool, yes: bool, in_quiet_mode: bool, **given: Any
) -> None:
    """Show the plan, ask, and make the target what the catalog says.

    PLAN_FILE is a plan saved by `plan --out`: it is applied as it was shown, or refused when the target changed since.
    Ctrl-C finishes what is under way, and tells what was done; the next run goes on from there.
    Exit code 1 when an item failed, 4 when the plan was refused.
    """
    from ..report.plan import print_applied, print_plans
    from ..report.progress import applying
    from ..sync.several import apply_all, homes
    from .planned import shares_of

    settings = connection(given)
    catalog, sites = prepare_all(catalog_file, controller, home, everything, settings)
    shares = shares_of(catalog, sites, given, deep=deep) if plan_file is None else [_saved(plan_file, catalog, sites)]
    plans = [share.plan for share in shares]
    print_plans(plans, "text")
    blocked = any(plan.blocked for plan in plans)
    if all(plan.is_empty for plan in plans):
        raise click.exceptions.Exit(1 if blocked else 0)
    _check(shares, in_quiet_mode)
    if not yes and plan_file is None:
        _ask(shares)
    with applying(shares) as (progress, stop):
        applied = apply_all(shares, homes(catalog), progress, stop)
    for share, one in zip(shares, applied, strict=True):
        if len(shares) > 1:
            click.echo(f"{share.target.name}:")
        print_applied(one)
    raise click.exceptions.Exit(1 if blocked or any(one.failed for one in applied) else 0)


def _saved(plan_file: str, catalog: Any, sites: list[Any]) -> Share:
    from ..errors import UserError
    from ..sync.saved import load_plan
    from ..sync.several import Share

    if len(sites) > 1:
        raise UserError("a saved plan is for one controller", hint=f"name it with --controller: {', '.join(catalog.controllers)}")
    site = sites[0]
    state = site.target.read(catalog.root)
    return Share(site.controller, site.target, load_plan(plan_file, catalog.owner, site.target.name, state), state)


def _check(shares: list[Share], in_quiet_mode: bool) -> None:
    """Refuse what is unsafe, before anybody is asked."""
    from ..errors import UnsafeError
    from ..sync.apply import check_safe

    for share in shares:
        check_safe(share.plan)
        if share.state.quiet and not in_quiet_mode and not share.plan.is_empty:
            raise UnsafeError(f"{share.target.name} is about to be restarted: {share.state.quiet}", hint="wait for it, or apply all the same with --in-quiet-mode")


def _ask(shares: list[Share]) -> None:
    from ..errors import UnsafeError

    if not sys.stdin.isatty():
        raise UnsafeError("nobody is here to say yes", hint="give --yes, or a plan saved by `plan --out`")
    click.confirm(f"Apply this to {' and '.join(share.target.name for share in shares)}?", abort=True)
