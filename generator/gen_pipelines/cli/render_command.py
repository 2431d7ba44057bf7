"""``gen-pipelines render``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import catalog_option, load, not_empty


@click.command("render")
@catalog_option
@click.option("-o", "--output", default="build", show_default=True, callback=not_empty, help="The folder to write to.")
@click.option("--check", is_flag=True, help="Write nothing; exit code 3 when files are stale.")
@click.option("--diff", is_flag=True, help="Show how files would change. Writes nothing.")
@click.option("--adopt", is_flag=True, help="Take over files that are in the way and not ours.")
@click.option("--controller", help="Job configurations of this controller only.")
def command(catalog_file: Path, output: str, check: bool, diff: bool, adopt: bool, controller: str | None) -> None:
    """Write the Jenkinsfiles and the configuration of every job.

    Only what changed is written, and only over files that are ours.
    """
    from ..generate import everything
    from ..render.writer import OutputFolder
    from ..report.findings import printable
    from ..report.rendering import print_changes

    folder = OutputFolder(output)
    changes = folder.look(everything(load(catalog_file), controller), adopt=adopt)
    if diff:
        for line in folder.differences(changes):
            click.echo(printable(line))
    elif not check:
        folder.write(changes)
    print_changes(output, changes, written=not (check or diff))
    if check and changes.pending:
        raise click.exceptions.Exit(3)
