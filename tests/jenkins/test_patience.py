"""How long to go on."""

from __future__ import annotations

import threading
import time

import pytest

from gen_pipelines.jenkins import patience
from gen_pipelines.jenkins.pace import Pace
from gen_pipelines.jenkins.patience import Patience


class Stop(threading.Event):
    """An event that nobody really waits for; it remembers how long somebody would have."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        """No time passes."""
        self.waits.append(timeout or 0.0)
        return self.is_set()


def test_tries_are_counted() -> None:
    """Six are five more; an outage is not counted."""
    one = Patience(6, time.monotonic() + 1000, Stop())
    assert [one.goes_on() for _ in range(6)] == [True] * 5 + [False]
    other = Patience(2, time.monotonic() + 1000, Stop())
    assert all(other.goes_on(counted=False) for _ in range(50))


def test_waits_grow_up_to_a_limit_and_differ() -> None:
    """Whoever failed together does not come back together."""
    stops = [Stop() for _ in range(40)]
    for stop in stops:
        one = Patience(99, time.monotonic() + 1000, stop)
        while one.failures < 12:
            one.goes_on()
    by_try = list(zip(*(stop.waits for stop in stops), strict=True))
    assert len({round(wait, 6) for wait in by_try[0]}) > 20
    assert max(by_try[0]) <= patience.FIRST * 2 and max(by_try[-1]) > patience.LONGEST / 2
    assert max(max(waits) for waits in by_try) <= patience.LONGEST


def test_what_the_controller_asked_for_is_waited() -> None:
    """At least."""
    stop = Stop()
    assert Patience(9, time.monotonic() + 1000, stop).goes_on(30.0)
    assert stop.waits[0] >= 30.0


@pytest.mark.parametrize("at_least", [0.0, 5.0])
def test_the_deadline_ends_it(at_least: float) -> None:
    """Also when the next wait would pass it; it can be put off."""
    one = Patience(9, time.monotonic() - 1, Stop())
    assert not one.goes_on(at_least)
    one.extend(1000)
    assert one.goes_on(at_least)


def test_a_stop_ends_it() -> None:
    """Ctrl-C."""
    stop = Stop()
    stop.set()
    assert not Patience(9, time.monotonic() + 1000, stop).goes_on()


def test_a_pace_gives_every_request_its_moment() -> None:
    """The first goes at once; without a rate nobody waits."""
    stop = Stop()
    pace = Pace(10)
    for _ in range(4):
        pace.wait(stop)
    assert [round(wait, 1) for wait in stop.waits] == [0.1, 0.2, 0.3]
    free = Stop()
    Pace(None).wait(free)
    assert free.waits == []
