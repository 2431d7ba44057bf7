"""From the written catalog to the resolved one: defaults, then profiles, then the service.

Most services of an organization say little that is their own. What lies below them is merged once for each profile,
and services that say the same share one :class:`~.settings.Settings` object.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .layers import Layer, build, find_missing, merge, normal
from .load import Map
from .model import Catalog, CatalogDocument, ProfileDocument, Repository, Service, plain_path
from .settings import Settings

OWN = frozenset(("profile", "repository", "path", "watch", "+watch", "group", "title", "description", "image", "controller", "renamed-from", "source-id"))
"""Keys of a service that are its own and not settings."""

MAPS = ("controllers", "registries", "environments", "repositories", "groups", "operations", "views")


Problem = tuple[tuple[str, ...], tuple[str, ...], str]
"""An entry of the catalog (``("services", "web")``, or nothing), the section of it, and the required setting that is not set."""


def resolve(data: Map, file: str, problems: list[Problem] | None = None) -> Catalog:
    """The catalog of a document that the schema and the references check have passed.

    What lacks a required setting counts as not set and is reported in ``problems``.
    """
    problems = [] if problems is None else problems
    resolver = _Resolver(data, problems)
    document = _document({key: data[key] for key in ("version", "organization", "library", "notifications", *MAPS) if key in data}, problems)
    named = {name: getattr(document, name) for name in MAPS}
    return Catalog(
        file=file,
        organization=document.organization,
        library=document.library,
        notifications=document.notifications,
        defaults=resolver.defaults_alone(),
        services={name: resolver.service(name, raw, document.repositories) for name, raw in data.get("services", {}).items()},
        **named,
    )


def _document(data: dict[str, Any], problems: list[Problem]) -> CatalogDocument:
    """All but the services and what they stand on. A switch (``slack: true``) can lack what its map would have to say."""
    rest = normal(CatalogDocument, data)
    while missing := find_missing(CatalogDocument, rest):
        problems += [((), path, key) for path, key in missing]
        for path, _ in reversed(missing):
            _drop(rest, path)
    document: CatalogDocument = build(CatalogDocument, rest)
    return document


def _drop(data: Any, path: tuple[str, ...]) -> None:
    for key in path[:-1]:
        data = data[int(key) if isinstance(data, list) else key]
    if isinstance(data, list):
        del data[int(path[-1])]
    else:
        data.pop(path[-1], None)


def profiles_of(profiles: Mapping[str, Any], name: str | None) -> list[str]:
    """A profile and all it extends, those below first, each once. There must be no cycle."""
    found: list[str] = []
    waiting = [(name, False)] if name is not None else []
    while waiting:
        one, seen = waiting.pop()
        if seen:
            found.append(one)
        elif one not in found:
            waiting.append((one, True))
            raw = profiles[one]
            waiting += [(below, False) for below in reversed([*raw.get("extends", ()), *raw.get("+extends", ())])]
    return list(dict.fromkeys(found))


class _Resolver:
    """Remembers what is below each profile, and which settings were already built."""

    def __init__(self, data: Map, lacking: list[Problem]) -> None:
        self.lacking = lacking
        raw = data.get("defaults", {})
        self.defaults = Layer("defaults", "", raw, normal(Settings, raw))
        self.profiles: dict[str, Any] = data.get("profiles", {})
        self.below: dict[str | None, tuple[tuple[Layer, ...], dict[str, Any]]] = {}
        self.built: dict[tuple[Any, str], tuple[Settings, Any]] = {}

    def layers_below(self, profile: str | None) -> tuple[tuple[Layer, ...], dict[str, Any]]:
        """The layers a service of this profile stands on, lowest first, and their merged settings."""
        known = self.below.get(profile)
        if known is None:
            layers = [self.defaults, *(self._layer(name) for name in profiles_of(self.profiles, profile))]
            merged: dict[str, Any] = {}
            for layer in layers:
                merged = merge(Settings, merged, layer.data)
            known = self.below[profile] = (tuple(layers), merged)
        return known

    def _layer(self, name: str) -> Layer:
        raw = self.profiles[name]
        data = normal(ProfileDocument, raw)
        data.pop("extends", None)
        data.pop("+extends", None)
        return Layer("profile", name, raw, data)

    def defaults_alone(self) -> Settings:
        """What operations and reports take from `defaults`; what is incomplete there counts as not set."""
        merged = merge(Settings, {}, self.defaults.data)
        for path, _ in find_missing(Settings, merged):
            merged.pop(path[0], None)
        settings: Settings = build(Settings, merged)
        return settings

    def _settings(self, name: str, profile: str | None, own: dict[str, Any]) -> tuple[Settings, tuple[Layer, ...]]:
        key = (profile, repr(own))
        known = self.built.get(key)
        if known is None:
            layers, below = self.layers_below(profile)
            merged = merge(Settings, below, normal(Settings, own)) if own else below
            if missing := find_missing(Settings, merged):
                self.lacking += [(("services", name), path, key) for path, key in missing]
                merged = {key: value for key, value in merged.items() if not any(path[0] == key for path, _ in missing)}
            known = self.built[key] = (build(Settings, merged), layers)
        return known

    def service(self, name: str, raw: Map, repositories: dict[str, Repository]) -> Service:
        """One service. This runs for every service: it does only what differs between them."""
        get = raw.get
        profile, repository, group = get("profile"), get("repository"), get("group")
        settings, layers = self._settings(name, profile, {key: raw[key] for key in raw if key not in OWN})
        shared = repositories.get(repository) if repository else None
        return Service(
            name,
            settings,
            profile,
            shared.url if shared else repository,
            shared.credentials if shared else None,
            plain_path(get("path", "")) or None,
            tuple(map(plain_path, get("watch") or get("+watch") or ())),
            group,
            get("title"),
            get("description", ""),
            get("image") or name,
            get("controller"),
            get("renamed-from"),
            get("source-id"),
            layers,
            raw,
        )
