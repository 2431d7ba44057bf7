"""A pipeline as a Mermaid flowchart, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ..pipeline.model import Pipeline, Stage
from .timing import Timing, clock

STYLES = (
    "classDef wait fill:#fff8e1,stroke:#b58900,color:#4a3b00",
    "classDef deploy fill:#e8f5e9,stroke:#2e7d32,color:#1b3d1e",
    "classDef critical stroke:#c62828,stroke-width:3px",
)


def draw(pipeline: Pipeline, timing: Timing | None = None) -> str:
    """The flowchart. With timing, labels have durations and the critical path stands out."""
    drawing = _Drawing(timing)
    lines = ["flowchart LR", *(f"  {line}" for line in drawing.sequence(pipeline.stages, None)[0])]
    lines += [f"  {line}" for line in drawing.classes()]
    return "\n".join([*lines, *(f"  {style}" for style in STYLES)]) + "\n"


def label(text: str) -> str:
    """The text inside quotes of a label: every character that Mermaid or HTML could read is a number code."""
    return "".join(char if char.isalnum() or char in " .,-_/()" else f"#{ord(char)};" for char in text)


class _Drawing:
    def __init__(self, timing: Timing | None) -> None:
        self.timing = timing
        self.nodes: list[tuple[str, Stage]] = []
        self.groups = 0

    def sequence(self, stages: tuple[Stage, ...], before: list[str] | None) -> tuple[list[str], list[str], list[str]]:
        """Lines for stages one after the other; the nodes they begin and end with."""
        lines: list[str] = []
        first: list[str] | None = None
        last = before or []
        for stage in stages:
            drawn, begins, ends = self.stage(stage)
            lines += drawn
            lines += [f"{left} --> {right}" for left in last for right in begins]
            first = begins if first is None else first
            last = ends
        return lines, first or [], last

    def stage(self, stage: Stage) -> tuple[list[str], list[str], list[str]]:
        """Lines for one stage; a group is a subgraph."""
        if not (stage.stages or stage.parallel):
            name = f"s{len(self.nodes)}"
            self.nodes.append((name, stage))
            shape = ('{{"', '"}}') if _waits(stage) else ('["', '"]')
            return [f"{name}{shape[0]}{self._text(stage)}{shape[1]}"], [name], [name]
        self.groups += 1
        head = f'subgraph g{self.groups} ["{self._text(stage)}"]'
        if stage.stages:
            lines, begins, ends = self.sequence(stage.stages, None)
        else:
            drawn = [self.stage(child) for child in stage.parallel]
            lines, begins, ends = ([item for part in drawn for item in part[index]] for index in range(3))
        return [head, *(f"  {line}" for line in lines), "end"], begins, ends

    def _text(self, stage: Stage) -> str:
        timed = self.timing.of(stage) if self.timing else None
        return label(stage.name) + (f"<br/>{clock(timed.seconds)}" if timed and timed.seconds else "")

    def classes(self) -> Iterator[str]:
        """Which nodes wait, deploy, decide."""
        kinds = {"wait": _waits, "deploy": lambda stage: stage.key.startswith("deploy-"), "critical": self._critical}
        for kind, belongs in kinds.items():
            names = [name for name, stage in self.nodes if belongs(stage)]
            if names:
                yield f"class {','.join(names)} {kind}"

    def _critical(self, stage: Stage) -> bool:
        timed = self.timing.of(stage) if self.timing else None
        return timed is not None and timed.critical and timed.seconds > 0


def _waits(stage: Stage) -> bool:
    return stage.input is not None or stage.key.startswith(("approve-", "window-", "quality-gate"))
