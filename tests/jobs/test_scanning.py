"""The periodic trigger's two fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.scanning import DAY, HOUR, MINUTE, folder_triggers, periodic
from gen_pipelines.jobs.xml import document


@pytest.mark.parametrize(
    ("interval", "spec"),
    [
        (5 * MINUTE, "* * * * *"),
        (5 * MINUTE + 1, "H/5 * * * *"),
        (30 * MINUTE, "H/5 * * * *"),
        (HOUR, "H/15 * * * *"),
        (8 * HOUR, "H/30 * * * *"),
        (DAY, "H H/4 * * *"),
        (2 * DAY, "H H/12 * * *"),
        (2 * DAY + 1, "H H * * *"),
    ],
)
def test_the_schedule_follows_from_the_interval(interval: int, spec: str) -> None:
    """The schedule says how often Jenkins looks; it is the one its own form would choose."""
    assert periodic(interval) == (spec, interval * 1000)


@given(st.integers(0, 10**9))
def test_the_interval_is_within_jenkins_limits(interval: int) -> None:
    """One minute to thirty days, in milliseconds."""
    assert 60_000 <= periodic(interval)[1] <= 30 * 86_400_000


def test_both_fields_are_written() -> None:
    """Without one of them Jenkins drops the trigger silently."""
    text = document(folder_triggers("1d"))
    assert "<spec>H H/4 * * *</spec>" in text
    assert "<interval>86400000</interval>" in text


def test_no_scan_is_an_empty_list() -> None:
    """`scan: false` leaves no trigger."""
    assert document(folder_triggers(None)).endswith("<triggers/>\n")
