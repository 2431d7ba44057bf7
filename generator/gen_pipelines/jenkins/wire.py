"""One connection to a controller: python-jenkins' sign-in, addresses and crumbs, and what it leaves open closed.

==============================================  ==========================================================================
python-jenkins                                  here
==============================================  ==========================================================================
no time-out unless asked; one for everything    one to connect, one between bytes that arrive
follows redirects into whole HTML pages         never: 302 is an answer
a crumb for every client, before the first GET  only after a 403 asked for one, with the cookie it is bound to
one session shared by all threads               one for each, with one connection that is closed before Jenkins drops it
statuses as exceptions of three libraries       an :class:`Answer`; not reaching the server is one of two exceptions
logs extra headers, obeys PYTHONHTTPSVERIFY=0   neither
a prepared request, cookies, hooks, proxies     worked out once; a request costs a quarter of the time
==============================================  ==========================================================================
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from ssl import SSLCertVerificationError
from typing import Any

import jenkins
import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy
from urllib3 import Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError, SSLError

from .answer import Answer

IDLE = 20.0
"""Seconds after which a connection is not used again; Jenkins drops it at 30 (jenkins_api, section 1)."""

SECRET = 8
"""Characters from which on the value of an extra header is taken for a secret: shorter ones would be found in every other word."""

_EXTRA = "JENKINS_API_EXTRA_HEADERS"
_environment = threading.Lock()


class Unreachable(Exception):
    """The request never got there: nothing was done."""


class Untrusted(Exception):
    """Whoever answered could not prove to be the controller; nothing was sent."""


class BrokenOff(Exception):
    """The request was sent, and no whole answer came back: anything may have happened."""


class Wire(jenkins.Jenkins):  # type: ignore[misc]  # it has no types
    """A connection of one thread."""

    def __init__(self, url: str, user: str | None, token: str | None, connect: float, read: float) -> None:
        """Times are in seconds. ``url`` is the controller's root; the connection is made by the first request."""
        with _environment:  # the base class would log the values of these headers
            extra = os.environ.pop(_EXTRA, None)
            try:
                super().__init__(url, user, token, retries=0)
            finally:
                if extra is not None:
                    os.environ[_EXTRA] = extra
        self._auths: list[Any] = self._auths[:1]  # Kerberos, if it is installed, would be tried by reading the whole root
        self.crumb: Any = False
        self._timeout = Timeout(connect=connect, read=read)
        self._used = 0.0
        self._cookie = ""
        self._fixed = self._fixed_headers(extra or "")
        self._secrets = tuple(_secrets_in(self._fixed, token))
        self._pool, self._prefix = self._connect()

    def __repr__(self) -> str:
        return f"Wire({self.server!r})"

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Send a request and read the whole answer.

        ``path`` is relative to the controller's root and encoded already.

        Raises:
            Unreachable: nobody took it.
            Untrusted: its certificate is not trusted here.
            BrokenOff: the answer is missing or cut off.
        """
        answer: Answer = self.jenkins_request(requests.Request(method, self._build_url(path), headers=headers, data=body))
        return answer

    def refresh_crumb(self) -> None:
        """Ask for a new crumb, and keep the session it belongs to. Without a crumb issuer none is sent."""
        self.crumb = False
        self._cookie = ""
        answer = self.send("GET", jenkins.CRUMB_URL, None, {})
        try:
            found = answer.json() if answer.status == 200 else None
        except ValueError:
            found = None
        if isinstance(found, dict) and {"crumb", "crumbRequestField"} <= found.keys():
            self.crumb = found
            self._cookie = _session_cookie(answer)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        self._pool.close()
        self._pool, self._prefix = self._connect()

    def _fixed_headers(self, extra: str) -> dict[str, str]:
        """Headers of every request: sign-in, and what somebody's proxy in front of Jenkins may need."""
        self._maybe_add_auth()
        lines = (line.partition(":") for line in extra.split("\n") if ":" in line)
        fixed = {name.strip(): value.strip() for name, _, value in lines}
        prepared = requests.Request("GET", self.server).prepare()
        if self.auth is not None:
            fixed["Authorization"] = self.auth(prepared).headers["Authorization"]
        return {"User-Agent": "gen-pipelines", "Accept-Encoding": "gzip", **fixed}

    def _connect(self) -> tuple[Any, str]:
        """The pool of one connection, and what stands before a path: with a plain proxy, the whole address."""
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1)
        prepared = requests.Request("GET", self.server).prepare()
        proxies = get_environ_proxies(self.server, no_proxy=None)
        verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
        pool = adapter.get_connection_with_tls_context(prepared, verify, proxies=proxies)
        proxy = select_proxy(self.server, proxies)
        address = str(prepared.url)
        self._root = len(address) - len(prepared.path_url)
        return pool, address[: self._root] if proxy and address.startswith("http:") else ""

    def _request(self, req: requests.Request, stream: bool | None = None) -> Answer:
        """What python-jenkins calls to send a request, its crumb in ``req.headers``."""
        if time.monotonic() - self._used > IDLE:
            self._pool.close()
            self._pool, self._prefix = self._connect()
        cookie = {"Cookie": self._cookie} if self._cookie else {}
        target = self._prefix + str(req.url)[self._root :]
        try:
            found = self._pool.urlopen(
                req.method,
                target,
                body=req.data or (b"" if req.method == "POST" else None),
                headers={**self._fixed, **req.headers, **cookie},
                retries=False,
                redirect=False,
                timeout=self._timeout,
                assert_same_host=False,
                preload_content=True,
                decode_content=True,
            )
        except (NewConnectionError, ConnectTimeoutError, ProxyError, SSLError) as error:
            cause = _cause(error)
            if isinstance(cause, SSLCertVerificationError):
                raise Untrusted(cause.verify_message) from None
            raise Unreachable(_reason(error)) from None
        except (HTTPError, OSError) as error:
            self._pool.close()
            self._pool, self._prefix = self._connect()
            raise BrokenOff(_reason(error)) from None
        self._used = time.monotonic()
        return Answer(found.status, found.headers, found.data, self._secrets)

    def _response_handler(self, response: Answer) -> Answer:
        """Statuses are judged by :class:`.client.Client`."""
        return response


