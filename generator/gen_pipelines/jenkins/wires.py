"""The connections of all threads to one controller: each has its own, and all share the pace and what is known of the controller."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from .answer import Answer
from .pace import Pace

if TYPE_CHECKING:
    from .wire import Wire

CRUMBS = 3
"""New crumbs for one request, at most: a session may be over again before the crumb is used."""


class Wires:
    """Sends requests; what the answers mean is for others to say."""

    def __init__(self, url: str, user: str | None, token: str | None, *, connect: float, read: float, rate: float | None) -> None:
        """Times are in seconds, ``rate`` in requests a second."""
        self.url = url
        self.session: str | None = None
        self.version: str | None = None
        self.restarts = 0
        self.requests = 0
        self._sign_in = (user, token)
        self._times = (connect, read)
        self._pace = Pace(rate)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[Wire] = []

    @property
    def signed_in(self) -> bool:
        """Whether requests carry a user and a token."""
        return None not in self._sign_in

    def close(self) -> None:
        """Close all connections. A thread that asks again opens a new one."""
        with self._lock:
            for wire in self._open:
                wire.close()

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str], stop: threading.Event, restarted: Callable[[], None]) -> Answer:
        """Send a request once; again, if a new crumb is needed.

        Args:
            method: GET, POST or DELETE.
            path: relative to the controller's root, encoded.
            body: what is sent with it.
            headers: besides those of every request.
            stop: ends the wait for a free moment.
            restarted: called when the answer is of a controller that was restarted since the last one.

        Raises:
            Unreachable: nobody took it.
            Untrusted: its certificate is not trusted here.
            BrokenOff: the answer is missing or cut off.
        """
        wire = self._wire()
        answer = self._once(wire, method, path, body, headers, stop)
        for _ in range(CRUMBS):
            if not answer.is_crumb_refused or not self.signed_in:
                break
            wire.refresh_crumb()
            answer = self._once(wire, method, path, body, headers, stop)
        if self._is_restarted(answer):
            restarted()
        return answer

    def _once(self, wire: Wire, method: str, path: str, body: bytes | None, headers: dict[str, str], stop: threading.Event) -> Answer:
        self._pace.wait(stop)
        with self._lock:
            self.requests += 1
        return wire.send(method, path, body, dict(headers))

    def _wire(self) -> Wire:
        wire: Wire | None = getattr(self._local, "wire", None)
        if wire is None:
            from .wire import Unreachable, Wire

            try:
                wire = self._local.wire = Wire(self.url, *self._sign_in, *self._times)
            except ValueError:  # so urllib3 and requests say that a host or port cannot be one
                raise Unreachable("this is no address of a server") from None
            with self._lock:
                self._open.append(wire)
        return wire

    def _is_restarted(self, answer: Answer) -> bool:
        """A new session id is a controller that was restarted (jenkins_api, section 1)."""
        found = answer.headers.get("X-Jenkins-Session")
        if found is None:
            return False
        with self._lock:
            restarted = self.session not in (None, found)
            self.restarts += restarted
            self.session, self.version = found, answer.headers.get("X-Jenkins") or self.version
        return restarted
