"""The parts of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..jobs.item import FOLDER, VIEW, Item
from .state import ActualItem, Path

CREATE, UPDATE, MOVE, DISABLE, DELETE = "create", "update", "move", "disable", "delete"
REMOVALS = (DISABLE, DELETE)
_PHASES = {MOVE: 0, CREATE: 2, UPDATE: 3, DISABLE: 4, DELETE: 5}
NO_CHANGES = "No changes. Jenkins matches the catalog."
ONLY_BLOCKED = "Nothing to do: what differs from the catalog is blocked."


@dataclass(frozen=True)
class Change:
    """One change of one item. ``actual`` is what is there now; of a move, what is moved."""

    action: str
    path: Path
    kind: str
    key: str
    item: Item | None = None
    actual: ActualItem | None = None
    differences: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[float, bool, int, Path]:
        """Folders from the top, moves, creates, updates; then what goes, the deepest first. A view comes after the jobs it lists, and goes before them."""
        phase: float = 1 if self.kind == FOLDER and self.action in (CREATE, UPDATE) else _PHASES[self.action]
        if self.action == MOVE and self.kind != FOLDER:
            phase = 1.5  # its new folder must be there
        depth = -len(self.path) if self.action in REMOVALS else len(self.path)
        return (phase, (self.kind == VIEW) != (self.action in REMOVALS), depth, self.path)


    @property
    def wave(self) -> tuple[float, bool, int]:
        """Changes of one wave do not need each other and may be made at once; every wave needs those before it."""
        phase, turn, depth, _ = self.order
        one_level = self.kind == FOLDER or self.action in (MOVE, DELETE)
        return (phase, turn, depth if one_level else 0)


@dataclass(frozen=True)
class Blocked:
    """An item that cannot be what the catalog wants, and what a person can do about it."""

    path: Path
    kind: str
    reason: str
    hint: str


@dataclass(frozen=True)
class Plan:
    """Changes in the order to apply them, and what a person should know before.

    ``folder_scans`` are those of the scans that a folder causes: Jenkins scans everything below a folder whose config is posted. ``unread`` is how many changed
    items were not read, so that their differences are not known. ``quiet`` is why the target starts no builds now.
    """

    owner: str
    target: str
    changes: tuple[Change, ...]
    blocked: tuple[Blocked, ...]
    unchanged: int
    scans: int
    unsafe: tuple[str, ...]
    fingerprint: str
    folder_scans: int = 0
    unread: int = 0
    quiet: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changes

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many changes of each action."""
        return {action: sum(change.action == action for change in self.changes) for action in (CREATE, UPDATE, MOVE, DISABLE, DELETE)}

    @property
    def summary(self) -> str:
        """The line that people and programs look for."""
        if self.is_empty:
            return ONLY_BLOCKED if self.blocked else NO_CHANGES
        counts = self.counts
        parts = [f"{counts[CREATE]} to add", f"{counts[UPDATE]} to change", f"{counts[DELETE]} to remove"]
        parts += [f"{counts[MOVE]} to move"] * bool(counts[MOVE]) + [f"{counts[DISABLE]} to disable"] * bool(counts[DISABLE])
        return f"Plan: {', '.join(parts)}."