def _secrets_in(headers: dict[str, str], token: str | None) -> Iterator[str]:
    """What a proxy that shows whole requests must not bring to a log: the token, as it is and as it is sent, and what somebody's extra headers hold."""
    if token:
        yield token
    values = [value for name, value in headers.items() if name not in ("User-Agent", "Accept-Encoding")]
    yield from (part for value in values for part in (value, value.rpartition(" ")[2]) if len(part) >= SECRET)


def _session_cookie(answer: Answer) -> str:
    """The cookie of the session that a crumb is bound to."""
    for line in getattr(answer.headers, "getlist", lambda name: ())("Set-Cookie"):
        name, _, value = line.partition(";")[0].partition("=")
        if name.strip().startswith("JSESSIONID"):
            return f"{name.strip()}={value.strip()}"
    return ""


def _cause(error: BaseException) -> BaseException:
    """What is behind the exceptions of the libraries."""
    while error.__cause__ is not None or isinstance(error.args[-1] if error.args else None, BaseException):
        error = error.__cause__ if error.__cause__ is not None else error.args[-1]
    return error


def _reason(error: Exception) -> str:
    """Why, in a few words: urllib3's texts hold objects and addresses."""
    cause = _cause(error)
    if getattr(cause, "reason", None) in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_EOF_WHILE_READING"):
        return "it does not speak TLS: is this an address of http, or another port?"
    text = getattr(cause, "strerror", None) or str(cause)
    words = {
        "NewConnectionError": "no connection",
        "ConnectTimeoutError": "no connection within the time-out",
        "ReadTimeoutError": "no answer within the time-out",
        "IncompleteRead": "the answer was cut off",
        "RemoteDisconnected": "the connection was closed without an answer",
        "DecodeError": "the answer was cut off",
    }
    known = words.get(type(error).__name__) or words.get(type(cause).__name__)
    return f"{known}: {text}" if known == "no connection" and text else known or text.lower() or type(cause).__name__
