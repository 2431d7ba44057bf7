"""Who asks, and what they may: tokens, passwords, sessions and crumbs, and permissions that items can withhold."""

from __future__ import annotations

import base64
import binascii
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from .wire import Request

ANONYMOUS = "anonymous"
COOKIE = "JSESSIONID.0f3c8a1b"


@dataclass
class User:
    """A user of the controller. ``lacks`` are permissions withheld everywhere, such as ``Job/Create``."""

    name: str
    token: str
    password: str
    lacks: set[str] = field(default_factory=set)


class Unauthorized(Exception):
    """The credentials are wrong: 401."""


class Security:
    """The users, their sessions, and the crumbs bound to them."""

    def __init__(self, users: list[User], salt: str) -> None:
        self.users = {user.name: user for user in users}
        self.salt = salt
        self.sessions: set[str] = set()
        self.use_crumbs = True
        self._lock = threading.Lock()
        self._made = 0
        self._expired: Counter[str] = Counter()
        self._known: dict[str, tuple[User, bool]] = {}

    def user_of(self, request: Request) -> tuple[User | None, bool]:
        """The user of a request, and whether by an API token. ``None`` is anonymous.

        Raises:
            Unauthorized: there is such a header, and it is wrong.
        """
        header = request.headers.get("authorization", "")
        known = self._known.get(header)
        if known is not None:
            return known
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic" or not encoded.strip():
            return None, False
        try:
            name, _, secret = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Unauthorized from error
        user = self.users.get(name)
        if user is None or secret not in (user.token, user.password):
            raise Unauthorized
        self._known[header] = (user, secret == user.token)
        return self._known[header]

    def session_of(self, request: Request) -> str | None:
        """The live session whose cookie a request carries."""
        match = re.search(rf"{re.escape(COOKIE)}=([^;\s]+)", request.headers.get("cookie", ""))
        return match.group(1) if match and match.group(1) in self.sessions else None

    def new_session(self) -> str:
        """Start a session."""
        with self._lock:
            self._made += 1
            name = f"node0{sha256(f'{self.salt}:{self._made}'.encode()).hexdigest()[:24]}.node0"
            self.sessions.add(name)
            return name

    def crumb(self, user: str, session: str) -> str:
        """The crumb of a user's session."""
        return sha256(f"{user};{session}{self.salt}{self._expired[session]}".encode()).hexdigest()

    def lose_sessions(self) -> None:
        """Forget every session, and with it its crumb."""
        self.sessions.clear()

    def lose_session(self, request: Request, *, crumb_only: bool) -> None:
        """Forget the session of a request, or make only its crumb void."""
        session = self.session_of(request)
        if session is not None and crumb_only:
            self._expired[session] += 1
        elif session is not None:
            self.sessions.discard(session)
