"""Requests to a controller by many threads: what may be asked again is, and every failure is one of our errors.

=============================  ==============  ================================================================
what happened                  a read          a write
=============================  ==============  ================================================================
nobody took it, 429, loading   asked again     asked again: nothing was done
cut off, time-out, 502, 504    asked again     :class:`LostAnswer`: the caller reads what became of it
500, 503                       asked again     from Jenkins itself 500 is a refusal; from a proxy both are lost answers
403 without a valid crumb      with a new one  with a new one
=============================  ==============  ================================================================
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import ControllerError, LostAnswer
from .advice import advice_on
from .answer import Answer
from .patience import Patience
from .wires import Wires

XML = "application/xml; charset=utf-8"
"""Without the charset, Jenkins garbles an update's text (jenkins_live, case 044)."""

FORM = "application/x-www-form-urlencoded; charset=utf-8"
TRIES = 6
"""Times that a request is sent when the failure is no outage."""

FIRST_CONTACT = 3.0
"""Seconds to go on when nobody ever answered: most likely the address is wrong."""


@dataclass(frozen=True)
class Settings:
    """How to talk to a controller. Times are in seconds.

    ``connect`` and ``read`` are the time-outs of a request (``read``: between bytes that arrive), ``wait`` how long an outage may last,
    ``workers`` how many requests may be under way, ``rate`` how many may be sent in a second.
    """

    connect: float = 10.0
    read: float = 60.0
    wait: float = 120.0
    workers: int = 8
    rate: float | None = None


