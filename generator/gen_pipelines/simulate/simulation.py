"""What came of a simulated build."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .scenario import Scenario
from .subject import Subject

POST = "Declarative: Post Actions"
SIDE_BY_SIDE = ("branch", "matrix")


@dataclass(frozen=True)
class StageRun:
    """A stage or a parallel branch of a build. Times are simulated seconds from its start."""

    name: str
    path: tuple[str, ...]
    kind: str
    status: str
    skipped: str | None
    start: float
    duration: float
    error: dict[str, Any] | None
    children: tuple[StageRun, ...]

    @property
    def parallel(self) -> bool:
        """Whether its children run side by side."""
        return any(child.kind in SIDE_BY_SIDE for child in self.children)

    @property
    def end(self) -> float:
        """When it was done."""
        return self.start + self.duration

    def walk(self) -> Iterator[StageRun]:
        """This one and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Simulation:
    """One build: what was asked, and the engine's answer."""

    subject: Subject
    scenario: Scenario
    answer: dict[str, Any]
    request: dict[str, Any] = field(default_factory=dict)

    @property
    def result(self) -> str:
        """Jenkins' result."""
        return str(self.answer["result"])

    @property
    def ended(self) -> bool:
        """Whether the build came to an end by itself."""
        return not self.answer.get("hung", False)

    @cached_property
    def stages(self) -> tuple[StageRun, ...]:
        """The stage tree, as Jenkins shows it."""
        return tuple(_stage(one, ()) for one in self.answer.get("stages", ()))

    def walk(self) -> Iterator[StageRun]:
        """Every stage and branch, outer before inner."""
        for stage in self.stages:
            yield from stage.walk()

    @cached_property
    def calls(self) -> list[dict[str, Any]]:
        """Every call of a step, in order of its start."""
        return list(self.answer.get("calls", ()))

    @cached_property
    def script_lines(self) -> list[str]:
        """The lines of the Jenkinsfile."""
        return self.subject.script.split("\n")

    @cached_property
    def commands(self) -> list[dict[str, Any]]:
        """The calls that run a shell command."""
        return [call for call in self.calls if call.get("command") is not None]

    @cached_property
    def critical(self) -> list[StageRun]:
        """The stages that decide how long the build takes, in order."""
        return [stage for stage in _critical(self.stages) if round(stage.duration) > 0]

    def calls_in(self, stage: StageRun) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The calls directly in a stage: those before its stages, and those after them."""
        own = [number for number, call in enumerate(self.calls) if _place(call) == stage.path]
        below = (number for number, call in enumerate(self.calls) if len(_place(call)) > len(stage.path) and _place(call)[: len(stage.path)] == stage.path)
        first = next(below, len(self.calls))
        return [self.calls[number] for number in own if number < first], [self.calls[number] for number in own if number > first]

    @cached_property
    def errors(self) -> list[dict[str, Any]]:
        """What ended the build, with the stage and the step it comes from."""
        return [self._placed(error) for error in self.answer.get("errors", ())]

    def _placed(self, error: dict[str, Any]) -> dict[str, Any]:
        """The innermost call that failed at the same line, where the engine does not tell."""
        if error.get("stage"):
            return error
        failed = [call for call in reversed(self.calls) if call.get("failed") and call["at"][:1] == error["at"][:1]]
        found = max(failed, key=lambda call: len(call["stage"]), default=None)
        return error | ({"stage": found["stage"], "step": found["step"]} if found else {"stage": [], "step": None})


def hung(subject: Subject, scenario: Scenario, message: str) -> Simulation:
    """A build that never ends: the engine was stopped, and nothing else is known."""
    error: dict[str, Any] = {"message": message, "type": "", "at": [], "step": None, "stage": []}
    return Simulation(subject, scenario, {"result": "ABORTED", "hung": True, "log": [], "errors": [error], "stages": [], "calls": [], "violations": [], "clock": 0})


def _stage(data: dict[str, Any], above: tuple[str, ...]) -> StageRun:
    """A branch that holds nothing but a stage of its name is that stage, as in Jenkins' own view."""
    inner = data.get("children", [])
    path = (*above, data["name"])
    if data["kind"] != "stage" and len(inner) == 1 and inner[0]["name"] == data["name"]:
        inner = inner[0].get("children", [])
    children = tuple(_stage(child, path) for child in inner)
    return StageRun(
        data["name"], path, data["kind"], data["status"], data.get("skipped"), data.get("start") or 0.0, data.get("duration") or 0.0, data.get("error"), children
    )


def _place(call: dict[str, Any]) -> tuple[str, ...]:
    """Where a call is, by names from the outside in; a branch and its stage of the same name are one."""
    shortened: list[str] = []
    for name in call.get("stage") or ():
        if not shortened or shortened[-1] != name:
            shortened.append(name)
    return tuple(shortened)


def _critical(stages: tuple[StageRun, ...]) -> Iterator[StageRun]:
    beside = [stage for stage in stages if stage.kind in SIDE_BY_SIDE]
    longest = max(beside, key=lambda stage: stage.end, default=None)
    for stage in stages:
        if stage in beside and stage is not longest:
            continue
        if stage.children:
            yield from _critical(stage.children)
        elif stage.status != "SKIPPED":
            yield stage
