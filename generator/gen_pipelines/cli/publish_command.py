"""``gen-pipelines publish``"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .options import catalog_option, format_option, load


@click.command("publish")
@catalog_option
@format_option("text", "json")
@click.option("--dry-run", is_flag=True, help="Show the changes; push nothing.")
@click.option("--branch", default="gen-pipelines/update", show_default=True, help="The branch to push to; open a pull request from it.")
@click.option("--to-main", is_flag=True, help="Push to each service's main branch instead.")
@click.option("--adopt", is_flag=True, help="Take over Jenkinsfiles that are there and not ours.")
@click.option("--only", multiple=True, metavar="GLOB", help="Only these services. Can be given more than once.")
@click.option("--jobs", default=4, show_default=True, type=click.IntRange(1, 64), help="Repositories at once.")
@click.option("--author", default="gen-pipelines", show_default=True, help="Name in the commits.")
@click.option("--email", default="gen-pipelines@localhost", show_default=True, help="E-mail address in the commits.")
def command(catalog_file: Path, output_format: str, only: tuple[str, ...], **given: Any) -> None:
    """Write the rendered Jenkinsfiles into the services' repositories.

    One commit for each repository with something to change, none otherwise. Exit code 1 when a repository failed.
    """
    from ..publish.git import check_branch
    from ..publish.request import Options, requests_for
    from ..publish.run import publish
    from ..render.jenkinsfile import Jenkinsfiles
    from ..report.progress import progress_bar
    from ..report.publish import print_results

    check_branch(given["branch"])
    catalog = load(catalog_file)
    rendered = Jenkinsfiles(catalog)
    requests = requests_for(catalog, {service.name: rendered.of_service(service) for service in catalog.services.values()}, only)
    options = Options(**given)
    with progress_bar("Publishing", len(requests)) as advance:
        results = publish(requests, options, lambda result: advance(result.repository))
    print_results(results, output_format, diffs=options.dry_run)
    raise click.exceptions.Exit(1 if any(result.outcome == "failed" for result in results) else 0)
