"""The critical path."""

from __future__ import annotations

import itertools
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.graph.timing import Timing, before_delivery, clock, parse_times, read_times, time_pipeline, time_stages
from gen_pipelines.pipeline.model import Call, Stage
from tests.three_tier import pipeline_of, three_tier


def leaf(key: str) -> Stage:
    """A stage with a call that no table knows."""
    return Stage(key, key, (Call("something", {}),))


def numbered(stages: list[Stage]) -> tuple[Stage, ...]:
    """The stages with a key of its own for each."""
    counter = itertools.count()

    def number(stage: Stage) -> Stage:
        return stage._replace(key=f"s{next(counter)}", stages=tuple(map(number, stage.stages)), parallel=tuple(map(number, stage.parallel)))

    return tuple(map(number, stages))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Stage:
    """Any tree of stages."""
    key = "s"
    kind = draw(st.sampled_from(["leaf", "stages", "parallel"])) if depth else "leaf"
    if kind == "leaf":
        return leaf(key)
    children = tuple(draw(st.lists(trees(depth - 1), min_size=1, max_size=4)))
    return Stage(key, key, stages=children) if kind == "stages" else Stage(key, key, parallel=children)


def leaves(timing: Timing) -> list[str]:
    """Keys of the stages that are not groups."""
    return [timed.stage.key for timed in timing.stages if not timed.group]


@given(st.lists(trees(), min_size=1, max_size=4).map(numbered), st.randoms())
def test_parallel_is_never_slower_and_the_critical_path_is_the_whole(stages: tuple[Stage, ...], random) -> None:  # type: ignore[no-untyped-def]
    """After is at most before; the critical stages' times add up to it; they follow each other without a gap."""
    times = {key: random.randint(0, 300) for key in leaves(time_stages(stages, {}))}
    timing = time_stages(stages, times)
    assert timing.after <= timing.before
    assert sum(timed.seconds for timed in timing.critical) == timing.after
    assert all(left.end == right.start for left, right in pairwise(timing.critical))


@given(st.lists(trees(), min_size=1, max_size=3).map(numbered), st.randoms())
def test_slack_can_be_used_up_without_anybody_noticing(stages: tuple[Stage, ...], random) -> None:  # type: ignore[no-untyped-def]
    """A stage that takes its slack longer changes nothing; one second more changes the whole."""
    times = {key: random.randint(0, 300) for key in leaves(time_stages(stages, {}))}
    timing = time_stages(stages, times)
    timed = random.choice([one for one in timing.stages if not one.group])
    assert time_stages(stages, times | {timed.stage.key: timed.seconds + timed.slack}).after == timing.after
    assert time_stages(stages, times | {timed.stage.key: timed.seconds + timed.slack + 1}).after == timing.after + 1


def test_the_three_tier_backend_goes_from_ten_minutes_to_five() -> None:
    """With the times in the catalog: 8-10 minutes one after the other, 5-6 with parallel stages."""
    catalog = three_tier()
    times = parse_times(catalog.services["backend"].settings.timings)
    timing = time_stages(before_delivery(pipeline_of(catalog, "backend").stages), times)
    assert 8 * 60 <= timing.before <= 10 * 60
    assert 5 * 60 <= timing.after <= 6 * 60
    assert [timed.stage.key for timed in timing.critical if timed.seconds] == ["checkout", "dependency-check", "image", "quality-gate", "trivy-image", "publish"]


def test_what_helps_most_comes_first() -> None:
    """Shortening helps until the stage beside it decides."""
    stages = (leaf("a"), Stage("p", "p", parallel=(leaf("b"), leaf("c"))))
    timing = time_stages(stages, {"a": 30, "b": 100, "c": 90})
    assert [(timed.stage.key, gain) for timed, gain in timing.best_to_shorten] == [("a", 30), ("b", 10)]


def test_waits_for_people_count_only_when_a_time_is_given() -> None:
    """Approvals and windows take no time of the pipeline's."""
    pipeline = pipeline_of(three_tier(), "backend")
    known = {key: 0 for key in leaves(time_pipeline(pipeline, {})) if not key.startswith(("approve", "window"))}
    assert time_pipeline(pipeline, known).after == 0
    assert time_pipeline(pipeline, {**known, "approve-prod": 3600}).after == 3600


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("1m30s", 90), ("2h", 7200), ("1d", 86400)])
def test_durations_can_be_compound(text: str, seconds: int) -> None:
    """Units one after the other."""
    assert parse_times({"x": text}) == {"x": seconds}


@pytest.mark.parametrize("text", ["", "5", "m5", "5 m", "5m x"])
def test_what_is_no_duration_is_told_with_its_stage(text: str) -> None:
    """The stage is named."""
    with pytest.raises(UserError, match="for the stage x"):
        parse_times({"x": text})


def test_a_times_file_with_an_unknown_stage_gets_a_suggestion(tmp_path: Path) -> None:
    """By key or by name."""
    file = tmp_path / "times.yaml"
    file.write_text("chekout: 5s\n")
    with pytest.raises(UserError) as caught:
        read_times(str(file), pipeline_of(three_tier(), "backend"))
    assert caught.value.hint == 'did you mean "checkout"?'
    file.write_text("Unit tests: 5m\nimage: 1m30s\n")
    assert read_times(str(file), pipeline_of(three_tier(), "backend")) == {"Unit tests": 300, "image": 90}


@pytest.mark.parametrize("content", [b"[", b"- a", b"\xff"])
def test_a_times_file_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    """No traceback."""
    file = tmp_path / "times.yaml"
    file.write_bytes(content)
    with pytest.raises(UserError):
        read_times(str(file), pipeline_of(three_tier(), "backend"))


@pytest.mark.parametrize(("seconds", "text"), [(5, "5s"), (65, "1m 05s"), (3600, "1h 0m 00s"), (0, "0s")])
def test_times_are_shown_for_people(seconds: int, text: str) -> None:
    """Hours and minutes only where there are some."""
    assert clock(seconds) == text
