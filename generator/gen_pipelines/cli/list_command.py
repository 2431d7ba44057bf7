"""``gen-pipelines list``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import catalog_option, format_option, load


@click.command("list")
@click.argument("what", type=click.Choice(["services", "operations", "environments", "profiles"]), default="services")
@catalog_option
@format_option("text", "json")
def command(what: str, catalog_file: Path, output_format: str) -> None:
    """List what the catalog describes: services (the default), operations, environments or profiles."""
    from ..report.listing import listing, print_listing

    print_listing(listing(load(catalog_file), what), output_format)
