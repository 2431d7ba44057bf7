"""Small catalogs, made directly from the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gen_pipelines.catalog.model import Catalog, Library, Organization, Service
from gen_pipelines.catalog.notifications import Notifications
from gen_pipelines.catalog.settings import Settings
from gen_pipelines.catalog.source import Source
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.item import Item

DATA = Path(__file__).parent / "data"
GIT_URL = "https://git.example.com/payments/checkout.git"


def service(name: str = "checkout", repository: str | None = GIT_URL, settings: Settings | None = None, **own: Any) -> Service:
    """A service; what is not given is as if the catalog did not say it."""
    known: dict[str, Any] = {
        "profile": None,
        "repository_credentials": None,
        "path": None,
        "watch": (),
        "group": None,
        "title": None,
        "description": "",
        "image": name,
        "controller": None,
        "renamed_from": None,
        "source_id": None,
        "layers": (),
        "raw": {},
    }
    return Service(name=name, repository=repository, settings=settings or Settings(), **known | own)


def sourced(name: str = "checkout", repository: str = GIT_URL, **source: Any) -> Service:
    """A service with these settings of its branch source."""
    return service(name, repository, Settings(source=Source(**source)))


def catalog(*services: Service, **parts: Any) -> Catalog:
    """A catalog of some services; ``parts`` are its other maps and sections."""
    known: dict[str, Any] = {
        "file": "pipelines.yaml",
        "organization": Organization(name="acme"),
        "library": Library(),
        "notifications": Notifications(),
        "defaults": Settings(),
    }
    maps = ("controllers", "registries", "environments", "repositories", "groups", "operations", "views")
    return Catalog(services={each.name: each for each in services}, **{name: {} for name in maps} | known | parts)


def item_of(*services: Service, **parts: Any) -> Item:
    """The item of the last of these services."""
    key = services[-1].key
    return next(item for item in desired_items(catalog(*services, **parts), None, {}) if item.key == key)


def config_of(*services: Service, **parts: Any) -> str:
    """The config.xml of the last of these services."""
    return item_of(*services, **parts).config


def sample(name: str) -> str:
    """A config.xml of the tests' data, with its line ends as they are."""
    return (DATA / name).read_bytes().decode()