class Client:
    """A controller, signed in to. Every thread has a connection of its own."""

    def __init__(self, url: str, user: str | None, token: str | None, settings: Settings = Settings(), how_to_sign_in: str = "sign in") -> None:
        """``how_to_sign_in`` is told to whom Jenkins does not know."""
        self.settings = settings
        self.stop = threading.Event()
        self.tell: Callable[[str], None] = lambda message: None
        self._wires = Wires(url.rstrip("/"), user, token, connect=settings.connect, read=settings.read, rate=settings.rate)
        self._how_to_sign_in = how_to_sign_in
        self._told = ""

    def __repr__(self) -> str:
        return f"Client({self.url!r})"

    @property
    def url(self) -> str:
        """The controller's root, without a slash at the end."""
        return self._wires.url

    @property
    def version(self) -> str | None:
        """Jenkins' version, once an answer told it."""
        return self._wires.version

    @property
    def restarts(self) -> int:
        """How often the controller was restarted since the first answer."""
        return self._wires.restarts

    def close(self) -> None:
        """Close all connections. A thread that asks again opens a new one."""
        self._wires.close()

    def get(self, path: str) -> Answer:
        """Read something. A 404 is an answer; any other failure is an error.

        ``path`` is relative to the controller's root and encoded.

        Raises:
            ControllerError: refused, or not reached within the patience.
        """
        return self._judged("GET", path, self._read("GET", path, lambda answer: True))

    def look(self, path: str) -> Answer:
        """Read something, whatever the status: for whoever wants to know what Jenkins says.

        Raises:
            ControllerError: not reached within the patience.
        """
        return self._read("GET", path, lambda answer: True)

    def get_json(self, path: str) -> Any:
        """Read JSON; ``None`` for a 404.

        Raises:
            ControllerError: refused, not reached, or still something else than JSON after several tries.
        """
        found: list[Any] = []

        def is_json(answer: Answer) -> bool:
            try:
                found.append(answer.json())
            except (ValueError, RecursionError):
                return False
            return True

        answer = self._judged("GET", path, self._read("GET", path, is_json))
        if answer.status == 404:
            return None
        if not found:
            hint = "does a sign-in page or a proxy stand in front of Jenkins?"
            raise ControllerError(f"GET {_shown(path)}", f"the answer is no JSON: {answer.said or 'cut off'}", status=answer.status, hint=hint)
        return found[0]

    def post(self, path: str, body: str = "", content_type: str = XML) -> Answer:
        """Write something. A form may be answered by a redirect, XML may not: then somebody else answered.

        Raises:
            LostAnswer: it may have been done or not.
            ControllerError: refused, or not reached within the patience.
        """
        return self._write("POST", path, body.encode(), {"Content-Type": content_type}, redirects=content_type == FORM)

    def ask(self, path: str, body: str, content_type: str = FORM) -> Answer:
        """A POST that changes nothing (the linter): sent again like a read.

        Raises:
            ControllerError: refused, or not reached within the patience.
        """
        return self._judged("POST", path, self._read("POST", path, lambda answer: True, body.encode(), content_type))

    def delete(self, path: str) -> Answer:
        """Remove something. A 404 is an answer too.

        Raises:
            LostAnswer: it may have been done or not.
            ControllerError: refused, or not reached within the patience.
        """
        return self._write("DELETE", path, None, {})

    def pause(self, failures: int) -> None:
        """Wait a moment before something that failed is tried again, the longer the more often it did."""
        Patience(TRIES, time.monotonic() + self.settings.wait, self.stop, failures).goes_on(counted=False)

    def _read(self, method: str, path: str, usable: Callable[[Answer], bool], body: bytes | None = None, content_type: str = "") -> Answer:
        patience = self._patience()
        headers = {"Content-Type": content_type} if content_type else {}
        while True:
            answer, trouble = self._try(method, path, body, headers)
            if answer is not None and answer.status not in (429, 500, 502, 503, 504) and (answer.status != 200 or usable(answer)):
                return answer
            outage = answer is None or answer.status in (502, 503, 504)
            if not self._goes_on(patience, answer, trouble, counted=not outage):
                if answer is not None:
                    return answer
                raise self._gone(f"{method} {_shown(path)}", trouble)

    def _write(self, method: str, path: str, body: bytes | None, headers: dict[str, str], *, redirects: bool = False) -> Answer:
        patience = self._patience()
        request = f"{method} {_shown(path)}"
        while True:
            answer, trouble = self._try(method, path, body, headers, writes=True)
            if answer is not None and answer.is_of_a_proxy and not answer.is_loading:
                raise LostAnswer(request, f"{answer.status_line}: it may have been done or not", status=answer.status, hint=self._advice(answer))
            if answer is not None and answer.status != 429 and not answer.is_loading:
                return self._judged(method, path, answer, redirects=redirects)
            if not self._goes_on(patience, answer, trouble, counted=answer is not None and not answer.is_loading):
                if answer is not None:
                    return self._judged(method, path, answer)
                raise self._gone(request, trouble)

    def _try(self, method: str, path: str, body: bytes | None, headers: dict[str, str], *, writes: bool = False) -> tuple[Answer | None, str]:
        """Send a request once: the answer, or why there is none.

        Raises:
            LostAnswer: a write whose answer never came.
            ControllerError: the controller's certificate is not trusted.
        """
        from .wire import BrokenOff, Unreachable, Untrusted

        try:
            return self._wires.send(method, path, body, headers, self.stop, self._tell_restart), ""
        except Unreachable as error:
            return None, str(error)
        except Untrusted as error:
            hint = "set REQUESTS_CA_BUNDLE to the file with the certificate of your authority"
            raise ControllerError(f"{method} {_shown(path)}", f"the certificate of {self.url} is not trusted here: {error}", hint=hint) from None
        except BrokenOff as error:
            if writes:
                raise LostAnswer(f"{method} {_shown(path)}", f"{error}; it may have been done or not") from None
            return None, str(error)

    def _tell_restart(self) -> None:
        self.tell(f"{self.url} was restarted in the meantime; going on")

    def _patience(self) -> Patience:
        known = self._wires.session is not None
        return Patience(TRIES, time.monotonic() + (self.settings.wait if known else min(self.settings.wait, FIRST_CONTACT)), self.stop)

    def _goes_on(self, patience: Patience, answer: Answer | None, trouble: str, *, counted: bool) -> bool:
        if answer is not None and answer.is_loading:
            patience.extend(self.settings.wait)
        message = trouble or (answer.said or answer.status_line if answer else "")
        if patience.failures >= 2 and message != self._told:
            self._told = message
            self.tell(f"waiting for {self.url}: {message}")
        return patience.goes_on(answer.retry_after if answer else 0.0, counted=counted)

    def _advice(self, answer: Answer) -> str:
        return advice_on(answer, self._how_to_sign_in if not self._wires.signed_in else "")

    def _gone(self, request: str, trouble: str) -> ControllerError:
        what = f"{self.url} cannot be reached: {trouble}"
        return ControllerError(request, what, hint="is the address right, and is the controller running? --wait lets it take longer")

    def _judged(self, method: str, path: str, answer: Answer, *, redirects: bool = False) -> Answer:
        """The answer, if it is one.

        Raises:
            ControllerError: a status from 400, but not a 404 of a read or a removal; a redirect where none belongs, or one to a sign-in.
        """
        wanted = answer.status < 300 or (redirects and answer.is_redirect and not answer.is_sign_in)
        if wanted or (answer.status == 404 and method in ("GET", "DELETE")):
            return answer
        where = f"to {answer.headers.get('Location')}" if answer.is_redirect else answer.said
        raise ControllerError(f"{method} {_shown(path)}", answer.status_line, status=answer.status, said=where, hint=self._advice(answer))


def _shown(path: str) -> str:
    """A path as people know it: decoded, and without what is to be read."""
    from urllib.parse import unquote

    return "/" + unquote(path.partition("?tree=")[0])
