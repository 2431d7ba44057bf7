"""Everything a catalog gives, as texts by path: Jenkinsfiles, and the config.xml of every item.

The layout below the output folder::

    jenkinsfiles/GROUP/SERVICE.jenkinsfile
    operations/NAME.jenkinsfile            the inline pipeline of an operation
    jobs/ROOT/jobs/.../config.xml          as Jenkins lays out its home
    jobs/ROOT/views/NAME.xml               list views
"""

from __future__ import annotations

from typing import Mapping

from .catalog.model import Catalog
from .jobs.build import desired_items
from .jobs.item import Item
from .render.jenkinsfile import Jenkinsfiles


def jenkinsfiles(catalog: Catalog) -> dict[str, str]:
    """The Jenkinsfile of every service, by path.

    Raises:
        UserError: a template is wrong, or a result would be refused by Jenkins.
    """
    rendered = Jenkinsfiles(catalog)
    return {f"jenkinsfiles/{service.key}.jenkinsfile": rendered.of_service(service) for service in catalog.services.values()}


def operation_scripts(catalog: Catalog) -> dict[str, str]:
    """The inline pipeline of every operation, by its name."""
    rendered = Jenkinsfiles(catalog)
    return {name: rendered.of_operation(name, operation) for name, operation in catalog.operations.items()}


def item_path(item: Item) -> str:
    """Where an item's config stands below the output folder."""
    if item.kind == "view":
        return "/".join(("jobs", "/jobs/".join(item.path[:-1]), "views", f"{item.path[-1]}.xml"))
    return "/".join(("jobs", "/jobs/".join(item.path), "config.xml"))


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


def configs(catalog: Catalog, controller: str | None, scripts: Mapping[str, str]) -> dict[str, str]:
    """The config.xml of every item that a controller gets, by path."""
    return {item_path(item): item.config for item in desired_items(catalog, controller, scripts)}
