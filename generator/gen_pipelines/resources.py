"""Where the files beside the Python code are: templates, the shared library, what steps load.

In a checkout they lie at the top level, where Jenkins wants its library; a wheel carries them inside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder ``templates``, ``vars``, ``src`` or ``resources``."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / name
