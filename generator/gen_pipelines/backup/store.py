"""The folder of backups: a folder for each run, with an index and one file for each item.

::

    .gen-pipelines/backups/20261125-224105-482a3f/index.jsonl      the run, then a line for each item, in the order they were saved
    .gen-pipelines/backups/20261125-224105-482a3f/0001-three-tier-backend.xml

A config.xml can hold secrets that Jenkins encrypted (a folder's credentials), so all this is readable for its user only, and git ignores it.
An item's file is complete before its line is written, and the line is written before the item is changed: a run that is killed leaves a backup of
everything it touched. Only the end of the last line can be missing, and then nothing was changed yet.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_hex

from ..errors import UserError
from ..sync.state import Path
from .saved import Header, Saved, header_data, read_header, read_saved, saved_data

INDEX = "index.jsonl"
RUN = re.compile(r"\d{8}-\d{6}-\d{3}[0-9a-f]{3}")
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class Run:
    """A backup in the making. Its folder is made when the first item is saved; several threads may save at once."""

    def __init__(self, folder: str, command: str, target: str, owner: str) -> None:
        now = datetime.now(UTC)
        name = f"{now:%Y%m%d-%H%M%S}-{now.microsecond // 1000:03}{token_hex(2)[:3]}"  # in the order of time, and never twice
        self.header = Header(name, now.isoformat(timespec="seconds"), command, target, owner)
        self.folder = os.path.join(folder, self.header.run)
        self.count = 0
        self._above = folder
        self._lock = threading.Lock()

    def save(self, path: Path, kind: str, action: str, config: str, moved_to: Path | None = None) -> None:
        """Keep an item's config.xml.

        Raises:
            UserError: it cannot be written; then the item must not be changed.
        """
        content = config.encode("utf-8", "surrogatepass")
        try:
            with self._lock:
                if self.count == 0:
                    _make_folder(self._above, self.folder, self.header)
                self.count += 1
                file = f"{self.count:04}-{_PLAIN.sub('-', '-'.join(path))[:80]}.xml"
            _write(os.path.join(self.folder, file), content)
            saved = Saved(path, kind, action, file, len(content), sha256(content).hexdigest(), moved_to)
            with self._lock:
                _append(os.path.join(self.folder, INDEX), saved_data(saved))
        except OSError as error:
            raise UserError(f"the backup in {self.folder} cannot be written: {error.strerror}", hint="nothing is changed without one; choose another with --backups") from error


def _make_folder(above: str, folder: str, header: Header) -> None:
    os.makedirs(above, mode=0o700, exist_ok=True)
    ignore = os.path.join(above, ".gitignore")
    if not os.path.lexists(ignore):
        _write(ignore, b"*\n")
    os.mkdir(folder, 0o700)
    _write(os.path.join(folder, INDEX), b"")
    _append(os.path.join(folder, INDEX), header_data(header))


def _write(file: str, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with open(handle, "wb") as stream:
        stream.write(content)


def _append(file: str, data: object) -> None:
    line = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


class Backup:
    """A backup that was made: its header, and its items in the order they were saved."""

    def __init__(self, folder: str) -> None:
        """Read the index.

        Raises:
            UserError: it cannot be read, or is damaged.
        """
        self.folder = folder
        try:
            with open(os.path.join(folder, INDEX), "rb") as stream:
                lines = stream.read().decode("utf-8", "surrogatepass").split("\n")
            entries = [json.loads(line) for line in lines[:-1]]  # what follows the last line end was never finished
        except (OSError, ValueError) as error:
            raise UserError(f"the backup {folder} cannot be read: {error}") from error
        if not entries:
            raise UserError(f"the backup {folder} is empty")
        self.header = read_header(entries[0])
        self.items = [read_saved(entry) for entry in entries[1:]]

    def config(self, saved: Saved) -> str:
        """The config.xml of an item.

        Raises:
            UserError: the file is gone, or is not what was saved.
        """
        file = os.path.join(self.folder, saved.file)
        try:
            with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
                content = stream.read()
        except OSError as error:
            raise UserError(f"{file} cannot be read: {error.strerror}") from error
        if sha256(content).hexdigest() != saved.sha256:
            raise UserError(f"{file} is not what was saved: somebody changed it", hint="restore the other items with --only")
        return content.decode("utf-8", "surrogatepass")


def runs(folder: str) -> list[str]:
    """The names of all runs, the newest first."""
    try:
        return sorted((name for name in os.listdir(folder) if RUN.fullmatch(name)), reverse=True)
    except OSError:
        return []


def find_run(folder: str, name: str, target: str) -> Backup:
    """A run by its name, by the beginning of it, or the newest that changed a target for ``latest``.

    Raises:
        UserError: there is none, or more than one begins so.
    """
    known = runs(folder)
    found = _newest(folder, known, target) if name == "latest" else [run for run in known if run.startswith(name)]
    if len(found) != 1:
        what = f"no backup of {target} is there" if name == "latest" else f'no backup is called "{name}"' if not found else f'{len(found)} backups begin with "{name}"'
        hint = f"`gen-pipelines backup --list` shows them; the folder is {folder}"
        raise UserError(what if known else f"there are no backups in {folder}", hint=hint if known else "`apply` makes one when it changes something")
    return Backup(os.path.join(folder, found[0]))


def _newest(folder: str, known: list[str], target: str) -> list[str]:
    for run in known:
        try:
            if Backup(os.path.join(folder, run)).header.target == target:
                return [run]
        except UserError:
            continue  # a damaged one is told by its name
    return []


def prune(folder: str, keep: int) -> list[str]:
    """Remove all but the newest runs; the names of those removed."""
    old = runs(folder)[keep:]
    for name in old:
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    return old
