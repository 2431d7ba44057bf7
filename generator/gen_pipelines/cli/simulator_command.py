"""``gen-pipelines simulator``"""

from __future__ import annotations

import click


@click.command("simulator")
@click.argument("action", type=click.Choice(["install", "status", "remove"]), default="status")
def command(action: str) -> None:
    """Install the engine that runs pipelines (`install`), say what is there (`status`), or remove it (`remove`).

    Installing fetches its parts with Maven, checks each against its sha256, and compiles the rest. It needs Java 11 or later with a compiler, and Maven.
    """
    from ..simulate import install, installation

    if action == "install":
        where, built = install.install()
        click.echo(f"{'installed' if built else 'is up to date'}: {where}")
    elif action == "remove":
        click.echo(f"removed what was in {install.remove()}")
    else:
        _status(installation.home())


def _status(where: object) -> None:
    from ..simulate.engine import Engine

    with Engine() as engine:
        parts = engine.ask({"op": "hello"})
    click.echo(f"installed: {where}")
    click.echo(f"engine {parts['engine']}, Groovy {parts['groovy']}, groovy-cps {parts['cps']}, groovy-sandbox {parts['sandbox']}, Java {parts['java']}")
    click.echo(f"{len(parts['steps'])} steps of plugins are known")
