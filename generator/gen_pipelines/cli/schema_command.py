"""``gen-pipelines schema``"""

from __future__ import annotations

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the catalog, for editors that complete and check.

    Name it in the first line of the catalog: `# yaml-language-server: $schema=pipelines.schema.json`.
    """
    from ..catalog.schema_file import FILE

    click.echo(FILE.read_text(encoding="utf-8"), nl=False)
