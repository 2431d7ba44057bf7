"""A catalog's files: the root and what it includes, joined into one document.

An included file may hold any of the top-level maps. Its entries are added to the root's; the same name twice is a finding.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from glob import glob
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..errors import ERROR, Finding, Place, UserError
from .load import Loaded, Map, load_bytes, place_of_key, place_of_value

SINGLE = frozenset(("version", "organization", "library", "notifications", "defaults"))
"""What a catalog has once."""


class Joined(Map):
    """A map put together from several files; ``files`` tells for each key which one."""

    __slots__ = ("files",)
    files: dict[str, str]


class Files:
    """The joined document of a catalog, and the texts it came from."""

    __slots__ = ("data", "digests", "findings", "incomplete", "name", "parts", "texts")

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        """The sha256 of every file, the root first."""
        self.parts: dict[str, Map] = {}
        """The maps of the included files, as they were written."""
        self.findings: list[Finding] = []
        self.data: Any = None
        self.incomplete = False
        """An included file could not be read: what is missing may be in it."""


Skip = Callable[[str, str], bool]


def read_files(path: Path, skip: Skip | None = None) -> Files:
    """Read the root file and everything it includes; of included files that ``skip`` (by name and digest) only the digest."""
    files = Files(str(path))
    root = _load(files, str(path), _content(files, str(path)))
    files.data = root.data
    if not isinstance(root.data, Map):
        return files
    _read_included(files, path, root.data, skip)
    if files.parts:
        files.data = _join(files, root.data)
    return files


def _content(files: Files, file: str) -> bytes:
    try:
        with open(file, "rb") as stream:
            content = stream.read()
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    files.digests[file] = sha256(content).hexdigest()
    return content


def _load(files: Files, file: str, content: bytes) -> Loaded:
    loaded = load_bytes(content, file)
    files.texts[file] = loaded.text
    files.incomplete = files.incomplete or (loaded.data is None and bool(loaded.findings))
    files.findings += loaded.findings
    return loaded


def _read_included(files: Files, path: Path, root: Map, skip: Skip | None) -> None:
    patterns = root.get("include", ())
    read = {_identity(str(path))}
    for index, pattern in enumerate(patterns if isinstance(patterns, list) else ()):
        if not isinstance(pattern, str) or "\0" in pattern:
            continue
        found = sorted(glob(os.path.join(glob_escape(path.parent), pattern), recursive=True))
        found = [os.path.normpath(name) for name in found if os.path.isfile(name)]
        if not found:
            files.incomplete = True
            files.findings.append(Finding("include-empty", ERROR, f'no file matches "{pattern}"', place_of_value(patterns, index), "wildcards start from this file's folder"))
        for name in found:
            if (same := _identity(name)) not in read:
                read.add(same)
                _read_part(files, name, skip)


def _read_part(files: Files, name: str, skip: Skip | None) -> None:
    content = _content(files, name)
    if skip is None or not skip(name, files.digests[name]):
        part = _map_of(files, _load(files, name, content))
        if part is not None:
            files.parts[name] = part


def _identity(file: str) -> tuple[int, int]:
    """The same for one file by any of its names: wildcards that overlap, links, and links that lead in a circle."""
    status = os.stat(file)
    return status.st_dev, status.st_ino


def _map_of(files: Files, loaded: Loaded) -> Map | None:
    """An included file's map; a file with comments only has none."""
    if loaded.data is None or isinstance(loaded.data, Map):
        return loaded.data
    files.incomplete = True
    files.findings.append(Finding("wrong-type", ERROR, "expected a map of the catalog's sections", Place(loaded.file, 1, 1), "begin with `services:`, for example"))
    return None


def glob_escape(folder: Path) -> str:
    """The folder as a literal part of a wildcard."""
    from glob import escape

    return escape(str(folder))


def _join(files: Files, root: Map) -> Joined:
    joined = _joined(root)
    for part in files.parts.values():
        for key in part:
            if key == "include":
                files.findings.append(Finding("nested-include", ERROR, "an included file cannot include others", place_of_key(part, key), "include them from the first file"))
            elif key not in joined:
                _add(joined, part, key)
            elif key in SINGLE:
                files.findings.append(_twice(key, place_of_key(part, key), place_of_key(joined, key)))
            elif not isinstance(part[key], Map):
                files.findings.append(Finding("wrong-type", ERROR, f"`{key}`: expected a map", place_of_key(part, key), "give entries, or remove the key"))
            elif isinstance(joined[key], Map):  # what is wrong with the root's own, the schema says
                _add_all(files, joined, key, part[key])
    return joined


def _add_all(files: Files, joined: Joined, key: str, entries: Map) -> None:
    if not isinstance(joined[key], Joined):
        joined[key] = _joined(joined[key])
    target = joined[key]
    for name in entries:
        if name in target:
            files.findings.append(_twice(name, place_of_key(entries, name), place_of_key(target, name)))
        else:
            _add(target, entries, name)


def _joined(source: Map) -> Joined:
    joined = Joined(source)
    joined.file = source.file
    joined.marks = dict(source.marks)
    joined.files = dict.fromkeys(source, source.file)
    return joined


def _add(target: Joined, source: Map, key: str) -> None:
    target[key] = source[key]
    target.marks[key] = source.marks[key]
    target.files[key] = source.file


def _twice(name: str, place: Place, first: Place) -> Finding:
    return Finding("duplicate-key", ERROR, f'"{name}" is already in {first.file}, line {first.line}', place, "keep one of them")


