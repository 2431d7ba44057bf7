"""``gen-pipelines lint``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import format_option


@click.command("lint")
@click.argument("jenkinsfiles", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="JENKINSFILE...")
@format_option("text", "json", "github", "sarif")
def command(jenkinsfiles: tuple[Path, ...], output_format: str) -> None:
    """Say what Jenkins' declarative linter would say of each file, at the same lines and columns, without a Jenkins.

    Exit code 1 when a file is invalid. JSON is one list of file, line, column and message for all files, empty when all are valid.
    """
    from ..report.linting import print_linted
    from ..simulate.engine import Engine
    from ..simulate.linting import lint_files

    with Engine() as engine:
        linted = lint_files(engine, jenkinsfiles)
    print_linted(linted, output_format)
    raise click.exceptions.Exit(1 if any(one.findings for one in linted) else 0)
