"""``gen-pipelines steps``"""

from __future__ import annotations

import click

from .options import format_option


@click.command("steps")
@click.argument("step", required=False)
@format_option("text", "json")
def command(step: str | None, output_format: str) -> None:
    """List the steps of the shared library, or tell all about STEP: parameters, what it returns, and what it needs."""
    from ..steps.describe import print_steps

    print_steps(step, output_format)
