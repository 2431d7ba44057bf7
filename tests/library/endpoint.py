"""An HTTP endpoint on loopback that keeps what it is sent and answers as a test says."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A request."""

    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Its body, which must be JSON in UTF-8."""
        return json.loads(self.body.decode("utf-8"))


class Answer(NamedTuple):
    """What is answered."""

    status: int = 200
    body: str = "{}"
    headers: tuple[tuple[str, str], ...] = ()


class Endpoint:
    """Answers with ``answers`` in turn, and the last one for ever. ``silent`` answers nothing until it is stopped."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: list[Answer] = [Answer()]
        self.silent = False
        self._stopped = threading.Event()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                endpoint.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Keep a request and answer it."""
        body = request.rfile.read(int(request.headers.get("Content-Length", "0")))
        self.asked.append(Asked(request.path, {name.lower(): value for name, value in request.headers.items()}, body))
        if self.silent:
            self._stopped.wait(60)
            return
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        text = said.body.encode()
        request.send_response(said.status)
        for name, value in said.headers:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(text)))
        request.end_headers()
        request.wfile.write(text)

    def stop(self) -> None:
        """Close the port."""
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
