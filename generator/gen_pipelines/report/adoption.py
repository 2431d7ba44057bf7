"""What ``gen-pipelines adopt`` tells before it asks."""

from __future__ import annotations

import click

from ..importing.adopt import Adoption
from .findings import printable
from .plan import print_plan


def print_adoption(adoption: Adoption) -> None:
    """The plan, and what somebody should know who says yes."""
    plan = adoption.plan
    for path in adoption.ours:
        click.echo(f"  = {printable('/'.join(path))} is ours already")
    if plan.changes or plan.blocked:
        print_plan(plan, "text")
    for path in adoption.rebuilt:
        click.echo(f"Jenkins will build every branch of {printable('/'.join(path))} again: its branch source gets the catalog's id. `source-id` in the catalog keeps the old one.")
