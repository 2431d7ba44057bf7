"""``gen-pipelines doctor``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from .options import format_option
from .sync_options import Site, connection, connection_options, prepare_all, target_options

if TYPE_CHECKING:
    from ..catalog.model import Catalog
    from ..doctor.check import Check

PATIENCE = 5.0
"""Seconds to wait for a controller that does not answer, unless --wait says more."""


@click.command("doctor")
@target_options
@click.option("--all", "everything", is_flag=True, help="All controllers of the catalog.  [default: if none is a directory]")
@click.option("--lint/--no-lint", default=True, show_default=True, help="Let the controller's own linter see every rendered Jenkinsfile.")
@format_option("text", "json")
@connection_options
@click.pass_context
def command(
    context: click.Context, /, catalog_file: Path, controller: str | None, home: str | None, everything: bool, lint: bool, output_format: str, **given: Any
) -> None:
    """Look whether this catalog can run on a controller.

    Can it be reached, who am I, what may I do; which plugins, credentials and agents the catalog needs and which are missing or too old; does the
    controller's linter accept every Jenkinsfile. Nothing is changed. Exit code 1 when something has to be repaired.
    """
    from ..doctor.check import PROBLEM
    from ..report.doctor import print_examinations

    if context.get_parameter_source("wait") is ParameterSource.DEFAULT:
        given["wait"] = PATIENCE  # whether it starts or restarts is a finding here, nothing to sit out
    catalog, sites = prepare_all(catalog_file, controller, home, everything, connection(given))
    found = [(site.target.name, _examine(catalog, site, lint)) for site in sites]
    print_examinations(found, output_format)
    raise click.exceptions.Exit(1 if any(check.outcome == PROBLEM for _, checks in found for check in checks) else 0)


def _examine(catalog: Catalog, site: Site, lint: bool) -> list[Check]:
    from ..doctor.examine import examine, examine_directory
    from ..doctor.needs import needs_of
    from ..jenkins.controller import ControllerTarget
    from ..jenkins.directory import DirectoryTarget
    from ..jobs.placing import Placement
    from ..report.progress import progress_bar

    placement = Placement(catalog, site.controller)
    services = [service for service in catalog.services.values() if placement.has_service(service)]
    needs = needs_of(catalog, site.desired, services)
    if isinstance(site.target, DirectoryTarget):
        return list(examine_directory(site.target.home, needs))
    assert isinstance(site.target, ControllerTarget), "there are no other targets"
    texts = _jenkinsfiles(catalog, services) if lint else {}
    with progress_bar("Linting", len(texts)) as advance:
        return list(examine(site.target.client, catalog, site.controller, needs, texts, advance))


def _jenkinsfiles(catalog: Catalog, services: list[Any]) -> dict[str, str]:
    from ..render.jenkinsfile import Jenkinsfiles

    rendered = Jenkinsfiles(catalog)
    texts = {service.key: rendered.of_service(service) for service in services}
    return texts | {name: rendered.of_operation(name, operation) for name, operation in catalog.operations.items()}
