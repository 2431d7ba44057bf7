"""Which files of an output folder are ours, and what we wrote into them.

The manifest lies in the folder itself and is checked in or thrown away with it, so it is read as what it is: input from outside.
"""

from __future__ import annotations

import json
import os
import re
from typing import Any

from ..errors import UserError

NAME = ".gen-pipelines.json"
_ORDINARY = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
"""What nearly all paths look like; far faster to see than that there is nothing unsafe in one."""
_UNSAFE = re.compile(r"(^|/)\.{0,2}(/|$)|[\\\x00-\x1f]|^[A-Za-z]:")

Entry = tuple[int, int, str]
"""Size in bytes, time of the last change in nanoseconds, sha256 of the content."""


def is_inside(path: str) -> bool:
    """Whether a relative path stays in its folder: no empty part, no ``.`` or ``..``, no drive, no backslash."""
    return _ORDINARY.fullmatch(path) is not None or not _UNSAFE.search(path)


class Manifest:
    """The entries by path, what they were made from (:mod:`..again` knows), and when they were written down."""

    __slots__ = ("entries", "made_from", "written_ns")

    def __init__(self, entries: dict[str, Entry], written_ns: int = 0, made_from: Any = None) -> None:
        self.entries = entries
        self.written_ns = written_ns
        self.made_from = made_from

    def sha_on_disk(self, path: str, status: os.stat_result) -> str | None:
        """The sha256 of a file's content if its size and time say that it is still what was written; else ``None``.

        A file changed in the very moment the manifest was written could look unchanged; such files are read again (as git does).
        """
        entry = self.entries.get(path)
        if entry is None or entry[0] != status.st_size or entry[1] != status.st_mtime_ns or entry[1] >= self.written_ns:
            return None
        return entry[2]


def read_manifest(root: str) -> Manifest:
    """The manifest of a folder; an empty one if there is none. Its paths can be any: whether one is inside the folder is looked at where it is used.

    Raises:
        UserError: the file is there, and is no manifest.
    """
    file = f"{root}/{NAME}"
    try:
        with open(file, "rb") as stream:
            written = os.fstat(stream.fileno()).st_mtime_ns
            content = stream.read()
    except FileNotFoundError:
        return Manifest({})
    except OSError as error:
        raise UserError(f"{root} cannot be used as output folder: {error.strerror}", hint="name another one with --output") from error
    try:
        data = json.loads(content)
        entries = {path: (size, time, sha) for path, (size, time, sha) in data["files"].items()}
        if not all(type(size) is type(time) is int and sha.isalnum() for size, time, sha in entries.values()):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"{file} is damaged", hint="delete it; files that carry our header are recognised without it") from error
    return Manifest(entries, written, data.get("made-from"))


def manifest_text(entries: dict[str, Entry], made_from: Any = None) -> str:
    """The manifest as it is stored: sorted, a file a line, so that it diffs well."""
    quoted = json.JSONEncoder().encode
    lines = ",\n".join(f'  {quoted(path)}: [{size}, {time}, "{sha}"]' for path, (size, time, sha) in sorted(entries.items()))
    source = f' "made-from": {json.dumps(made_from, sort_keys=True)},\n' if made_from is not None else ""
    return f'{{\n "made-by": "gen-pipelines",\n{source} "files": {{\n{lines}\n }}\n}}\n'
