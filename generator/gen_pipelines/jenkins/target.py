"""What sync asks of a target. One that cannot do something raises :class:`~gen_pipelines.errors.UserError`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Event
from typing import Protocol

from ..jobs.item import Item
from ..sync.state import ActualItem, State


class Target(Protocol):
    """A place that holds jobs. Every call but ``read`` and ``config`` changes it, and changes one item."""

    @property
    def name(self) -> str:
        """How it is called in plans; saved plans are bound to it."""

    @property
    def workers(self) -> int:
        """How many of its calls may be made at once, by threads of the same number; one is: in the main thread."""

    def alone(self) -> AbstractContextManager[None]:
        """While it lasts no other run of this program changes the target, where the target can see to that."""

    def watch(self, tell: Callable[[str], None], stop: Event) -> None:
        """Whom to tell what is waited for, and the event that ends the waiting."""

    def read(self, root: str) -> State:
        """Everything below the root folder, in a bounded read that never goes into a multibranch project.

        Items have their ``config`` only where it costs nothing.
        """

    def config(self, actual: ActualItem) -> str | None:
        """The config.xml of one item as it is now; ``None`` if the item is gone."""

    def create(self, item: Item) -> None:
        """Make an item that is not there; its folder is."""

    def update(self, item: Item, actual: ActualItem) -> None:
        """Make an item what is wanted, keeping what others put into it."""

    def disable(self, actual: ActualItem, owner: str) -> None:
        """Stop an item from building; nothing is lost."""

    def delete(self, actual: ActualItem, owner: str) -> None:
        """Remove an item, if it is still this owner's."""

    def move(self, actual: ActualItem, path: tuple[str, ...]) -> None:
        """Move an item with its history."""
