"""Stages as boxes that know their size and draw themselves: leaves, groups in sequence, groups side by side."""

from __future__ import annotations

from html import escape
from typing import ClassVar

from ..pipeline.model import Stage
from ..report.findings import printable
from .timing import Timing, clock

LETTER = 7.4
"""Pixels of a letter of the names: wider than the widest common one, so that a name never leaves its box."""
LONGEST = 26


class Box:
    """A drawn stage with the stages in it."""

    GAP: ClassVar[int] = 26
    STACK: ClassVar[int] = 8
    PAD: ClassVar[int] = 12
    HEAD: ClassVar[int] = 22
    """Room for a group's name, and as much below, so that its middle is where its stages' middle is."""

    def __init__(self, stage: Stage, timing: Timing | None) -> None:
        self.stage = stage
        self.timed = timing.of(stage) if timing else None
        self.inner = [Box(child, timing) for child in stage.stages or stage.parallel]
        self.width, self.height = self._size()

    def _size(self) -> tuple[int, int]:
        own = round(len(short(self.stage.name)) * LETTER) + 2 * self.PAD
        if not self.inner:
            return max(own, 84), 44 if self._time() else 34
        if self.stage.parallel:
            wide, tall = max(box.width for box in self.inner) + 2 * self.GAP, sum(box.height + self.STACK for box in self.inner) - self.STACK
        else:
            wide, tall = sum(box.width + self.GAP for box in self.inner) - self.GAP, max(box.height for box in self.inner)
        return max(own, wide + 2 * self.PAD), tall + 2 * self.HEAD

    def _time(self) -> str:
        return clock(self.timed.seconds) if self.timed and self.timed.seconds else ""

    def draw(self, x: int, y: int) -> list[str]:
        """The box with its upper left corner there."""
        return self._group(x, y) if self.inner else self._leaf(x, y)

    def _leaf(self, x: int, y: int) -> list[str]:
        hot = " hot" if self.timed and self.timed.critical and self.timed.seconds else ""
        middle = x + self.width // 2
        time = self._time()
        parts = [
            f'<g><title>{svg_text(self.stage.name)}</title><rect class="node {kind_of(self.stage)}{hot}" x="{x}" y="{y}" width="{self.width}" height="{self.height}" rx="7"/>',
            f'<text class="name" x="{middle}" y="{y + (19 if time else 22)}" text-anchor="middle">{svg_text(short(self.stage.name))}</text>',
        ]
        if time:
            parts.append(f'<text class="soft" x="{middle}" y="{y + 35}" text-anchor="middle">{time}</text>')
        return [*parts, "</g>"]

    def _group(self, x: int, y: int) -> list[str]:
        frame = f'<rect class="group" x="{x}" y="{y}" width="{self.width}" height="{self.height}" rx="9"/>'
        title = f'<text class="soft" x="{x + self.PAD}" y="{y + 16}">{svg_text(short(self.stage.name))}{" · " + self._time() if self._time() else ""}</text>'
        inside = self._side_by_side(x, y) if self.stage.parallel else self._in_sequence(x, y)
        return [f"<g><title>{svg_text(self.stage.name)}</title>{frame}{title}", *inside, "</g>"]

    def _in_sequence(self, x: int, y: int) -> list[str]:
        x, middle = x + self.PAD, self._middle(y)
        parts = self._ties(x - self.PAD, middle)
        for number, box in enumerate(self.inner):
            if number:
                parts.append(f'<path class="link" d="M{x - self.GAP} {middle} h{self.GAP}"/>')
            parts += box.draw(x, middle - box.height // 2)
            x += box.width + self.GAP
        return parts

    def _side_by_side(self, x: int, y: int) -> list[str]:
        """The boxes below each other, tied to the middle line on both sides."""
        middle, left, right = self._middle(y), x + self.PAD, x + self.width - self.PAD
        top, parts = y + self.HEAD, self._ties(x, middle)
        wide = right - left - 2 * self.GAP
        for box in self.inner:
            box.width = wide
            at = top + box.height // 2
            parts += [_curve(left, middle, left + self.GAP, at), _curve(right, middle, right - self.GAP, at), *box.draw(left + self.GAP, top)]
            top += box.height + self.STACK
        return parts

    def _ties(self, x: int, middle: int) -> list[str]:
        """Short lines from the frame to what is inside."""
        return [f'<path class="link" d="M{x} {middle} h{self.PAD} M{x + self.width} {middle} h-{self.PAD}"/>']

    def _middle(self, y: int) -> int:
        return y + self.height // 2


def _curve(x1: int, y1: int, x2: int, y2: int) -> str:
    half = (x1 + x2) // 2
    return f'<path class="link" d="M{x1} {y1} C{half} {y1} {half} {y2} {x2} {y2}"/>'


def box_of(stage: Stage, timing: Timing | None) -> Box:
    """The box of a stage and all below it."""
    return Box(stage, timing)


def height_of(row: list[Box]) -> int:
    """The height of the tallest."""
    return max(box.height for box in row)


def rows_of(boxes: list[Box], width: int) -> list[list[Box]]:
    """The boxes in rows that fit; one that is too wide alone has its stages put into rows instead."""
    rows: list[list[Box]] = [[]]
    used = 0
    for box in boxes:
        if box.width > width and box.stage.stages:
            rows += [*rows_of(box.inner, width), []]
            used = 0
            continue
        if rows[-1] and used + box.width > width:
            rows.append([])
            used = 0
        rows[-1].append(box)
        used += box.width + Box.GAP
    return [row for row in rows if row]


def kind_of(stage: Stage) -> str:
    """The style of a stage: waiting, deploying or plain."""
    if stage.input is not None or stage.key.startswith(("approve-", "window-", "quality-gate")):
        return "wait"
    return "deploy" if stage.key.startswith("deploy-") else ""


def short(name: str) -> str:
    """A name that fits into a box; the whole one is in the title that shows on hovering."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def svg_text(text: str) -> str:
    """A text in an SVG: nothing in it ends its element, hides or reverses what it says, or is unknown to XML."""
    return escape(printable(text))
