"""The double of a controller: a real HTTP server on 127.0.0.1 that behaves as a Jenkins controller does where a client can tell."""

from __future__ import annotations

import re
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from types import TracebackType
from urllib.parse import unquote_to_bytes

from . import pages
from .builds import Queue
from .call import Call, Refused
from .counters import Counters, kind_of
from .door import Door
from .faults import Faults, after, before
from .model import Item, new_root
from .plugins import SOURCES, VERSIONS, Plugins
from .routes import route
from .scans import Repository
from .security import ANONYMOUS, COOKIE, Security, Unauthorized, User
from .site_calls import OPEN
from .wire import RESET, Answer, Request

_BAD_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")
USER = "admin"
TOKEN = "11d3c0ffee0badcab1e0123456789abcde"
PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Settings:
    """How a controller behaves.

    ``delay`` is waited before each answer, in seconds; ``delete_wait`` is how long a deletion waits for builds. ``mode`` is ``file`` or ``live``: what config.xml gives back.
    """

    version: str = "2.541.3"
    address: str = "127.0.0.1"
    user: str = USER
    token: str = TOKEN
    mode: str = "file"
    delay: float = 0.0
    delete_wait: float = 15.0
    port: int = 0


class Controller:
    """A controller, from ``with`` to its end. Its items, counters and switches can be looked at and changed while it runs."""

    def __init__(self, settings: Settings = Settings(), plugins: dict[str, str] | None = None) -> None:
        self.settings = settings
        self.mode = settings.mode
        self.delay = settings.delay
        self.delete_wait = settings.delete_wait
        self.plugins = Plugins(plugins if plugins is not None else {**VERSIONS, **SOURCES["github"], **SOURCES["gitlab"], **SOURCES["bitbucket"]})
        self.root: Item = new_root()
        self.counters = Counters()
        self.lock = threading.RLock()
        self.user, self.token, self.password = settings.user, settings.token, PASSWORD
        self.security: Security = Security([User(self.user, self.token, self.password)], "salt-1")
        self.faults: Faults | None = None
        self.starts = 1
        self.loading: str | None = None
        self.quiet: bool = False
        self.quiet_reason: str | None = None
        self.discover = False
        self.builds_hang = False
        self.queue: Queue = Queue()
        self.nodes: dict[str, tuple[str, ...]] = {"built-in": ("built-in",), "agent-1": ("agent-1", "linux", "docker")}
        self.repository = Repository()
        self.repositories: dict[str, Repository] = {}
        self.mistakes: list[str] = []
        self.on_create: Callable[[], None] = lambda: None
        """Called while an item is made and its folder makes no other."""
        self.on_request: Callable[[bool], None] | None = None
        """Called when a request came (false), and when its answer is ready (true)."""
        self._oops = 0
        self._time = 0
        self.door = Door(settings.address, settings.port, self.answer)

    def __enter__(self) -> Controller:
        self.door.open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.door.close()

    def restart(self, seconds: float) -> None:
        """Restart: nobody listens for a moment, then the loading page for a while, then another session id; sessions are lost, items are not."""
        self.loading = "starting"
        self.starts += 1
        self.security.lose_sessions()
        self.door.go_away(seconds / 4)
        self.door.later(seconds, self._started)

    def _started(self) -> None:
        self.loading = None

    def calm_down(self) -> None:
        """Wait until nothing is going on any more: no outage, no restart, no request."""
        self.door.calm_down()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self.door.port

    @property
    def url(self) -> str:
        """The root URL, without a slash at the end."""
        return f"http://{self.settings.address}:{self.port}"

    @property
    def session(self) -> str:
        """``X-Jenkins-Session``: another one after each start."""
        return sha256(f"{self.starts}".encode()).hexdigest()[:8]

    def clock(self) -> str:
        """A time for logs: a second goes by whenever somebody looks."""
        self._time += 1
        minutes, seconds = divmod(self._time, 60)
        hours, minutes = divmod(minutes, 60)
        return f"Wed Nov 25 {hours % 24:02}:{minutes:02}:{seconds:02} UTC 2026"

    def item(self, *names: str) -> Item | None:
        """The item of a path."""
        item: Item | None = self.root
        for name in names:
            item = item.child(name) if item is not None else None
        return item

    def require(self, call: Call, permission: str) -> None:
        """Check a permission on a call's item.

        Raises:
            Refused: the user lacks it there.
        """
        user = self.security.users.get(call.user)
        if user is None or permission in user.lacks or permission in call.item.withheld:
            raise Refused(pages.denied(call.user, permission))

    def oops(self) -> Answer:
        """A 500 with the next number."""
        self._oops += 1
        return pages.oops(self._oops)

    def answer(self, request: Request) -> Answer:
        """Answer a request."""
        with self.door.at_work():
            answer = self._answer(request)
            if self.on_request is not None:
                self.on_request(True)
            return answer

    def _answer(self, request: Request) -> Answer:
        self.counters.add("requests")
        self.counters.add(kind_of(request))
        if self.on_request is not None:
            self.on_request(False)
        fault = self.faults.choose(request) if self.faults is not None else None
        if self.delay:
            time.sleep(self.delay)
        early = before(self, request, *fault) if fault is not None else None
        if early is not None:
            return self._finished(request, early)
        answer = self._finished(request, pages.loading(self.loading == "restarting") if self.loading else self._answered(request))
        return after(self, answer, *fault) if fault is not None else answer

    def _answered(self, request: Request) -> Answer:
        try:
            return self._judged(request)
        except Refused as refused:
            return refused.answer
        except Exception:
            self.mistakes.append(traceback.format_exc())
            return self.oops()

    def _judged(self, request: Request) -> Answer:
        bad = self._bad_path(request)
        if bad is not None:
            return bad
        try:
            user, by_token = self.security.user_of(request)
        except Unauthorized:
            headers = [("WWW-Authenticate", 'Basic realm="Jenkins"'), ("Set-Cookie", "remember-me=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; SameSite=Lax")]
            return Answer(401, headers=headers) if request.method == "DELETE" else pages.jetty(401, "Unauthorized", request.path, headers)
        name = user.name if user is not None else ANONYMOUS
        if request.method == "POST" and not by_token and not self._crumb_holds(request, name):
            extra = [pages.COOKIE] if user is not None and "jenkins-crumb" in request.headers else None
            return pages.jetty(403, "No valid crumb was included in the request", request.path, extra)
        if user is None and not request.path.startswith(OPEN):
            return pages.login(request.target)
        return route(Call(self, request, name, self.root))

    def _bad_path(self, request: Request) -> Answer | None:
        """What the container and the first filter refuse."""
        if ";" in request.path:
            return pages.jetty(400, "Semicolons are not allowed in the request URI", request.path)
        if _BAD_ESCAPE.search(request.path) or "%2e%2e" in request.path.lower():
            return pages.jetty(400, "Bad Request", "/badMessage", servlet=False)
        try:
            unquote_to_bytes(request.path).decode("utf-8")
        except UnicodeDecodeError:
            return pages.jetty(400, "Bad UTF-8 encoding", "/badURI", servlet=False)
        return Answer(403) if request.method == "TRACE" else None

    def _crumb_holds(self, request: Request, user: str) -> bool:
        if not self.security.use_crumbs or request.path.startswith("/pipeline-model-converter/"):
            return True
        session = self.security.session_of(request)
        call = Call(self, request, user, self.root)
        given = request.headers.get("jenkins-crumb") or call.field("Jenkins-Crumb")
        return session is not None and given == self.security.crumb(user, session)

    def _finished(self, request: Request, answer: Answer) -> Answer:
        """Fill in the headers that name the controller and the session."""
        if answer is RESET:
            return answer
        headers: list[tuple[str, str]] = []
        for name, value in answer.headers:
            if (name, value) == pages.JENKINS:
                headers += [("X-Jenkins", self.settings.version), ("X-Jenkins-Session", self.session)]
            elif (name, value) == pages.COOKIE:
                if self.security.session_of(request) is None:
                    headers.append((name, f"{COOKIE}={self.security.new_session()}; Path=/; HttpOnly; SameSite=Lax"))
            else:
                headers.append((name, value))
        answer.headers = headers
        return answer
