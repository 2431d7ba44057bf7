"""A pipeline as a self-contained SVG: the stage tree from left to right, and with timing a before-and-after chart below it.

It follows the reader's light or dark theme, uses the system's fonts, and loads nothing.
"""

from __future__ import annotations

from ..pipeline.model import Pipeline
from .boxes import Box, box_of, height_of, rows_of, svg_text
from .chart import chart
from .timing import Timing, clock

MARGIN = 24
ROW_GAP = 44
WIDTH = 1160
STYLE = """
  svg { --ink: #1f2933; --soft: #66788a; --line: #9fb3c8; --node: #ffffff; --group: #f5f7fa; --edge: #cbd2d9; --wait: #fff3c4; --deploy: #e3f9e5; --hot: #d64545; --cool: #2186eb;
    font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
  @media (prefers-color-scheme: dark) {
    svg { --ink: #e4e7eb; --soft: #9aa5b1; --line: #616e7c; --node: #2b3440; --group: #1f2731;
      --edge: #3e4c59; --wait: #513c06; --deploy: #0f3f22; --hot: #f86a6a; --cool: #47a3f3; } }
  text { fill: var(--ink); font-size: 13px; } .soft { fill: var(--soft); font-size: 11px; } .title { font-size: 17px; font-weight: 600; } .name { font-weight: 500; }
  .node { fill: var(--node); stroke: var(--edge); } .wait { fill: var(--wait); } .deploy { fill: var(--deploy); }
  .group { fill: var(--group); stroke: var(--edge); stroke-dasharray: 3 3; }
  .hot { stroke: var(--hot); stroke-width: 2.5; } .link { fill: none; stroke: var(--line); stroke-width: 1.5; }
  .bar { fill: var(--cool); opacity: .75; } .bar.hotbar { fill: var(--hot); opacity: .85; }
"""


def draw(pipeline: Pipeline, timing: Timing | None = None) -> str:
    """The picture as text."""
    boxes = rows_of([box_of(stage, timing) for stage in pipeline.stages], WIDTH - 2 * MARGIN)
    y, parts = 64, []
    for number, row in enumerate(boxes):
        parts += _row(row, y, next_top=y + height_of(row) + ROW_GAP, next_row=boxes[number + 1] if number + 1 < len(boxes) else [])
        y += height_of(row) + ROW_GAP
    y -= ROW_GAP - 20
    if timing is not None and timing.after:
        drawn, tall = chart(timing, MARGIN, y + 16, WIDTH - 2 * MARGIN)
        parts += drawn
        y += tall + 16
    return _document(pipeline, timing, parts, y)


def _row(row: list[Box], y: int, next_top: int, next_row: list[Box]) -> list[str]:
    """Boxes one after the other on a common middle line, and the way to the next row."""
    middle, x, parts = y + height_of(row) // 2, MARGIN, []
    for number, box in enumerate(row):
        if number:
            parts.append(f'<path class="link" d="M{x - Box.GAP} {middle} h{Box.GAP}"/>')
        parts += box.draw(x, middle - box.height // 2)
        x += box.width + Box.GAP
    if next_row:
        turn, start = next_top - ROW_GAP // 2, MARGIN - 10
        way = f"M{x - Box.GAP} {middle} h10 V{turn} H{start} V{next_top + height_of(next_row) // 2} h10"
        parts.append(f'<path class="link" d="{way}" stroke-linejoin="round"/>')
    return parts


def _document(pipeline: Pipeline, timing: Timing | None, parts: list[str], height: int) -> str:
    name = svg_text(pipeline.service)
    told = f": {clock(timing.before)} one stage after the other, {clock(timing.after)} as it runs" if timing else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 12}" role="img" aria-labelledby="t d">'
    about = f'<title id="t">Pipeline of {name}</title><desc id="d">{len(pipeline.walk())} stages{told}</desc>'
    body = "\n".join(parts)
    return f'{head}\n{about}\n<style>{STYLE}</style>\n<text class="title" x="{MARGIN}" y="36">{name}</text>\n{body}\n</svg>\n'
