"""``gen-pipelines validate``"""

from __future__ import annotations

from pathlib import Path

import click

from ..catalog.check import read_catalog
from ..errors import WARNING
from .options import catalog_option, format_option, show


@click.command("validate")
@catalog_option
@format_option("text", "json", "github", "sarif")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
def command(catalog_file: Path, output_format: str, strict: bool) -> None:
    """Check the catalog and show every mistake at once, with its place and what to do.

    Exit code 1 when there are errors.
    """
    checked = read_catalog(catalog_file)
    if checked.catalog is not None and not checked.findings and output_format == "text":
        services, operations = len(checked.catalog.services), len(checked.catalog.operations)
        click.echo(f"{catalog_file} is valid: {_count(services, 'service')}, {_count(operations, 'operation')}")
        return
    show(checked, output_format, err=False)
    failed = checked.errors or (strict and any(finding.severity == WARNING for finding in checked.findings))
    raise click.exceptions.Exit(1 if failed else 0)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
