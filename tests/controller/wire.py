"""HTTP/1.1 over sockets: what a request and an answer are, and a threaded server that keeps connections alive.

The standard library's request handler parses headers with the e-mail parser, which is most of its time; this one splits lines,
and it can cut or reset an answer where a fault asks for it.
"""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qs

HEADER_LIMIT = 8192
"""Bytes of request line and headers that a controller takes (winstone's default)."""
REASONS = {200: "OK", 201: "Created", 204: "No Content", 302: "Found", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}
REASONS |= {404: "Not Found", 405: "Method Not Allowed", 409: "Conflict", 414: "URI Too Long", 429: "Too Many Requests", 431: "Request Header Fields Too Large"}
REASONS |= {500: "Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclass
class Request:
    """A request as it came. Header names are in lower case; ``target`` is what stood in the request line."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        """The path, still percent-encoded."""
        return self.target.partition("?")[0]

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The fields of the query string."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True)

    @cached_property
    def media_type(self) -> str:
        """The Content-Type as sent, or nothing."""
        return self.headers.get("content-type", "").strip()


@dataclass
class Answer:
    """An answer to be. ``sent`` limits how many bytes of it go out before the connection is reset; ``None`` sends all."""

    status: int
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    sent: int | None = None

    def encoded(self, head: bool) -> bytes:
        """The bytes on the wire; without the body for HEAD."""
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Unknown')}", "Server: Jetty(12.1.5)", "X-Content-Type-Options: nosniff"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.status != 204:
            lines.append(f"Content-Length: {len(self.body)}")
        start = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
        return start if head else start + self.body


RESET = Answer(0, sent=0)
"""No answer at all: the connection is reset."""


class Server(socketserver.ThreadingTCPServer):
    """A thread for each connection."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 512

    def __init__(self, address: str, port: int, answer: Callable[[Request], Answer]) -> None:
        self.answer = answer
        self.connections: set[socket.socket] = set()
        self.connection_lock = threading.Lock()
        super().__init__((address, port), _Connection)

    def hang_up(self) -> None:
        """Reset every open connection."""
        with self.connection_lock:
            for connection in self.connections:
                reset(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is none of our business."""


def reset(connection: socket.socket) -> None:
    """Close a connection so that the other side reads a reset and not an end."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RD)
    except OSError:
        pass  # it is gone already
    connection.close()


class _Connection(socketserver.StreamRequestHandler):
    """One client's connection, for as many requests as it sends."""

    disable_nagle_algorithm = True
    timeout = 60
    server: Server
    connection: socket.socket

    def setup(self) -> None:
        super().setup()
        with self.server.connection_lock:
            self.server.connections.add(self.connection)

    def finish(self) -> None:
        with self.server.connection_lock:
            self.server.connections.discard(self.connection)
        super().finish()

    def handle(self) -> None:
        try:
            while (request := self._read()) is not None:
                if not self._send(request, self.server.answer(request)):
                    return
        except (OSError, ValueError):
            return

    def _read(self) -> Request | None:
        line = self.rfile.readline(HEADER_LIMIT + 1)
        if not line:
            return None
        left = HEADER_LIMIT - len(line)
        if left < 0:
            self._refuse(414)
            return None
        method, target, _ = line.decode("latin-1").split(" ", 2)
        headers: dict[str, str] = {}
        while (line := self.rfile.readline(left + 3)) not in (b"\r\n", b"\n", b""):
            left -= len(line)
            if left < 0:
                self._refuse(431)
                return None
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        return Request(method, target, headers, self.rfile.read(length) if length else b"")

    def _refuse(self, status: int) -> None:
        self.connection.sendall(Answer(status, headers=[("Connection", "close")]).encoded(False))

    def _send(self, request: Request, answer: Answer) -> bool:
        """Send an answer; whether the connection goes on."""
        if answer.sent is None:
            self.connection.sendall(answer.encoded(request.method == "HEAD"))
            return request.headers.get("connection", "").lower() != "close"
        if answer.sent:
            self.connection.sendall(answer.encoded(False)[: answer.sent])
        reset(self.connection)
        return False
