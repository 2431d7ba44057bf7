"""``gen-pipelines rules``"""

from __future__ import annotations

import click

from .options import format_option


@click.command("rules")
@click.argument("rule", required=False)
@format_option("text", "json")
def command(rule: str | None, output_format: str) -> None:
    """List the rules a catalog is checked against, or tell all about RULE: what it finds, why, a bad and a good example."""
    from ..report.rules import print_rules

    print_rules(rule, output_format)
