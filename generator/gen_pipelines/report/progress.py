"""How far a run is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ..sync.apply import DONE, FAILED, Fate
from .findings import colour_wanted, printable

if TYPE_CHECKING:
    from rich.progress import Progress

    from ..sync.several import Share

PERIOD = 2.0
"""Seconds between two lines that tell how far a run is, where no bar can be drawn."""


@contextmanager
def progress_bar(title: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on stderr; the function it gives advances it by one and shows what is done.

    Without a terminal, or against NO_COLOR, it draws nothing.
    """
    if not colour_wanted(True) or total == 0:
        yield lambda done: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[done]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=total, done="")
        yield lambda done: progress.update(task, advance=1, done=escape(printable(done)))


@contextmanager
def applying(shares: Iterable[Share]) -> Iterator[tuple[Callable[[Fate], None], threading.Event]]:
    """Progress of an apply: what to call with every fate, and the event that Ctrl-C sets.

    What a controller waits for is told too, and Ctrl-C ends the waiting.
    """
    work = list(shares)
    stop = threading.Event()
    meter = _Bar if colour_wanted(True) else _Lines
    with meter(sum(len(share.plan.changes) for share in work)) as shown:
        for share in work:
            share.target.watch(shown.say, stop)
        yield shown.advance, stop


class _Lines:
    """Now and then a line that tells how far it is, and failures at once. What was done is listed at the end."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._failed = 0
        self._begun = self._shown = time.monotonic()

    def __enter__(self) -> _Lines:
        return self

    def __exit__(self, *raised: object) -> None:
        return None

    def say(self, message: str) -> None:
        """Something a person should know now."""
        click.echo(printable(message), err=True)

    def advance(self, fate: Fate) -> None:
        """One item more has its fate."""
        self._done += 1
        self._failed += fate.outcome == FAILED
        now = time.monotonic()
        if fate.outcome == FAILED:
            self.say(line_of(fate))
        elif now - self._shown >= PERIOD:
            self._shown = now
            rate = self._done / (now - self._begun)
            self.say(f"applying: {self._done} of {self._total}, {self._failed} failed, {rate:.0f} a second, about {(self._total - self._done) / rate:.0f} s left")


class _Bar:
    """A bar with rate, time left and failures; what failed is printed above it."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._failed = 0

    def __enter__(self) -> _Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("Applying"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[failed]}", style="red"),
            TextColumn("{task.fields[item]}", markup=False),
        )
        self._progress: Progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        self._task = self._progress.add_task("", total=self._total, rate="", failed="", item="")
        return self

    def __exit__(self, *raised: object) -> None:
        self._progress.stop()

    def say(self, message: str) -> None:
        """Something a person should know now, above the bar."""
        self._progress.console.print(printable(message), markup=False, highlight=False)

    def advance(self, fate: Fate) -> None:
        """One item more has its fate."""
        if fate.outcome == FAILED:
            self._failed += 1
            self.say(line_of(fate))
        speed = self._progress.tasks[0].speed
        rate, failed = f"{speed:.0f}/s" if speed else "", f"{self._failed} failed" if self._failed else ""
        self._progress.update(self._task, advance=1, rate=rate, failed=failed, item=printable("/".join(fate.change.path)))


def line_of(fate: Fate) -> str:
    """An item's fate on one line."""
    reason = f": {fate.reason}" if fate.reason else ""
    outcome = "" if fate.outcome == DONE else f" {fate.outcome}"
    return f"  {fate.change.action:7} {'/'.join(fate.change.path)}{outcome}{reason}"
