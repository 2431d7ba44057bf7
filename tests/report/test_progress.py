"""How far a run is, without a terminal and with one."""

from __future__ import annotations

import os
import pty
import threading

import pytest

from gen_pipelines.report import progress
from gen_pipelines.report.progress import applying
from gen_pipelines.sync.apply import DONE, FAILED, Fate
from gen_pipelines.sync.change import CREATE, Change, Plan
from gen_pipelines.sync.several import Share
from gen_pipelines.sync.state import State


class Watched:
    """A target that only remembers whom to tell."""

    def watch(self, tell: object, stop: threading.Event) -> None:
        """Keep both."""
        self.tell, self.stop = tell, stop


def share(count: int) -> Share:
    """A plan of so many creates."""
    changes = tuple(Change(CREATE, ("root", f"s{number}"), "multibranch", f"s{number}") for number in range(count))
    return Share(None, Watched(), Plan("acme", "t", changes, (), 0, 0, (), ""), State())  # type: ignore[arg-type]


def test_failures_are_told_at_once_and_the_rest_now_and_then(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was done is listed at the end, not here; nothing in it reaches a terminal as it is."""
    now = iter(number * 0.3 for number in range(1000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now))
    work = share(20)
    with applying([work]) as (advance, stop):
        for number, change in enumerate(work.plan.changes):
            advance(Fate(change, FAILED, "no \x1b[31m") if number == 3 else Fate(change, DONE))
        assert work.target.stop is stop  # type: ignore[attr-defined]
        work.target.tell("waiting for it\x07")  # type: ignore[attr-defined]
    lines = capsys.readouterr().err.splitlines()
    assert "  create  root/s3 failed: no \\u001b[31m" in lines and "waiting for it\\u0007" in lines
    told = [line for line in lines if line.startswith("applying: ")]
    assert 1 < len(told) < 6 and " of 20, " in told[0] and "a second, about" in told[0]


def test_a_terminal_gets_a_bar_with_failures_above(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how many are done, and which is."""
    screen, other = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with os.fdopen(other, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        work = share(3)
        with applying([work]) as (advance, _):
            for change in work.plan.changes:
                advance(Fate(change, FAILED, "no") if change.key == "s1" else Fate(change, DONE))
        terminal.flush()
        seen = ""
        while "\x1b[?25h" not in seen:  # the cursor comes back when the bar goes
            seen += os.read(screen, 100_000).decode(errors="replace")
    os.close(screen)
    assert "Applying" in seen and "3/3" in seen and "1 failed" in seen and "root/s1 failed: no" in seen
