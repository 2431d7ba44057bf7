"""``gen-pipelines explain``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import catalog_option, format_option, load


@click.command("explain")
@click.argument("setting")
@catalog_option
@format_option("text", "json")
def command(setting: str, catalog_file: Path, output_format: str) -> None:
    """Show the value of SETTING, the layer, file and line that set it, and what it overrode.

    SETTING is a service and a path: `backend.deploy.strategy`. A service alone shows all of its settings.
    """
    from ..report.explain import explanation, print_explanation

    print_explanation(explanation(load(catalog_file), setting), output_format)
