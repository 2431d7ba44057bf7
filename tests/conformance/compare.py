"""Runs cases through the engine and compares what came with what the controller did."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gen_pipelines.simulate.engine import Engine, EngineError

from .case import Case, markers
from .request import lint_request, run_requests


@dataclass
class Outcome:
    """A case with what came of it. ``columns`` tells, for the validator, whether line and column are the same too."""

    case: Case
    got: list[dict[str, Any]]
    answers: list[dict[str, Any]] = field(default_factory=list)
    columns: bool = True

    @property
    def agrees(self) -> bool:
        """Whether everything that counts is the same."""
        return self.got == self.case.expected

    @property
    def problem(self) -> str:
        """What helps to see why it differs: errors, violations and the end of the console."""
        shown = [f"{key}: {answer[key]}" for answer in self.answers for key in ("errors", "violations") if answer.get(key)]
        return "\n".join([*shown, *(line for answer in self.answers for line in answer.get("log", ())[-30:])])

    def agrees_in(self, key: str) -> bool:
        """Whether one kind of observation is the same."""
        expected = [one.get(key) for one in self.case.expected]
        return [one.get(key) for one in self.got] == expected


def run_case(engine: Engine, case: Case) -> Outcome:
    """Run one case."""
    try:
        if case.validates:
            return _lint(engine, case)
        with tempfile.TemporaryDirectory(prefix="conformance-") as folder:
            return _run(engine, case, f"{folder}/workspace")
    except EngineError as error:
        return Outcome(case, [{"broken": error.message}])


def run_cases(engine: Engine, chosen: Iterator[Case]) -> Iterator[Outcome]:
    """Run cases one after the other in one JVM."""
    return (run_case(engine, case) for case in chosen)


def _lint(engine: Engine, case: Case) -> Outcome:
    answer = engine.ask(lint_request(case))
    errors = answer["errors"]
    verdict = "http-500" if answer.get("internal") else "failure" if errors else "success"
    placed = verdict == "failure" and bool(case.positions)  # Jenkins gives some errors without a place
    positions = {(error["line"], error["column"]) for error in errors if error.get("line")} if placed else set()
    return Outcome(case, [{"verdict": verdict, "lines": sorted({line for line, _ in positions})}], [answer], positions == set(case.positions))


def _run(engine: Engine, case: Case, workspace: str) -> Outcome:
    outcome = Outcome(case, [])
    previous: list[dict[str, Any]] = []
    parameters: list[dict[str, Any]] | None = None
    for number, request in enumerate(run_requests(case), start=1):
        request["shell"]["workspace"] = workspace
        if previous:
            request["previous"] = list(previous)
        if parameters is not None:
            request["job"]["parameters"] = parameters
        answer = engine.ask(request)
        outcome.answers.append(answer)
        outcome.got.append({"result": answer["result"], "markers": markers(answer["log"])})
        previous.append({"number": number, "result": answer["result"]})
        parameters = answer.get("parameters", parameters)
    return outcome
