"""``gen-pipelines graph``"""

from __future__ import annotations

from pathlib import Path

import click

from .options import catalog_option, format_option, load


@click.command("graph")
@click.argument("service")
@catalog_option
@format_option("text", "mermaid", "svg", "json")
@click.option("--timing", is_flag=True, help="Show times, the critical path, and before and after.")
@click.option("--times", type=click.Path(dir_okay=False), help="Stage times from a file (`stage: duration`), instead of the catalog's `timings`.")
@click.option("--whole", is_flag=True, help="Time the delivery too: bakes, canary steps, load tests.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
def command(service: str, catalog_file: Path, output_format: str, timing: bool, times: str | None, whole: bool, output: Path | None) -> None:
    """Draw the pipeline of SERVICE: as a tree, as Mermaid for Markdown, as SVG, or as JSON.

    With --timing, compute how long it takes one stage after the other and as it runs, and which stages decide.
    """
    from ..graph.draw import picture

    text = picture(load(catalog_file), service, output_format, timed=timing or times is not None, times_file=times, whole=whole)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(f"wrote {output}")
