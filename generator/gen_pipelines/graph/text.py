"""A pipeline as a tree for the terminal, and as data."""

from __future__ import annotations

import json
from typing import Any

from ..pipeline.model import Pipeline, Stage
from ..report.findings import printable
from .timing import Timing, clock


def draw(pipeline: Pipeline, timing: Timing | None = None) -> str:
    """The stage tree; with timing, when each stage starts, how long it takes, and what decides."""
    rows = [row for stage in pipeline.stages for row in _rows(stage, "", "")]
    if timing is None:
        return "\n".join(printable(label) for label, _ in rows) + "\n"
    width = max(len(label) for label, _ in rows)
    lines = [f"{'':{width}}    start      takes"]
    for label, stage in rows:
        timed = timing.of(stage)
        times = f"  {clock(timed.start):>7}  {clock(timed.seconds):>9}  {'*' if timed.critical and not timed.group and timed.seconds else ''}" if timed else ""
        lines.append(printable(f"{label:{width}}{times}").rstrip())
    return "\n".join([*lines, "", *summary(timing)]) + "\n"


def _rows(stage: Stage, lead: str, below: str) -> list[tuple[str, Stage]]:
    """A line for each stage, with the lines that tie it to its group. ``=`` marks stages side by side."""
    children = stage.stages + stage.parallel
    rows = [(f"{lead}{stage.name}", stage)]
    for number, child in enumerate(children):
        last = number == len(children) - 1
        tie = "=" if stage.parallel else "-"
        rows += _rows(child, f"{below}{'`' if last else '|'}{tie} ", f"{below}{' ' if last else '|'}  ")
    return rows


def summary(timing: Timing) -> list[str]:
    """What the timing comes to, in words."""
    saved = timing.before - timing.after
    share = f" ({saved / timing.before:.0%} less)" if timing.before else ""
    path = " -> ".join(timed.stage.name for timed in timing.critical if timed.seconds)
    lines = [f"one after the other  {clock(timing.before)}", f"as it runs           {clock(timing.after)}{share}", f"critical path (*)    {path}"]
    best = timing.best_to_shorten[:1]
    return lines + [f"worth shortening     {timed.stage.name}: up to {clock(gain)} less" for timed, gain in best]


def as_json(pipeline: Pipeline, timing: Timing | None = None) -> str:
    """The stage tree as JSON; with timing, seconds for each stage and the totals."""
    def data(stage: Stage) -> dict[str, Any]:
        timed = timing.of(stage) if timing else None
        times = {"start": timed.start, "end": timed.end, "slack": timed.slack, "critical": timed.critical} if timed else {}
        inside = {"stages": [data(child) for child in stage.stages]} if stage.stages else {"parallel": [data(child) for child in stage.parallel]} if stage.parallel else {}
        return {"name": stage.name, "key": stage.key, "steps": [call.step for call in stage.calls], **times, **inside}

    whole = {"before": timing.before, "after": timing.after, "critical": [timed.stage.key for timed in timing.critical]} if timing else {}
    return json.dumps({"service": pipeline.service, "stages": [data(stage) for stage in pipeline.stages], **whole}, indent=2, ensure_ascii=False) + "\n"
