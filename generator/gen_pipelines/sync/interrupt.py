"""Ctrl-C as a wish, not as a break in the middle of something."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_by_ctrl_c(stop: threading.Event) -> Iterator[threading.Event]:
    """Ctrl-C sets the event, and so does the TERM that CI sends; a second one breaks off as usual. Outside the main thread nothing is changed."""
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
