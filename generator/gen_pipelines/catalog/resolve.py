"""From the written catalog to the resolved one: defaults, then profiles, then the service.

Most services of an organization say little that is their own. What lies below them is merged once for each profile,
and services that say the same share one :class:`~.settings.Settings` object.
"""

from __future__ import annotations

from typing import Any

from .layers import Lacking, Layer, build, find_missing, merge, normal
from .load import Map
from .model import Catalog, CatalogDocument, ProfileDocument, Repository, Service
from .settings import Settings

OWN = frozenset(("profile", "repository", "path", "watch", "+watch", "group", "title", "description", "image", "controller", "renamed-from"))
"""Keys of a service that are its own and not settings."""

MAPS = ("controllers", "registries", "environments", "repositories", "groups", "operations", "views")


Problem = tuple[str, tuple[str, ...], str]
"""A service, the section of it, and the required setting that no layer sets."""


def resolve(data: Map, file: str, problems: list[Problem] | None = None) -> Catalog:
    """The catalog of a document that the schema and the references check have passed.

    A service that lacks a required setting is left out and reported in ``problems``.
    """
    resolver = _Resolver(data)
    rest = {key: data[key] for key in ("version", "organization", "library", "notifications", *MAPS) if key in data}
    document: CatalogDocument = build(CatalogDocument, normal(CatalogDocument, rest))
    named = {name: getattr(document, name) for name in MAPS}
    return Catalog(
        file=file,
        organization=document.organization,
        library=document.library,
        notifications=document.notifications,
        defaults=resolver.defaults_alone(),
        services=_services(data, resolver, document, [] if problems is None else problems),
        **named,
    )


def _services(data: Map, resolver: _Resolver, document: CatalogDocument, problems: list[Problem]) -> dict[str, Service]:
    services = {}
    for name, raw in data.get("services", {}).items():
        try:
            services[name] = resolver.service(name, raw, document.repositories)
        except Lacking as lacking:
            problems += [(name, path, key) for path, key in lacking.missing]
    return services


class _Resolver:
    """Remembers what is below each profile, and which settings were already built."""

    def __init__(self, data: Map) -> None:
        raw = data.get("defaults", {})
        self.defaults = Layer("defaults", "", raw, normal(Settings, raw))
        self.profiles: dict[str, Any] = data.get("profiles", {})
        self.below: dict[str | None, tuple[tuple[Layer, ...], dict[str, Any]]] = {}
        self.built: dict[tuple[Any, str], tuple[Settings, Any]] = {}

    def layers_below(self, profile: str | None) -> tuple[tuple[Layer, ...], dict[str, Any]]:
        """The layers a service of this profile stands on, lowest first, and their merged settings."""
        known = self.below.get(profile)
        if known is None:
            layers = [self.defaults, *(self._layer(name) for name in self._chain(profile, []))]
            merged: dict[str, Any] = {}
            for layer in layers:
                merged = merge(Settings, merged, layer.data)
            known = self.below[profile] = (tuple(layers), merged)
        return known

    def _chain(self, profile: str | None, seen: list[str]) -> list[str]:
        """A profile and all it extends, those below first, each once."""
        if profile is None or profile in seen:
            return seen
        for below in self.profiles[profile].get("extends", ()):
            self._chain(below, seen)
        seen.append(profile)
        return seen

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

    def _settings(self, profile: str | None, own: dict[str, Any]) -> tuple[Settings, tuple[Layer, ...]]:
        key = (profile, repr(own))
        known = self.built.get(key)
        if known is None:
            layers, below = self.layers_below(profile)
            merged = merge(Settings, below, normal(Settings, own)) if own else below
            if missing := find_missing(Settings, merged):
                raise Lacking(missing)
            known = self.built[key] = (build(Settings, merged), layers)
        return known

    def service(self, name: str, raw: Map, repositories: dict[str, Repository]) -> Service:
        """One service. This runs for every service: it does only what differs between them."""
        get = raw.get
        profile, repository, group = get("profile"), get("repository"), get("group")
        settings, layers = self._settings(profile, {key: raw[key] for key in raw if key not in OWN})
        shared = repositories.get(repository) if repository else None
        return Service(
            name,
            settings,
            profile,
            shared.url if shared else repository,
            shared.credentials if shared else None,
            get("path"),
            tuple(get("watch") or get("+watch") or ()),
            group,
            get("title"),
            get("description", ""),
            get("image") or name,
            get("controller"),
            get("renamed-from"),
            layers,
            raw,
        )
