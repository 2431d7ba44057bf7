"""How long a pipeline takes: one stage after the other, and with parallel stages; and which stages decide.

Waits for people and deploy windows are not counted unless a time is given for them: nobody can shorten them by parallel stages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..catalog.durations import seconds
from ..errors import UserError
from ..pipeline.model import Pipeline, Stage
from ..suggestion import did_you_mean

TYPICAL = {
    "fetchSource": 20, "scanSonar": 75, "scanFiles": 40, "scanDependencies": 95, "scanSecrets": 15, "scanCode": 45, "scanSnyk": 40,
    "scanInfrastructure": 25, "scanDockerfile": 5, "checkManifests": 20, "buildImage": 110, "runTests": 80, "awaitQualityGate": 15,
    "scanImage": 35, "makeSbom": 20, "checkPolicy": 5, "pushImage": 30, "signImage": 5, "attestImage": 5, "planTerraform": 60,
    "deployRolling": 180, "deployBlueGreen": 300, "deployCanary": 900, "deployGitops": 180, "applyManifests": 90, "applyTerraform": 240,
    "testLoad": 120, "testPerformance": 300,
}  # fmt: skip
"""Seconds a step takes where nothing better is known: round figures from the three-tier project. Steps that are not here count as 10 s."""
WAITS = frozenset(("recordApproval", "awaitWindow"))


@dataclass(frozen=True)
class Timed:
    """One stage in time. Seconds from the start; ``slack`` is how much longer it could take without anybody noticing."""

    stage: Stage
    depth: int
    start: int
    end: int
    slack: int
    critical: bool
    group: bool

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return self.end - self.start


@dataclass(frozen=True)
class Timing:
    """A pipeline in time: all its stages in order, and the totals in seconds."""

    stages: tuple[Timed, ...]
    before: int
    after: int

    def of(self, stage: Stage) -> Timed | None:
        """A stage of the pipeline in time; ``None`` if it was left out."""
        return next((timed for timed in self.stages if timed.stage.key == stage.key), None)

    @property
    def critical(self) -> list[Timed]:
        """The stages that decide how long it takes, in order."""
        return [timed for timed in self.stages if timed.critical and not timed.group]

    @property
    def best_to_shorten(self) -> list[tuple[Timed, int]]:
        """The critical stages with what the whole would gain if they took no time, most first."""
        gains = [(timed, min([timed.seconds, *self._rivals(timed)])) for timed in self.critical if timed.seconds]
        return sorted(gains, key=lambda gain: -gain[1])

    def _rivals(self, critical: Timed) -> Iterable[int]:
        """The slack of the stages beside it: beyond that, the next one decides."""
        for timed in self.stages:
            if not timed.critical and timed.start <= critical.start and timed.end > critical.start and timed.depth <= critical.depth:
                yield timed.slack


def time_pipeline(pipeline: Pipeline, times: Mapping[str, int]) -> Timing:
    """Put a pipeline into time. ``times`` are seconds by the stages' keys or names; what is not there takes its typical time."""
    return time_stages(pipeline.stages, times)


def time_stages(stages: tuple[Stage, ...], times: Mapping[str, int]) -> Timing:
    """The same for a part of a pipeline: stages one after the other."""
    found: list[Timed] = []
    end = _in_sequence(stages, times, 0, 0, 0, True, found)
    return Timing(tuple(found), sum(_alone(stage, times) for stage in stages), end)


def before_delivery(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages without those that deliver: their time is watching and waiting, which nobody wants shorter."""
    kept = (stage._replace(stages=before_delivery(stage.stages)) if stage.stages else stage for stage in stages if stage.key != "deliver")
    return tuple(stage for stage in kept if stage.stages or stage.parallel or stage.calls or stage.template)


def _given(stage: Stage, times: Mapping[str, int]) -> int | None:
    return times.get(stage.key, times.get(stage.name))


def _alone(stage: Stage, times: Mapping[str, int]) -> int:
    """A stage's time when everything in it runs one after the other."""
    given = _given(stage, times)
    if given is not None:
        return given
    if stage.stages or stage.parallel:
        return sum(_alone(child, times) for child in stage.stages + stage.parallel)
    return sum(TYPICAL.get(call.step, 10) for call in stage.calls[-1:] if call.step not in WAITS)


def _takes(stage: Stage, times: Mapping[str, int]) -> int:
    """A stage's time with its parallel parts side by side."""
    given = _given(stage, times)
    if given is not None or not (stage.stages or stage.parallel):
        return _alone(stage, times)
    return sum(_takes(child, times) for child in stage.stages) + max((_takes(child, times) for child in stage.parallel), default=0)


def _in_sequence(stages: tuple[Stage, ...], times: Mapping[str, int], start: int, depth: int, slack: int, critical: bool, found: list[Timed]) -> int:
    for stage in stages:
        start = _place(stage, times, start, depth, slack, critical, found)
    return start


def _place(stage: Stage, times: Mapping[str, int], start: int, depth: int, slack: int, critical: bool, found: list[Timed]) -> int:
    end = start + _takes(stage, times)
    opened = _given(stage, times) is None and bool(stage.stages or stage.parallel)
    found.append(Timed(stage, depth, start, end, slack, critical, opened))
    if not opened:
        return end
    _in_sequence(stage.stages, times, start, depth + 1, slack, critical, found)
    longest = max(stage.parallel, key=lambda child: _takes(child, times), default=None)
    for child in stage.parallel:
        spare = end - start - _takes(child, times)
        _place(child, times, start, depth + 1, slack + spare, critical and child is longest, found)
    return end


def parse_times(given: Mapping[str, str]) -> dict[str, int]:
    """Durations (``90s``, ``1m30s``, ``2h``) as seconds, by stage.

    Raises:
        UserError: one is no duration.
    """
    import re

    times = {}
    for name, text in given.items():
        parts = re.findall(r"[0-9]+[smhd]", str(text))
        if not parts or "".join(parts) != str(text):
            raise UserError(f'"{text}" is no duration, for the stage {name}', hint="write 90s, 1m30s or 2h")
        times[name] = sum(seconds(part) for part in parts)
    return times


def read_times(file: str, pipeline: Pipeline) -> dict[str, int]:
    """Times from a YAML or JSON file, ``stage: duration``.

    Raises:
        UserError: the file cannot be read, or names a stage that the pipeline does not have.
    """
    from ..catalog.load import load_bytes

    try:
        with open(file, "rb") as stream:
            loaded = load_bytes(stream.read(), file)
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}") from error
    if loaded.findings or not isinstance(loaded.data, dict):
        found = loaded.findings[0] if loaded.findings else None
        raise UserError(found.message if found else f"{file} is not a map of stages and durations", place=found.place if found else None)
    known = {name for stage in pipeline.walk() for name in (stage.key, stage.name)}
    for name in loaded.data:
        if name not in known:
            raise UserError(f'{file}: there is no stage "{name}"', hint=did_you_mean(name, known) or f"known: {', '.join(sorted(known))}")
    return parse_times(loaded.data)


def clock(seconds_taken: int) -> str:
    """``5m 15s``."""
    hours, rest = divmod(seconds_taken, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{hours}h"] * bool(hours) + [f"{minutes}m"] * bool(minutes or hours) + [f"{left:02d}s" if minutes or hours else f"{left}s"]
    return " ".join(parts)
