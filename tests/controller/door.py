"""Where a controller listens: opened, shut for an outage, opened again on the same port; and who is still at work behind it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .wire import Answer, Request, Server


class Door:
    """The listening socket of a controller and its connections."""

    def __init__(self, address: str, port: int, answer: Callable[[Request], Answer]) -> None:
        self.port = port
        self._address = address
        self._answer = answer
        self._server: Server | None = None
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._condition = threading.Condition()
        self._going_on = 0

    def open(self) -> None:
        """Listen, on the port of before if there was one."""
        self._server = Server(self._address, self.port, self._answer)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def _shut(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()
            server.hang_up()

    def close(self) -> None:
        """Listen no more, and reset every connection."""
        self._over.set()
        with self._lock:
            self._shut()

    def go_away(self, seconds: float) -> None:
        """Nobody listens for a while, and every connection is reset. One outage at a time."""
        self._begin()
        threading.Thread(target=self._go_away, args=(seconds,), daemon=True).start()

    def _go_away(self, seconds: float) -> None:
        try:
            if self._lock.acquire(blocking=False):
                with _released(self._lock):
                    self._shut()
                    if not self._over.wait(seconds):
                        self.open()
        finally:
            self._end()

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        """Do something after a while; it is going on until then."""

        def done() -> None:
            work()
            self._end()

        self._begin()
        threading.Timer(seconds, done).start()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """A request is under way."""
        self._begin()
        try:
            yield
        finally:
            self._end()

    def calm_down(self) -> None:
        """Wait until nothing is going on any more: no outage, no restart, no request."""
        with self._condition:
            assert self._condition.wait_for(lambda: self._going_on == 0, timeout=60)

    def _begin(self) -> None:
        with self._condition:
            self._going_on += 1

    def _end(self) -> None:
        with self._condition:
            self._going_on -= 1
            self._condition.notify_all()


@contextmanager
def _released(lock: threading.Lock) -> Iterator[None]:
    """A lock that was taken, given back at the end."""
    try:
        yield
    finally:
        lock.release()
