"""A plan for people (text) and for programs (JSON); :mod:`.plan_markdown` has it for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from ..sync.apply import DONE, FAILED, SKIPPED, Applied, Fate
from ..sync.change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Change, Plan
from ..sync.drift import MISSING, UNMARKED, Drifted
from .findings import colour_wanted, printable
from .json_text import json_text
from .table import table

SIGNS = {CREATE: "+", UPDATE: "~", MOVE: ">", DISABLE: "-", DELETE: "-"}
COLOURS = {CREATE: "green", UPDATE: "yellow", MOVE: "cyan", DISABLE: "red", DELETE: "red"}
WORDS = {CREATE: "add", UPDATE: "change", MOVE: "move", DISABLE: "disable", DELETE: "remove"}
SHOWN = 12
"""Differences shown of one item; the rest is counted."""

NOTES = {MISSING: ": removed by hand, or not applied yet", UNMARKED: ": its mark of ownership was removed"}


def print_plan(plan: Plan, output_format: str) -> None:
    """Print a plan."""
    print_plans([plan], output_format)


def print_plans(plans: Sequence[Plan], output_format: str) -> None:
    """Print the plan of each controller; of several, each under its name."""
    if output_format == "json":
        data = [as_data(plan) for plan in plans]
        click.echo(json_text(data[0] if len(data) == 1 else data))
    elif output_format == "markdown":
        from .plan_markdown import as_one

        click.echo(as_one(plans).rstrip("\n"))
    else:
        colour = colour_wanted(False)
        for plan in plans:
            heading = [f"{printable(plan.target)}:"] if len(plans) > 1 else []
            for line in (*heading, *as_text(plan, colour=colour)):
                click.echo(line, color=colour)


def as_text(plan: Plan, *, colour: bool = False) -> Iterator[str]:
    """The plan line by line: each item with what changes in it, what is blocked, and the summary."""
    width = max((len(name(change)) for change in plan.changes), default=0)
    for change in plan.changes:
        line = f"  {SIGNS[change.action]} {WORDS[change.action]:7} {printable(name(change)):{width}}  {change.kind}"
        yield click.style(line, fg=COLOURS[change.action]) if colour else line
        yield from (f"        {printable(difference)}" for difference in change.differences[:SHOWN])
        if len(change.differences) > SHOWN:
            yield f"        and {len(change.differences) - SHOWN} more differences"
    for blocked in plan.blocked:
        line = f"  ! blocked {printable('/'.join(blocked.path))}: {printable(blocked.reason)}"
        yield click.style(line, fg="red") if colour else line
        yield f"        {printable(blocked.hint)}"
    if plan.changes or plan.blocked:
        yield ""
    yield plan.summary
    yield from remarks(plan)


def remarks(plan: Plan) -> Iterator[str]:
    """What somebody should know besides the counts."""
    if plan.folder_scans and plan.scans == 1:
        yield "Jenkins will scan 1 repository, because the folder above changes."
    elif plan.folder_scans:
        yield f"Jenkins will scan repositories {plan.scans} times, {plan.folder_scans} of them because the folder above changes."
    elif plan.scans:
        yield f"Jenkins will scan {plan.scans} {'repository' if plan.scans == 1 else 'repositories'}."
    if plan.unread:
        yield f"{plan.unread} changed {'item was' if plan.unread == 1 else 'items were'} not read, so how {'it changes' if plan.unread == 1 else 'they change'} is not shown."
    if plan.blocked:
        yield f"{len(plan.blocked)} {'item is' if len(plan.blocked) == 1 else 'items are'} blocked and will not be touched."
    if plan.quiet:
        yield f"The controller is about to be restarted and starts no builds: {printable(plan.quiet)}."
    yield from (f"Refused by apply: {reason}." for reason in plan.unsafe)


def name(change: Change) -> str:
    """The item's path; of a move, from where."""
    path = "/".join(change.path)
    return f"{'/'.join(change.actual.path)} -> {path}" if change.action == MOVE and change.actual else path


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data."""
    return {
        "target": plan.target,
        "owner": plan.owner,
        "summary": plan.summary,
        "counts": plan.counts,
        "unchanged": plan.unchanged,
        "scans": plan.scans,
        "folder_scans": plan.folder_scans,
        "unread": plan.unread,
        "quiet": plan.quiet,
        "unsafe": list(plan.unsafe),
        "fingerprint": plan.fingerprint,
        "changes": [_change_data(change) for change in plan.changes],
        "blocked": [{"path": "/".join(one.path), "kind": one.kind, "reason": one.reason, "hint": one.hint} for one in plan.blocked],
    }


def _change_data(change: Change) -> dict[str, Any]:
    moved = {"from": "/".join(change.actual.path)} if change.action == MOVE and change.actual else {}
    return {"action": change.action, "path": "/".join(change.path), "kind": change.kind, "key": change.key, "differences": list(change.differences), **moved}


def print_applied(applied: Applied) -> None:
    """What became of a plan: the fate of each item, what was not done last, and the summary."""
    for outcome in (DONE, FAILED, SKIPPED):
        if rows := [_fate_row(fate) for fate in applied.fates if fate.outcome == outcome]:
            click.echo("\n".join(table(("FATE", "ACTION", "ITEM", "WHY"), rows)))
    click.echo(applied.summary)


def _fate_row(fate: Fate) -> tuple[str, ...]:
    return (fate.outcome, fate.change.action, "/".join(fate.change.path), f"{fate.reason}; {fate.hint}" if fate.hint else fate.reason)


def print_drifts(found: Sequence[tuple[str, list[Drifted]]], output_format: str) -> None:
    """What people changed by hand on each target, by its name."""
    if output_format == "json":
        data = [[_drift_data(one) for one in drifted] for _, drifted in found]
        click.echo(json_text(data[0] if len(data) == 1 else data))
        return
    for target, drifted in found:
        if len(found) > 1:
            click.echo(f"{printable(target)}:")
        for one in drifted:
            click.echo(f"  {one.what:8} {printable('/'.join(one.path))}  {one.kind}{NOTES.get(one.what, '')}")
            for difference in one.differences:
                click.echo(f"           {printable(difference)}")
        click.echo(f"Drift: {len(drifted)} {'item is' if len(drifted) == 1 else 'items are'} not as applied." if drifted else "No drift. Nobody changed what was applied.")


def _drift_data(one: Drifted) -> dict[str, Any]:
    return {"path": "/".join(one.path), "kind": one.kind, "what": one.what, "differences": list(one.differences)}
