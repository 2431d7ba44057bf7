"""``gen-pipelines sandbox up|down|status``"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import catalog_option, format_option, load

if TYPE_CHECKING:
    from ..catalog.model import Catalog
    from ..jenkins.client import Client
    from ..jobs.item import Item

IMAGE = "jenkins/jenkins:lts-jdk21"


@click.group("sandbox")
def command() -> None:
    """A Jenkins of your own in a container, set up for the catalog.

    For trying a catalog out before it meets a real controller. Needs Docker, or another engine with its API.
    """


@command.command("up")
@catalog_option
@click.option("--image", default=IMAGE, show_default=True, help="The image; one of your own may bring the agents' tools.")
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True, help="Port on this machine, on loopback only.")
@click.option("--network", help="Network of the container, such as `host`.  [default: a published port]")
@click.option("--wait", type=click.FloatRange(0), default=600.0, show_default=True, help="Seconds until Jenkins must be ready; plugins are fetched first.")
@click.option("--no-apply", is_flag=True, help="Start Jenkins only.")
def up(catalog_file: Path, image: str, port: int, network: str | None, wait: float, no_apply: bool) -> None:
    """Start Jenkins with the catalog's plugins, library and credential placeholders, and apply the catalog to it."""
    from ..doctor.needs import needs_of
    from ..errors import UserError
    from ..generate import operation_scripts
    from ..jobs.build import desired_items
    from ..sandbox import state
    from ..sandbox import up as starting
    from ..sandbox.engine import Engine

    catalog = load(catalog_file)
    folder = state.folder_of(catalog)
    engine = Engine()
    before = state.load(folder)
    if before is not None and engine.status(before[0].container) is not None:
        raise UserError(f"there is a sandbox already, at {before[0].url}", hint="`gen-pipelines sandbox down` removes it")
    desired = desired_items(catalog, None, operation_scripts(catalog))
    needs = needs_of(catalog, desired, catalog.services.values())
    sandbox, password = starting.start(catalog, needs, engine, folder, image, port, network, _tell)
    _tell(f"started {image}; waiting for Jenkins at {sandbox.url}")
    client = starting.wait(sandbox, password, engine, wait, _tell)
    click.echo(f"Jenkins is ready at {sandbox.url}: sign in as {sandbox.user}, the password is in {folder}/password.")
    failed = 0 if no_apply else _apply(catalog, client, desired)
    raise click.exceptions.Exit(1 if failed else 0)


def _apply(catalog: Catalog, client: Client, desired: list[Item]) -> int:
    """Apply the catalog, whatever controllers it has; how many items failed."""
    from ..jenkins.controller import ControllerTarget
    from ..report.plan import print_applied
    from ..report.progress import applying
    from ..sync.apply import apply_plan
    from ..sync.planning import plan_for
    from ..sync.several import Share

    target = ControllerTarget(client)
    plan, state = plan_for(desired, target, catalog.root, catalog.owner)
    with applying([Share(None, target, plan, state)]) as (progress, stop):
        applied = apply_plan(plan, target, progress, stop)
    print_applied(applied)
    return applied.failed


def _tell(message: str) -> None:
    from ..report.findings import printable

    click.echo(printable(message), err=True)


@command.command("down")
@catalog_option
def down(catalog_file: Path) -> None:
    """Stop and remove the sandbox, with everything in it."""
    from ..sandbox import state
    from ..sandbox.engine import Engine

    folder = state.folder_of(load(catalog_file))
    known = state.load(folder)
    if known is None:
        click.echo("There is no sandbox.")
        return
    removed = Engine().remove(known[0].container)
    state.forget(folder)
    click.echo(f"The sandbox at {known[0].url} is removed." if removed else "The sandbox's container was gone already.")


@command.command("status")
@catalog_option
@format_option("text", "json")
def status(catalog_file: Path, output_format: str) -> None:
    """Show whether the sandbox runs, and where. Exit code 1 when it does not."""
    from ..sandbox import state
    from ..sandbox.engine import Engine

    folder = state.folder_of(load(catalog_file))
    known = state.load(folder)
    running = Engine().status(known[0].container) if known is not None else None
    if output_format == "json":
        data = {**known[0].__dict__, "status": running or "gone", "password_file": str(folder / "password")} if known is not None else None
        click.echo(json.dumps(data, indent=2))
    elif known is None:
        click.echo("There is no sandbox; `gen-pipelines sandbox up` starts one.")
    else:
        click.echo(f"{running or 'gone'}: {known[0].image} at {known[0].url}, user {known[0].user}, password in {folder}/password")
    raise click.exceptions.Exit(0 if running == "running" else 1)
