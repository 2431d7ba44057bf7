"""Before and after, as bars on one scale: all stages in a row, and the stages as they really run."""

from __future__ import annotations

from .boxes import LETTER, short, svg_text
from .timing import Timed, Timing, clock

BAR = 20
LANE = 24


def chart(timing: Timing, x: int, y: int, width: int) -> tuple[list[str], int]:
    """The chart with its upper left corner there, and its height."""
    scale = width / max(timing.before, 1)
    leaves = [timed for timed in timing.stages if not timed.group and timed.seconds]
    parts = [_headline(f"Before: one after the other, {clock(timing.before)}", x, y + 12)]
    at = float(x)
    for timed in leaves:
        parts += _bar(timed, at, y + 20, timed.seconds * scale, hot=True)
        at += timed.seconds * scale
    top = y + 20 + BAR + 34
    parts.append(_headline(f"Now: side by side, {clock(timing.after)}", x, top - 8))
    lanes = _lanes(leaves)
    for timed, lane in lanes:
        parts += _bar(timed, x + timed.start * scale, top + lane * LANE, timed.seconds * scale, hot=timed.critical)
    bottom = top + (max((lane for _, lane in lanes), default=0) + 1) * LANE
    return parts, bottom - y


def _lanes(leaves: list[Timed]) -> list[tuple[Timed, int]]:
    """A line for each stage: the critical ones on the first, the others on the first line that is free then."""
    free: list[int] = [0]
    placed = []
    for timed in sorted(leaves, key=lambda one: (one.start, not one.critical)):
        lane = 0 if timed.critical else next((number for number, until in enumerate(free) if number and until <= timed.start), len(free))
        if lane == len(free):
            free.append(0)
        free[lane] = timed.end
        placed.append((timed, lane))
    return placed


def _bar(timed: Timed, x: float, y: int, width: float, *, hot: bool) -> list[str]:
    name = short(timed.stage.name)
    parts = [
        f"<g><title>{svg_text(timed.stage.name)} {clock(timed.seconds)}</title>"
        f'<rect class="bar{" hotbar" if hot else ""}" x="{x:.1f}" y="{y}" width="{max(width - 2, 1):.1f}" height="{BAR}" rx="3"/>'
    ]
    if len(name) * LETTER * 0.9 + 14 < width:
        parts.append(f'<text class="soft" style="fill:#fff" x="{x + 6:.1f}" y="{y + 14}">{svg_text(name)}</text>')
    return [*parts, "</g>"]


def _headline(text: str, x: int, y: int) -> str:
    return f'<text class="name" x="{x}" y="{y}">{svg_text(text)}</text>'
