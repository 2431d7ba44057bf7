"""The multibranch projects of services. This runs for every service, so it does only what differs between them."""

from __future__ import annotations

from collections.abc import Mapping

from ..catalog.model import Catalog, CatalogRepository, Service
from ..catalog.settings import Settings
from ..errors import UserError
from .item import MULTIBRANCH, Item
from .marker import neutral
from .multibranch import multibranch
from .sources import source_values
from .template import Template


class ServiceItems:
    """Makes the items of a catalog's services, and remembers the template of each kind of project."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._root, self._owner = catalog.root, catalog.owner
        self._signatures: dict[int, str] = {}
        self._templates: dict[tuple[str, ...], Template] = {}

    def item(self, service: Service) -> Item:
        """A service's multibranch project.

        Raises:
            UserError: its repository's address is missing or cannot be read, or one of its texts cannot be written as XML.
        """
        kind, values = service_values(self._catalog, service)
        shape = (self._signature(service.settings), kind, *values)
        template = self._templates.get(shape)
        if template is None:
            template = self._templates[shape] = self._template(service, kind, values)
        key = service.key
        config, digest = template.fill(values, self._owner, key)
        root, group, before = self._root, service.group, service.key_before
        path = (root, group, service.name) if group else (root, service.name)
        return Item(path, MULTIBRANCH, key, config, digest, (root, *before.split("/")) if before else None)

    def _signature(self, settings: Settings) -> str:
        """Equal for settings that make equal projects but for the values. Settings live as long as the catalog, so their id is a key."""
        known = self._signatures.get(id(settings))
        if known is None:
            known = f"{settings.source!r} {settings.triggers.webhook} {settings.jenkinsfile.from_}"
            self._signatures[id(settings)] = known
        return known

    def _template(self, service: Service, kind: str, values: Mapping[str, str]) -> Template:
        settings, repository = service.settings, catalog_repository(self._catalog, service)
        return Template(lambda slots, marker: multibranch(settings, kind, slots, marker, repository), values)


def catalog_repository(catalog: Catalog, service: Service) -> CatalogRepository | None:
    """The repository that Jenkins reads the service's Jenkinsfile from, if that is the catalog's own.

    Raises:
        UserError: it should, and the catalog does not say where it lives.
    """
    if service.settings.jenkinsfile.from_ != "catalog":
        return None
    if catalog.organization.repository is None:
        message = f'service "{service.name}" takes its Jenkinsfile from the catalog, whose repository is not known'
        raise UserError(message, hint="set `organization.repository`")
    return catalog.organization.repository


def jenkinsfile_in_catalog(repository: CatalogRepository, service: Service) -> str:
    """Path of a service's rendered Jenkinsfile in the catalog's own repository: ``jenkinsfiles/payments/checkout.jenkinsfile``."""
    return f"{repository.folder.rstrip('/')}/{service.key}.jenkinsfile"


def source_id(catalog: Catalog, service: Service) -> str:
    """The id of the service's branch source. A renamed or adopted service keeps its old one: with another, Jenkins would build every branch again."""
    if service.source_id:
        return service.source_id
    return f"gen-pipelines:{catalog.owner}/{service.key_before or service.key}"


def service_values(catalog: Catalog, service: Service) -> tuple[str, dict[str, str]]:
    """The kind of a service's branch source, and the texts of its project that are its own; those it does not have are left out.

    Credentials of a shared repository come before those of the settings, which may be everybody's.

    Raises:
        UserError: the repository's address is missing or cannot be read.
    """
    source = service.settings.source
    if not service.repository:
        raise UserError(f'service "{service.name}" has no repository', hint="set `repository` to its address")
    kind, values = source_values(service.repository, source)
    repository = catalog_repository(catalog, service)
    values["source_id"] = source_id(catalog, service)
    values["jenkinsfile"] = service.jenkinsfile if repository is None else jenkinsfile_in_catalog(repository, service)
    optional = (
        ("description", neutral(service.description)),
        ("title", (service.title or "").strip()),
        ("credentials", service.repository_credentials or source.credentials),
    )
    values.update((name, text) for name, text in optional if text)
    return kind, values
