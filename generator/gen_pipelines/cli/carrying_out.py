"""What every command that changes a target does with its plan: show it, ask, make it, tell."""

from __future__ import annotations

import sys

import click

from ..backup.target import BackingUp
from ..errors import UnsafeError
from ..sync.apply import Applied
from ..sync.change import Plan
from .backup_options import tell_backup


def confirm(question: str, *, yes: bool) -> None:
    """Ask, unless the answer was given on the command line.

    Raises:
        UnsafeError: nobody is there to answer.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise UnsafeError("nobody is here to say yes", hint="look at the plan above, and give --yes")
    click.confirm(question, abort=True)


def carry_out(plan: Plan, target: BackingUp, question: str, *, yes: bool, keep: int) -> Applied:
    """Ask about a plan that was shown, make its changes, and tell what became of them and where the backup is."""
    from ..report.plan import print_applied
    from ..report.progress import applying
    from ..sync.apply import apply_plan
    from ..sync.several import Share
    from ..sync.state import State

    confirm(question, yes=yes)
    with applying([Share(None, target, plan, State())]) as (progress, stop):
        applied = apply_plan(plan, target, progress, stop)
    print_applied(applied)
    tell_backup(target, keep)
    return applied
