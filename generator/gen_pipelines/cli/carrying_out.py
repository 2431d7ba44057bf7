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
    if not yes:
        _check_unchanged(plan, target)
    with applying([Share(None, target, plan, State())]) as (progress, stop):
        applied = apply_plan(plan, target, progress, stop)
    print_applied(applied)
    tell_backup(target, keep)
    return applied


def _check_unchanged(plan: Plan, target: BackingUp) -> None:
    """Thinking takes time, and others work too.

    Raises:
        UnsafeError: an item is gone, or is somebody else's by now.
    """
    state = target.read(plan.changes[0].path[0])
    for change in plan.changes:
        before = change.actual
        if before is None:
            continue
        now = state.at(before.kind, before.path)
        if now is None or (now.marker, now.disabled) != (before.marker, before.disabled):
            raise UnsafeError(f"{'/'.join(before.path)} changed while you looked at the plan", hint="nothing was done; run it again and look at the new plan")
