"""What plan, apply and drift have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..catalog.model import Catalog
from ..errors import ControllerError
from ..jobs.item import Item
from .options import Decorator, catalog_option, load, not_empty

if TYPE_CHECKING:
    from ..jenkins.client import Settings
    from ..jenkins.target import Target

all_option: Decorator = click.option("--all", "everything", is_flag=True, help="All controllers of the catalog.  [default: if none is a directory]")
_CONNECTION = ("concurrency", "rate", "wait", "timeout")


class Site(NamedTuple):
    """A target, its controller's name (``None`` for a directory that was given), and what it should have."""

    controller: str | None
    target: Target
    desired: list[Item]


def target_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--catalog``, ``--controller`` and ``--home``."""
    for option in (
        click.option("--home", type=click.Path(file_okay=False), callback=not_empty, help="A directory laid out as JENKINS_HOME, instead of a controller of the catalog."),
        click.option("--controller", help="The controller.  [default: the only one that is a directory]"),
        catalog_option,
    ):
        function = option(function)
    return function


def connection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """How to talk to a controller: :func:`connection` takes them."""
    options: tuple[Decorator, ...] = (
        click.option("--timeout", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, help="Seconds to wait for an answer."),
        click.option("--wait", type=click.FloatRange(0), default=120.0, show_default=True, help="Seconds to wait for a controller that restarts."),
        click.option("--rate", type=click.FloatRange(0, min_open=True), help="Requests a second, at most."),
        click.option("--concurrency", type=click.IntRange(1, 64), default=8, show_default=True, help="Requests under way at once."),
    )
    for option in options:
        function = option(function)
    return function


def connection(given: dict[str, Any]) -> Settings:
    """The settings of a connection, taken out of the options given."""
    from ..jenkins.client import Settings

    concurrency, rate, wait, timeout = (given.pop(name) for name in _CONNECTION)
    return Settings(connect=min(10.0, timeout), read=timeout, wait=wait, workers=concurrency, rate=rate)


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
        click.option("--deep", is_flag=True, help="Read every config.xml and compare by meaning: also undoes what was changed by hand."),
        all_option,
    )
    for option in options:
        function = option(function)
    return function


def prepare(catalog_file: Path, controller: str | None, home: str | None, settings: Settings | None = None) -> tuple[Catalog, Target, list[Item]]:
    """The catalog, the target, and what it should have."""
    from ..jenkins.client import Settings
    from ..sync.controllers import choose_target

    catalog = load(catalog_file)
    chosen, target = choose_target(catalog, controller, home, settings or Settings())
    target.watch(_tell, Event())
    return catalog, target, _desired(catalog, chosen)


def prepare_all(catalog_file: Path, controller: str | None, home: str | None, everything: bool, settings: Settings) -> tuple[Catalog, list[Site]]:
    """The catalog, and the targets that are meant with what they should have."""
    from ..sync.controllers import choose_targets

    catalog = load(catalog_file)
    targets = choose_targets(catalog, controller, home, everything=everything, settings=settings)
    for _, target in targets:
        target.watch(_tell, Event())
    return catalog, [Site(name, target, _desired(catalog, name)) for name, target in targets]


@contextmanager
def naming(sites: list[Site], site: Site) -> Iterator[None]:
    """With several controllers, an error says which one it is about."""
    try:
        yield
    except ControllerError as error:
        if len(sites) > 1:
            error.message = f"{site.target.name}: {error.message}"
        raise


def _tell(message: str) -> None:
    """What is waited for, so that nobody thinks it hangs."""
    from ..report.findings import printable

    click.echo(printable(message), err=True)


def _desired(catalog: Catalog, controller: str | None) -> list[Item]:
    from ..generate import operation_scripts
    from ..jobs.build import desired_items

    return desired_items(catalog, controller, operation_scripts(catalog))
