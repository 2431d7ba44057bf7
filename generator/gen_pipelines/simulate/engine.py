"""One JVM with the engine in it: started once, asked again and again by lines of JSON, and never left behind.

``simulator/PROTOCOL.md`` says what the lines mean. A JVM that does not answer in time or dies is stopped and a new one takes its place.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import tempfile
import threading
from types import TracebackType
from typing import IO, Any

from ..errors import UserError
from .installation import command

GRACE = 15.0
"""Seconds that the engine has beyond the work it was allowed, before it counts as hung."""
SECONDS = 30.0
"""Real seconds of work that a run is allowed when its request says nothing."""
STOP = 3.0
"""Seconds a JVM has to end by itself."""

Answer = dict[str, Any]


class EngineError(UserError):
    """The engine died, hung, or said what is no answer. A new one is started for the next request."""


class Hung(EngineError):
    """No answer in time: plain Groovy code that never ends."""


class Engine:
    """The engine, as a context manager. It is started by the first request."""

    def __init__(self, start_command: list[str] | None = None) -> None:
        self._command = start_command
        self.many = False
        """Whether hundreds of runs are to come. Said before the first."""
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._said: IO[bytes] | None = None
        self.starts = 0
        """How many JVMs there have been."""

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The JVM's process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def ask(self, request: dict[str, Any], seconds: float = SECONDS) -> Answer:
        """Send a request and wait for its answer; ``seconds`` is the real time it may work.

        Raises:
            UserError: the engine is missing; the hint says what to run.
            Hung: it did not answer in time and was stopped.
            EngineError: it died, or what it answered makes no sense.
        """
        process = self._running()
        try:
            self._send(process, request)
            line = self._answers.get(timeout=seconds + GRACE)
        except queue.Empty:
            self._kill()
            raise Hung(f"never ends: no answer for {seconds + GRACE:g} seconds", hint="look for a loop without an end, first in methods marked @NonCPS") from None
        except BaseException:  # Ctrl-C too: an answer nobody waits for must not meet the next request
            self._kill()
            raise
        return self._read(line)

    def _send(self, process: subprocess.Popen[str], request: dict[str, Any]) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request, ensure_ascii=True) + "\n")
            process.stdin.flush()
        except OSError:
            raise self._died() from None

    def _read(self, line: str | None) -> Answer:
        if line is None:
            raise self._died()
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            self._kill()
            raise EngineError(f"the engine answered with what is no JSON object: {line[:200]!r}", hint="this is a mistake in the simulator; please report it")
        if answer.get("ok") is not True:
            raise EngineError(f"the engine refused the request: {answer.get('problem', 'without a reason')}", hint="this is a mistake in the simulator; please report it")
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None
        return self._process

    def _start(self) -> None:
        started = self._command or command(self.many)
        self.close()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the JVM that writes to it
        self._answers = queue.SimpleQueue()
        self._process = subprocess.Popen(started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, encoding="utf-8", errors="replace")
        self.starts += 1
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()

    def _died(self) -> EngineError:
        process, said = self._process, self._last_words()
        self._kill()
        status = process.returncode if process else None
        return EngineError(f"the engine ended unexpectedly (exit code {status})" + (f":\n{said}" if said else ""), hint="the next run starts a new one")

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        self._said.seek(0)
        return "\n".join(self._said.read().decode("utf-8", "replace").strip().splitlines()[-8:])

    def _kill(self) -> None:
        """Ask it to end, so that it stops what it started; then insist."""
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.close()

    def close(self) -> None:
        """End the JVM: it goes when its input ends."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(OSError):  # it may be gone already
            process.stdin.close()
        try:
            process.wait(STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._said is not None:
            self._said.close()
            self._said = None


def _listen(process: subprocess.Popen[str], answers: queue.SimpleQueue[str | None]) -> None:
    """Pass on the lines of one JVM as they come; ``None`` when there will be no more."""
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            answers.put(line)
    answers.put(None)
