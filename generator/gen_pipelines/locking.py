"""One run at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock


@contextmanager
def alone_in(folder: str) -> Iterator[None]:
    """Wait until no other run writes to this folder, and keep others waiting. The lock goes with the process, even with one that is killed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
