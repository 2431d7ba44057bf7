"""Faults on purpose.

Which requests are struck is worked out from a seed, the request, and how often it came, so that a run can be repeated however its threads interleave.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from . import pages
from .wire import RESET, Answer, Request

if TYPE_CHECKING:
    from .controller import Controller

REFUSED = "connection refused"
RESET_BEFORE = "reset before the write"
RESET_AFTER = "reset after the write"
SLOW = "slow answer"
TRUNCATED = "truncated body"
LOADING = "loading page"
HTML = "HTML where JSON belongs"
CRUMB = "expired crumb"
SESSION = "lost session"
RESTART = "restart in the middle"
STATUSES = ("429", "500", "502", "503", "504")
KINDS = (REFUSED, RESET_BEFORE, RESET_AFTER, *STATUSES, LOADING, SLOW, TRUNCATED, HTML, CRUMB, SESSION, RESTART)
"""Every kind of fault that strikes requests. Items that are hidden, withheld or hostile are set up, not struck."""
_PROXY = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr><center>proxy</center></body></html>"
_REASONS = {"429": "Too Many Requests", "500": "Internal Server Error", "502": "Bad Gateway", "503": "Service Temporarily Unavailable", "504": "Gateway Time-out"}


@dataclass
class Faults:
    """A plan of faults.

    ``rate`` is the share of requests that are struck, from 0 to 1. In seconds: ``slow`` is how long a slow answer takes, ``outage`` how long nobody listens, and
    ``restart`` how long a restart takes. There are at most so many ``restarts``.
    """

    kinds: tuple[str, ...]
    seed: int = 0
    rate: float = 0.2
    slow: float = 0.5
    outage: float = 0.03
    restart: float = 0.2
    restarts: int = 3
    struck: Counter[str] = field(default_factory=Counter)
    _seen: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def choose(self, request: Request) -> tuple[str, int] | None:
        """The fault that strikes a request, with a number that decides its details; mostly none."""
        name = f"{request.method} {request.target}"
        with self._lock:
            self._seen[name] += 1
            digest = blake2b(f"{self.seed} {name} {self._seen[name]}".encode(), digest_size=8).digest()
            number = int.from_bytes(digest, "big")
            if (number >> 24) % 10_000 >= self.rate * 10_000:
                return None
            kind = self.kinds[number % len(self.kinds)]
            if kind == HTML and (request.method != "GET" or "api/json" not in request.path):
                return None
            if kind == RESTART and self.struck[RESTART] >= self.restarts:
                return None
            self.struck[kind] += 1
        return kind, number >> 8 & 0xFFFF


def before(site: Controller, request: Request, kind: str, number: int) -> Answer | None:
    """What a fault does before the request is looked at; an answer ends it there."""
    faults = site.faults
    assert faults is not None
    if kind in STATUSES:
        return _proxy_error(kind, number) if kind in ("429", "503") or number % 2 else None
    if kind == REFUSED:
        site.door.go_away(faults.outage)
        return RESET
    if kind == RESTART:
        site.restart(faults.restart)
        return RESET
    if kind in (CRUMB, SESSION):
        site.security.lose_session(request, crumb_only=kind == CRUMB)
    if kind == HTML:
        return pages.page("Sign in", "<form>Sign in to continue</form>")
    return {RESET_BEFORE: RESET, LOADING: pages.loading(number % 2 == 0)}.get(kind)


def after(site: Controller, answer: Answer, kind: str, number: int) -> Answer:
    """What a fault makes of an answer: what was asked for has been done."""
    assert site.faults is not None
    if kind == RESET_AFTER:
        return RESET
    if kind in STATUSES:
        return _proxy_error(kind, number)
    if kind == SLOW:
        time.sleep(site.faults.slow)
    if kind == TRUNCATED:
        answer.sent = len(answer.encoded(head=True)) + len(answer.body) // 2 if answer.body else 20
    return answer


def _proxy_error(status: str, number: int) -> Answer:
    """An error page of a proxy in front of the controller; some say when to come back."""
    headers = [("Content-Type", "text/html")]
    if number % 3 == 0 and status in ("429", "503"):
        headers.append(("Retry-After", "0"))
    return Answer(int(status), _PROXY.format(f"{status} {_REASONS[status]}").encode(), headers)
