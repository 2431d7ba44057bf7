"""What a target has now: items in the same terms as the desired ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW
from ..jobs.marker import Marker

OTHER = "other"
"""An item of a kind that no catalog makes."""

Path = tuple[str, ...]
Place = tuple[bool, Path]
"""Where an item is: views and jobs of one name can stand in one folder."""


def place(kind: str, path: Path) -> Place:
    """The place of an item of a kind."""
    return (kind == VIEW, path)


@dataclass(frozen=True)
class ActualItem:
    """An item of a target. ``config`` is ``None`` where reading it costs a request of its own.

    ``description`` is the whole text, marker included, where the target gives it without the config. ``unreadable`` is why the config could not be read.
    """

    path: Path
    kind: str
    marker: Marker | None = None
    disabled: bool = False
    config: str | None = None
    description: str | None = None
    unreadable: str = ""

    def is_owned_by(self, owner: str) -> bool:
        """Whether the catalog of this owner made it."""
        return self.marker is not None and self.marker.owner == owner

    @property
    def home(self) -> Path:
        """Where its mark says that it is: elsewhere if somebody copied or renamed it, or if the catalog moved it and had nothing else to change. A view's key is no path."""
        if self.marker is None or self.kind == VIEW:
            return self.path
        return self.path[:1] if self.marker.key == "." else (self.path[0], *self.marker.key.split("/"))


@dataclass(frozen=True)
class State:
    """All items below one root folder, the root itself included.

    ``quiet`` says why the target starts no builds now (a controller that is about to be restarted); empty if it does.
    """

    items: dict[Place, ActualItem] = field(default_factory=dict)
    quiet: str = ""

    def at(self, kind: str, path: Path) -> ActualItem | None:
        """The item in a place, or ``None``."""
        return self.items.get(place(kind, path))

    def strayed(self, owner: str, wanted: Iterable[Path]) -> list[ActualItem]:
        """What of an owner's was copied or renamed in Jenkins: the mark is that of a place which is wanted, or where something is."""
        places = set(wanted)
        mine = (item for item in self.items.values() if item.home != item.path and item.is_owned_by(owner) and item.path not in places)
        return [item for item in mine if item.home in places or place(item.kind, item.home) in self.items]

    def below(self, path: Path) -> list[ActualItem]:
        """The items inside a folder, at any depth."""
        return [item for item in self.items.values() if item.path[: len(path)] == path and len(item.path) > len(path)]

    def fingerprint(self) -> str:
        """Changes with anything that a plan was made from."""
        lines = [f"{item.path!r} {item.kind} {item.marker!r} {item.disabled} {_digest(item.config)} {_digest(item.description)}" for item in self.items.values()]
        return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _digest(config: str | None) -> str:
    return "" if config is None else sha256(config.encode("utf-8", "surrogatepass")).hexdigest()


__all__ = ["FOLDER", "MULTIBRANCH", "OTHER", "PIPELINE", "VIEW", "ActualItem", "Path", "State", "place"]
