"""``gen-pipelines render``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import catalog_option, not_empty
from .options import check as check_catalog

if TYPE_CHECKING:
    from ..render.writer import Changes, OutputFolder


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
    from ..again import look_again
    from ..render.writer import OutputFolder
    from ..report.findings import printable
    from ..report.rendering import print_changes

    folder = OutputFolder(output)
    changes = None if adopt else look_again(folder, catalog_file, controller)
    if changes is None:
        changes = _look(folder, catalog_file, controller, adopt=adopt)
    if diff:
        for line in folder.differences(changes):
            click.echo(printable(line))
    elif not check:
        folder.write(changes)
    print_changes(output, changes, written=not (check or diff))
    if check and changes.pending:
        raise click.exceptions.Exit(3)


def _look(folder: OutputFolder, catalog_file: Path, controller: str | None, *, adopt: bool) -> Changes:
    """What the folder needs to hold everything of the catalog."""
    from ..again import made_from
    from ..generate import everything

    catalog, checked = check_catalog(catalog_file)
    return folder.look(everything(catalog, controller), adopt=adopt, made_from=made_from(checked, catalog_file, controller))
