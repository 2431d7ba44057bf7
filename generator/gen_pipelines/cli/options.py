"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..catalog.check import Checked, read_catalog
from ..catalog.model import Catalog
from ..errors import CatalogError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

catalog_option: Decorator = click.option(
    "-c", "--catalog", "catalog_file", type=click.Path(path_type=Path), default=Path("pipelines.yaml"), show_default=True, help="The catalog.", envvar="GEN_PIPELINES_CATALOG"
)


def format_option(*formats: str) -> Decorator:
    """``--format``, the first one being the default."""
    return click.option("--format", "output_format", type=click.Choice(formats), default=formats[0], show_default=True, help="How it is printed.")


def not_empty(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse an empty folder: a script's unset variable would mean the root of the file system."""
    if value == "":
        raise click.BadParameter("is empty")
    return value


def load(catalog_file: Path) -> Catalog:
    """The catalog, its warnings printed to stderr.

    Raises:
        Exit: it has errors; they have been printed.
    """
    return check(catalog_file)[0]


def check(catalog_file: Path) -> tuple[Catalog, Checked]:
    """The catalog and what reading it gave, its warnings printed to stderr.

    Raises:
        Exit: it has errors; they have been printed.
    """
    checked = read_catalog(catalog_file)
    if checked.findings:
        show(checked)
    if checked.catalog is None:
        raise click.exceptions.Exit(CatalogError.exit_code)
    return checked.catalog, checked


def show(checked: Checked, output_format: str = "text", *, err: bool = True) -> None:
    """Print the findings of a catalog."""
    from ..report.findings import print_findings

    print_findings(checked.findings, checked.files.texts, output_format, err=err)
