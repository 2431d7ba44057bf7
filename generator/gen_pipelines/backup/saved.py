"""What a backup knows of a run and of one item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import UserError
from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW
from ..jobs.names import problem_with
from ..sync.state import OTHER, Path

VERSION = 1
KINDS = (FOLDER, MULTIBRANCH, PIPELINE, VIEW, OTHER)


@dataclass(frozen=True)
class Header:
    """A run: its name, when it began (UTC, ISO 8601), the command, and whose items on which target it changed."""

    run: str
    started: str
    command: str
    target: str
    owner: str


@dataclass(frozen=True)
class Saved:
    """An item as it was before a change. ``moved_to`` is where a move took it; ``size`` and ``sha256`` are those of its file."""

    path: Path
    kind: str
    action: str
    file: str
    size: int
    sha256: str
    moved_to: Path | None = None

    @property
    def name(self) -> str:
        """The item's path as people write it."""
        return "/".join(self.path)


def header_data(header: Header) -> dict[str, Any]:
    """The first line of an index."""
    return {"version": VERSION, **header.__dict__}


def saved_data(saved: Saved) -> dict[str, Any]:
    """An item's line in an index."""
    data = {**saved.__dict__, "path": list(saved.path), "moved_to": list(saved.moved_to) if saved.moved_to else None}
    return {key: value for key, value in data.items() if value is not None}


def read_header(data: Any) -> Header:
    """The run that an index describes.

    Raises:
        UserError: it is of another version, or was damaged.
    """
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise UserError("the backup is of another version of gen-pipelines, or damaged")
    try:
        return Header(**{name: str(data[name]) for name in Header.__dataclass_fields__})
    except KeyError as error:
        raise UserError(f"the backup's index lacks {error}") from error


def read_saved(data: Any) -> Saved:
    """An item of an index, its names checked: the file may have been changed since.

    Raises:
        UserError: it is not what a backup writes.
    """
    try:
        moved = tuple(map(str, data["moved_to"])) if "moved_to" in data else None
        saved = Saved(tuple(map(str, data["path"])), data["kind"], str(data["action"]), str(data["file"]), int(data["size"]), str(data["sha256"]), moved)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("the backup's index is damaged") from error
    strange = next((name for name in (*saved.path, *(moved or ())) if problem_with(name)), None)
    if not saved.path or strange is not None or saved.kind not in KINDS or "/" in saved.file or saved.file.startswith("."):
        raise UserError(f"the backup's index is damaged: {strange or saved.name!r} cannot be an item of it")
    return saved
