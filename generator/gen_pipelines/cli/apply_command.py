"""``gen-pipelines apply``"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from ..catalog.model import Catalog
from .backup_options import backing_up, backups_option, keep_option, tell_backup
from .sync_options import Site, connection, connection_options, plan_options, prepare_all, target_options

if TYPE_CHECKING:
    from ..sync.change import Change
    from ..sync.several import Share

READ = 25
"""Changed items that are read without a backup, just to show how they change."""

ALL = 1_000_000
"""With a backup every changed item is read, and shown."""


@click.command("apply")
@click.argument("plan_file", required=False, type=click.Path(dir_okay=False))
@target_options
@plan_options
@backups_option
@keep_option
@click.option("--no-backup", is_flag=True, help="Do not save what is changed: a request an item less. Multibranch projects are then replaced without being read.")
@click.option("--yes", is_flag=True, help="Do not ask. Needed where nobody can answer.")
@click.option("--in-quiet-mode", is_flag=True, help="Apply although the controller is about to be restarted.")
@connection_options
def command(plan_file: str | None, yes: bool, in_quiet_mode: bool, backups: str | None, keep_backups: int, no_backup: bool, **given: Any) -> None:
    """Show the plan, ask, and make the target what the catalog says.

    PLAN_FILE is a plan saved by `plan --out`: it is applied as it was shown, or refused when the target changed since.
    What is changed or removed is saved first; `restore` brings it back. Ctrl-C finishes what is under way, and tells what was done; the next run goes on from there.
    Exit code 1 when an item failed, 4 when the plan was refused.
    """
    from ..report.plan import print_plans
    from ..sync.several import homes

    limit = READ if no_backup else ALL
    catalog, shares = _shares(plan_file, limit, dict(given))
    print_plans([share.plan for share in shares], "text")
    blocked = any(share.plan.blocked for share in shares)
    if all(share.plan.is_empty for share in shares):
        raise click.exceptions.Exit(1 if blocked else 0)
    _check(shares, in_quiet_mode)
    if not yes and plan_file is None:
        _ask(shares)
        shares = _as_shown(shares, _shares(None, limit, dict(given))[1])
    saving = [] if no_backup else [backing_up(share.target, catalog, "apply", backups) for share in shares]
    work = [replace(share, target=target) for share, target in zip(shares, saving, strict=True)] if saving else shares
    failed = _apply(work, homes(catalog), catalog.root)
    for target in saving:
        tell_backup(target, keep_backups)
    raise click.exceptions.Exit(1 if blocked or failed else 0)


def _shares(plan_file: str | None, limit: int, given: dict[str, Any]) -> tuple[Catalog, list[Share]]:
    """The plans, made now or loaded."""
    from .planned import shares_of

    settings = connection(given)
    catalog, sites = prepare_all(given.pop("catalog_file"), given.pop("controller"), given.pop("home"), given.pop("everything"), settings)
    deep = given.pop("deep")
    return catalog, shares_of(catalog, sites, given, deep=deep, limit=limit) if plan_file is None else [_saved(plan_file, catalog, sites)]


def _apply(shares: list[Share], placed: dict[str, set[str]], root: str) -> bool:
    """Apply, read everything once more, and tell; whether something failed."""
    from ..report.plan import print_applied
    from ..report.progress import applying
    from ..sync.several import apply_all
    from ..sync.verify import read_again

    with applying(shares) as (progress, stop):
        applied = apply_all(shares, placed, progress, stop)
    failed = False
    for share, one in zip(shares, applied, strict=True):
        checked = read_again(one, share.target, root)
        failed = failed or bool(checked.failed)
        if len(shares) > 1:
            click.echo(f"{share.target.name}:")
        print_applied(checked)
    return failed


def _saved(plan_file: str, catalog: Catalog, sites: list[Site]) -> Share:
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


def _as_shown(shown: list[Share], now: list[Share]) -> list[Share]:
    """The plans of this moment, if they are what somebody said yes to: thinking takes time, and others work too.

    Raises:
        UnsafeError: something else would be done now.
    """
    from ..errors import UnsafeError

    for before, after in zip(shown, now, strict=True):
        if [_essence(change) for change in before.plan.changes] != [_essence(change) for change in after.plan.changes]:
            raise UnsafeError(f"{after.target.name} or the catalog changed while you looked at the plan", hint="nothing was done; run it again and look at the new plan")
    return now


def _essence(change: Change) -> tuple[object, ...]:
    return (change.action, change.path, change.item, change.differences, change.actual and change.actual.marker)
