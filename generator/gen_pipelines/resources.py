"""Where the files beside the Python code are: templates, the shared library, what steps load; and whether any of the tool's files has changed.

In a checkout they lie at the top level, where Jenkins wants its library; a wheel carries them inside the package.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

from . import __version__

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder ``templates``, ``vars``, ``src`` or ``resources``."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / name


@cache
def tool_digest() -> str:
    """Another one for each state of the tool: its files by size and time, Python, and when something was last installed beside it."""
    import yaml

    installed = os.stat(Path(yaml.__file__).parent.parent).st_mtime_ns
    parts = [__version__, sys.version, installed, *(_stamps(str(place)) for place in (_PACKAGE, folder("templates"), folder("vars")))]
    return sha256(repr(parts).encode()).hexdigest()


def _stamps(folder: str) -> list[tuple[str, int, int]]:
    """Name, size and time of all files in a folder and below, but not of what Python compiles."""
    found = []
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir():
            found += _stamps(entry.path) if entry.name != "__pycache__" else []
        else:
            status = entry.stat()
            found.append((entry.name, status.st_size, status.st_mtime_ns))
    return found
