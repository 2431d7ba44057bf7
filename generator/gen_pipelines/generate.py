"""Everything a catalog gives, as texts by path: Jenkinsfiles, and the config.xml of every item.

The layout below the output folder::

    jenkinsfiles/GROUP/SERVICE.jenkinsfile
    operations/NAME.jenkinsfile            the inline pipeline of an operation
    jobs/ROOT/GROUP/NAME.xml               the config.xml of a folder, a multibranch project or a job
    views/ROOT/NAME.xml                    list views

Flat, because this folder is for reading, diffing and committing; ``apply`` writes the layout of a JENKINS_HOME.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .catalog.model import Catalog, Service
from .jobs.build import desired_items, service_items
from .jobs.item import VIEW, Item
from .render.jenkinsfile import Jenkinsfiles


def jenkinsfiles(catalog: Catalog, services: Iterable[Service] | None = None) -> dict[str, str]:
    """The Jenkinsfile of every service, or of some, by path.

    Raises:
        UserError: a template is wrong, or a result would be refused by Jenkins.
    """
    rendered = Jenkinsfiles(catalog)
    return {f"jenkinsfiles/{service.key}.jenkinsfile": rendered.of_service(service) for service in (catalog.services.values() if services is None else services)}


def operation_scripts(catalog: Catalog) -> dict[str, str]:
    """The inline pipeline of every operation, by its name."""
    rendered = Jenkinsfiles(catalog)
    return {name: rendered.of_operation(name, operation) for name, operation in catalog.operations.items()}


def item_path(item: Item) -> str:
    """Where an item's config stands below the output folder."""
    return f"{'views' if item.kind == VIEW else 'jobs'}/{'/'.join(item.path)}.xml"


def everything(catalog: Catalog, controller: str | None = None) -> dict[str, str]:
    """All texts of a catalog, by path.

    Raises:
        UserError: a template is wrong, or a result would be refused by Jenkins.
    """
    scripts = operation_scripts(catalog)
    files = jenkinsfiles(catalog)
    files.update({f"operations/{name}.jenkinsfile": script for name, script in scripts.items()})
    files.update(configs(catalog, controller, scripts))
    return files


def of_services(catalog: Catalog, services: list[Service], controller: str | None = None) -> dict[str, str]:
    """The texts of some services alone, by path.

    Raises:
        UserError: as in :func:`everything`.
    """
    files = jenkinsfiles(catalog, services)
    files.update({item_path(item): item.config for item in service_items(catalog, controller, services)})
    return files


def configs(catalog: Catalog, controller: str | None, scripts: Mapping[str, str]) -> dict[str, str]:
    """The config.xml of every item that a controller gets, by path."""
    return {item_path(item): item.config for item in desired_items(catalog, controller, scripts)}
