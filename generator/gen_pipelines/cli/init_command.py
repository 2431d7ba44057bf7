"""``gen-pipelines init``"""

from __future__ import annotations

import click

STACKS = ("node", "python", "java", "go", "static-site", "terraform")


@click.command("init")
@click.option("--stack", type=click.Choice(STACKS), default="node", show_default=True, help="What your first service is made with.")
@click.option("--organization", default="acme", show_default=True, help="Short name of your organization.")
@click.option("--service", default="shop", show_default=True, help="Name of your first service.")
@click.option("--repository", help="Address of its repository.  [default: made from the names]")
@click.option("-o", "--output", default="pipelines.yaml", show_default=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(stack: str, organization: str, service: str, repository: str | None, output: str, force: bool) -> None:
    """Write a commented starter catalog for a stack."""
    from ..starter.catalog import starter_catalog, write_starter

    address = repository or f"https://github.com/{organization}/{service}.git"
    write_starter(output, starter_catalog(stack, organization, service, address), force=force)
    click.echo(f"wrote {output}")
    click.echo("next:\n  gen-pipelines validate     check it\n  gen-pipelines render       write the Jenkinsfiles into build/\n  gen-pipelines plan         show the jobs it needs")
