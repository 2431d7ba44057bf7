"""A target that keeps what it changes.

At this border, because everything that changes an item passes here: apply, adopt and restore, on a directory and over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from threading import Event

from ..jenkins.configs import with_configs
from ..jenkins.target import Target
from ..jobs.item import Item
from ..sync.change import DELETE, DISABLE, MOVE, UPDATE
from ..sync.state import ActualItem, Path, State
from .store import Run


class BackingUp:
    """Passes every call on, after the item's config.xml is in the backup. One that cannot be saved is not changed."""

    def __init__(self, target: Target, run: Run) -> None:
        self._target = target
        self.run = run

    @property
    def name(self) -> str:
        """The target's."""
        return self._target.name

    @property
    def workers(self) -> int:
        """The target's."""
        return self._target.workers

    def alone(self) -> AbstractContextManager[None]:
        """The target's."""
        return self._target.alone()

    def watch(self, tell: Callable[[str], None], stop: Event) -> None:
        """The target's."""
        self._target.watch(tell, stop)

    def read(self, root: str) -> State:
        """The target's state."""
        return self._target.read(root)

    def config(self, actual: ActualItem) -> str | None:
        """The target's config of an item."""
        return self._target.config(actual)

    def create(self, item: Item) -> None:
        """Nothing was there: nothing is to be saved."""
        self._target.create(item)

    def update(self, item: Item, actual: ActualItem) -> None:
        """Save, then update."""
        config = self._save(actual, UPDATE)
        self._target.update(item, replace(actual, config=config))

    def disable(self, actual: ActualItem, owner: str) -> None:
        """Save, then disable."""
        self._save(actual, DISABLE)
        self._target.disable(actual, owner)

    def delete(self, actual: ActualItem, owner: str) -> None:
        """Save, then delete."""
        self._save(actual, DELETE)
        self._target.delete(actual, owner)

    def move(self, actual: ActualItem, path: Path) -> None:
        """Save, then move."""
        self._save(actual, MOVE, path)
        self._target.move(actual, path)

    def _save(self, actual: ActualItem, action: str, moved_to: Path | None = None) -> str | None:
        """Save the config that the plan was made from; only where the plan needed none is it asked for.

        An item that is gone has nothing to save; the call that follows finds that out, and tells it.
        """
        config = actual.config if actual.config is not None else self._target.config(actual)
        if config is not None:
            self.run.save(actual.path, actual.kind, action, config, moved_to)
        return config


def save_all(target: Target, state: State, owner: str, run: Run) -> list[ActualItem]:
    """Save every item of an owner, as many read at once as the target takes; those that could not be read. What goes away meanwhile is left out.

    Raises:
        ControllerError: the controller could not be reached.
        UserError: the backup cannot be written.
    """
    complete = with_configs(target, state, lambda item: item.is_owned_by(owner))
    owned = [item for item in complete.items.values() if item.is_owned_by(owner)]
    for actual in owned:
        if actual.config is not None:
            run.save(actual.path, actual.kind, "backup", actual.config)
    return [actual for actual in owned if actual.config is None]
