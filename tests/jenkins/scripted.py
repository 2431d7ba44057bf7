"""A server that answers one request after another as a script says, byte by byte: what no well-behaved server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from types import TracebackType

REFUSE_TO_ANSWER = b""
"""Close the connection after the request was read."""

SILENCE = b"\x00silence"
"""Read the request and never answer."""


def answer(status: int = 200, body: bytes | str = b"", *headers: str) -> bytes:
    """A whole answer."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} x", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


class Scripted:
    """From ``with`` to its end: each request takes the next answer; afterwards the last one is repeated."""

    def __init__(self, *script: bytes) -> None:
        self._script = list(script)
        self._lock = threading.Lock()
        self._over = threading.Event()
        self.requests: list[str] = []
        """First lines and headers, as they came."""
        self.bodies: list[bytes] = []
        self.connections = 0

    def __enter__(self) -> Scripted:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            connection.close()

    @property
    def lines(self) -> list[str]:
        """``GET /api/json`` of every request."""
        return [request.split(" HTTP/")[0] for request in self.requests]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            for text, body in _requests(connection):
                with self._lock:
                    self.requests.append(text)
                    self.bodies.append(body)
                    said = self._script.pop(0) if len(self._script) > 1 else self._script[0]
                if said == SILENCE:
                    self._over.wait()
                    return
                connection.sendall(said)
                if not said or b"Content-Length" not in said or len(said.partition(b"\r\n\r\n")[2]) < _length(said):
                    connection.close()
                    return
        except OSError:
            return


def _requests(connection: socket.socket) -> Iterator[tuple[str, bytes]]:
    buffer = b""
    while True:
        while b"\r\n\r\n" not in buffer:
            more = connection.recv(65536)
            if not more:
                return
            buffer += more
        head, _, buffer = buffer.partition(b"\r\n\r\n")
        while len(buffer) < _length(head):
            buffer += connection.recv(65536)
        yield head.decode("latin-1"), buffer[: _length(head)]
        buffer = buffer[_length(head) :]


def _length(head: bytes) -> int:
    for line in head.partition(b"\r\n\r\n")[0].split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
