"""What plan, apply and drift have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..catalog.model import Catalog
from ..jenkins.target import Target
from ..jobs.item import Item
from .options import Decorator, catalog_option, load, not_empty


def target_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--catalog``, ``--controller`` and ``--home``."""
    for option in (
        click.option("--home", type=click.Path(file_okay=False), callback=not_empty, help="A directory laid out as JENKINS_HOME, instead of a controller of the catalog."),
        click.option("--controller", help="The controller.  [default: the only one that is a directory]"),
        catalog_option,
    ):
        function = option(function)
    return function


def plan_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What goes into a plan."""
    options: tuple[Decorator, ...] = (
        click.option("--max-changes", type=click.IntRange(0), help="Allow so many changed items, instead of 30 % of at least 10."),
        click.option("--max-removals", type=click.IntRange(0), help="Allow so many removed or disabled items, instead of 30 % of at least 10."),
        click.option(
            "--removals",
            type=click.Choice(["disable", "delete", "keep"]),
            default="disable",
            show_default=True,
            help="What happens to items that the catalog no longer has.",
        ),
        click.option("--only", multiple=True, metavar="GLOB", help="Only these items, and never a removal. Can be given more than once."),
    )
    for option in options:
        function = option(function)
    return function


def prepare(catalog_file: Path, controller: str | None, home: str | None) -> tuple[Catalog, Target, list[Item]]:
    """The catalog, the target, and what it should have."""
    from ..generate import operation_scripts
    from ..jobs.build import desired_items
    from ..sync.controllers import choose_target

    catalog = load(catalog_file)
    chosen, target = choose_target(catalog, controller, home)
    return catalog, target, desired_items(catalog, chosen, operation_scripts(catalog))
