"""What rules look at, and how they point at it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import Place
from .delivery import Deploy
from .files import Files
from .invalid import place_of
from .load import Map, place_of_key, place_of_value
from .model import Catalog, Service
from .origin import origins, place_of_setting
from .repair import Repair, below, descend
from .resolve import profiles_of
from .settings import Settings


class Delivery:
    """How the services of one settings object are delivered: ``strategies`` has one entry for each environment, in their order."""

    __slots__ = ("deploy", "service", "settings", "strategies")

    def __init__(self, service: Service, settings: Settings, deploy: Deploy, strategies: dict[str, str]) -> None:
        self.service = service
        self.settings = settings
        self.deploy = deploy
        self.strategies = strategies

    def uses(self, strategy: str) -> bool:
        """Whether any environment is delivered to in this way."""
        return strategy in self.strategies.values()

    def strategy_path(self, strategy: str) -> tuple[str, ...]:
        """The setting that asks for a strategy: the general one, or that of an environment."""
        if self.deploy.strategy == strategy:
            return ("deploy", "strategy")
        return next(
            (
                ("deploy", "per-environment", name, "strategy")
                for name, one in self.deploy.per_environment.items()
                if one.strategy == strategy
            ),
            ("deploy", "strategy"),
        )


class Context:
    """A catalog and the texts it came from. What several rules ask for is worked out once."""

    def __init__(self, catalog: Catalog, files: Files, repair: Repair | None = None) -> None:
        self.catalog = catalog
        self.files = files
        self.folder = Path(catalog.file).parent
        self.complete = repair is None or repair.complete
        self._damaged = repair.damaged if repair is not None else set()

    def lost(self, section: str, name: str) -> bool:
        """Whether an earlier check took something from an entry, or the whole section away: that it is not there says nothing then."""
        return not self._damaged.isdisjoint([(section, name), (section,)])

    def settings(self) -> list[tuple[Service, Settings]]:
        """Each distinct settings object once, with the first service that has it. Services that an earlier check took something from are left out."""
        return self._distinct

    @cached_property
    def _distinct(self) -> list[tuple[Service, Settings]]:
        seen: dict[int, tuple[Service, Settings]] = {}
        for service in self.catalog.services.values():
            settings = service.settings
            if id(settings) not in seen:
                seen[id(settings)] = (service, settings)
        return [pair for pair in seen.values() if not self._is_doubtful(pair[0])] if self._damaged else list(seen.values())

    def _is_doubtful(self, service: Service) -> bool:
        names = profiles_of(self.files.data.get("profiles", {}), service.profile)
        return not self._damaged.isdisjoint([("services", service.name), ("defaults",), *(("profiles", name) for name in names)])

    def doubtful_places(self) -> set[tuple[str, int, int]]:
        """All places in entries that an earlier check took something from: what a rule finds there may be its doing."""
        found: set[tuple[str, int, int]] = set()
        for path in self._damaged:
            found.add(self.at_path(*path, key=True)[:3])
            for part in below(descend(self.files.data, path)):
                keys = part if isinstance(part, Map) else range(len(part))
                found |= {place_of_value(part, key)[:3] for key in keys}
                found |= {place_of_key(part, key)[:3] for key in part} if isinstance(part, Map) else set()
        return found

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All environments in the order of delivery. Unlike the catalog's own, it bears cycles, which a rule reports."""
        environments, ordered = self.catalog.environments, dict[str, None]()
        for name in environments:
            chain: dict[str, None] = {}
            before: str | None = name
            while before is not None and before not in chain and before not in ordered:
                chain[before] = None
                before = environments[before].after
            ordered |= dict.fromkeys(reversed(chain))
        return tuple(ordered)

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """The distinct settings that deliver, each with its environments."""
        return [
            Delivery(service, settings, settings.deploy, self._strategies(settings.deploy))
            for service, settings in self._distinct
            if settings.deploy is not None
        ]

    def _strategies(self, deploy: Deploy) -> dict[str, str]:
        wanted = deploy.environments
        names = self.order if wanted is None else [name for name in self.order if name in wanted]
        strategies: dict[str, str] = dict.fromkeys(names, deploy.strategy)
        for name, override in deploy.per_environment.items():
            if override.strategy is not None and name in strategies:
                strategies[name] = override.strategy
        return strategies

    def folders(self) -> dict[str | None, list[tuple[str, str, str]]]:
        """The items of each folder below the root, which is ``None``: (name, what it is, the catalog's map it stands in)."""
        catalog = self.catalog
        found: dict[str | None, list[tuple[str, str, str]]] = {None: [(name, "group", "groups") for name in catalog.groups]}
        for service in catalog.services.values():
            found.setdefault(service.group, []).append((service.name, "service", "services"))
        for name, operation in catalog.operations.items():
            found.setdefault(operation.group, []).append((name, "operation", "operations"))
        return found

    def written_by(self, service: Service, *path: str) -> str | None:
        """The layer that set a setting: ``service x``, ``profile y``, ``defaults``; ``None`` for a built-in default."""
        found = origins(service, path)
        return found[0].layer if found else None

    def asked_for(self, service: Service, *path: str) -> bool:
        """Whether the service or a profile of it set something, not the catalog's or the built-in defaults."""
        return self.written_by(service, *path) not in (None, "defaults")

    def at(self, service: Service, *path: str) -> Place:
        """Where a setting of a service was set: in the service, its profile or the defaults; else what is around it; at last the service."""
        return place_of_setting(service, path) or self.at_service(service)

    def at_service(self, service: Service) -> Place:
        """Where a service is written."""
        return place_of_key(self.files.data["services"], service.name)

    def inside(self, place: Place, value: str, offset: int) -> Place:
        """A place within a text value that stands at ``place`` on one line, plain or in quotes."""
        lines = self.files.texts[place.file].splitlines()
        written = lines[place.line - 1][place.column - 1 :] if place.line <= len(lines) else ""
        skip = 0 if written.startswith(value) else 1 if written[1:].startswith(value) else None
        return place if skip is None else place._replace(column=place.column + skip + offset, length=max(1, len(value) - offset))

    def schedules(self) -> Iterator[tuple[str, Place]]:
        """Every schedule, with its place."""
        for service, settings in self._distinct:
            if settings.triggers.cron is not None:
                yield settings.triggers.cron, self.at(service, "triggers", "cron")
        for name, operation in self.catalog.operations.items():
            if operation.schedule is not None:
                yield operation.schedule, self.at_path("operations", name, "schedule")

    def at_path(self, *path: Any, key: bool = False) -> Place:
        """Where something stands in the catalog: ``at_path("environments", "prod", "approval")``; with ``key`` its key."""
        return place_of(self.files.data, path, key=key)
