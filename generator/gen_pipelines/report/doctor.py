"""What ``gen-pipelines doctor`` tells: one table, and a line of advice for each problem."""

from __future__ import annotations

import json

import click

from ..doctor.check import OK, PROBLEM, UNSEEN, Check
from .findings import colour_wanted, printable

_COLOURS = {OK: "green", PROBLEM: "red", UNSEEN: "yellow"}
_LISTED = 3
"""So many good checks of an area are shown each; more become one line."""


def print_examinations(found: list[tuple[str, list[Check]]], output_format: str) -> None:
    """Print the checks of each target."""
    if output_format == "json":
        click.echo(json.dumps([_as_data(target, checks) for target, checks in found], indent=2))
        return
    for number, (target, checks) in enumerate(found):
        if len(found) > 1:
            click.echo(f"{chr(10) if number else ''}{printable(target)}:\n")
        _print_table(_folded(checks))
        _print_advice(checks)
        click.echo(f"\n{summary(checks)}")


def _as_data(target: str, checks: list[Check]) -> dict[str, object]:
    counts = {outcome: sum(check.outcome == outcome for check in checks) for outcome in (OK, PROBLEM, UNSEEN)}
    return {"target": target, "counts": counts, "checks": [check._asdict() for check in checks]}


def _folded(checks: list[Check]) -> list[Check]:
    """Many good checks of one area as one, so that the others are seen."""
    folded: list[Check] = []
    groups: dict[str, dict[str, list[Check]]] = {}
    for check in checks:
        groups.setdefault(check.area, {OK: [], PROBLEM: [], UNSEEN: []})[check.outcome].append(check)
    for area, by_outcome in groups.items():
        for outcome, members in by_outcome.items():
            folded += members if outcome == PROBLEM or len(members) <= _LISTED else [_fold(area, outcome, members)]
    return folded


def _fold(area: str, outcome: str, members: list[Check]) -> Check:
    if outcome == OK:
        return Check(area, f"{len(members)} {area}", OK, "there")
    names = ", ".join(check.what for check in members)
    return Check(area, names if len(names) <= 40 else f"{names[:39]}…", UNSEEN, f"{len(members)} {area}: {members[0].found}")


def _print_table(checks: list[Check]) -> None:
    head = ("", "CHECK", "WHAT", "FOUND")
    cells = [head, *((check.outcome, check.area, printable(check.what), printable(check.found)) for check in checks)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    colour = colour_wanted(False)
    for number, row in enumerate(cells):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        styled = click.style(row[0], fg=_COLOURS[row[0]]) + line[len(row[0]) :] if colour and number else line
        click.echo(styled, color=colour)


def _print_advice(checks: list[Check]) -> None:
    advice = list(dict.fromkeys((check.outcome, check.advice) for check in checks if check.advice))
    if advice:
        click.echo()
    for outcome, text in sorted(advice, key=lambda one: one[0] != PROBLEM):
        click.echo(f"  {'*' if outcome == PROBLEM else '-'} {printable(text)}")


def summary(checks: list[Check]) -> str:
    """The last line: how much is to be repaired, and how much could not be seen."""
    problems, unseen = (sum(check.outcome == outcome for check in checks) for outcome in (PROBLEM, UNSEEN))
    hidden = f" {unseen} {'thing' if unseen == 1 else 'things'} could not be looked at." if unseen else ""
    if not problems:
        return f"Nothing has to be repaired.{hidden}"
    return f"{problems} {'thing has' if problems == 1 else 'things have'} to be repaired.{hidden}"
