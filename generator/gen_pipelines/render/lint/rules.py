"""The way through a file: tokens, top level, pipeline, limits."""

from __future__ import annotations

from .limits import check_limits, check_method
from .order import check_whitespace
from .problem import Problem, Report, SyntaxProblem
from .statements import Call, Statement, call_of, statements
from .structure import check_pipeline
from .tokens import Node, read

_GRAPES = frozenset(("Grab", "Grapes", "GrabConfig", "GrabExclude", "GrabResolver"))


def lint(text: str, generated: bool = False) -> list[Problem]:
    """What Jenkins would refuse in this declarative Jenkinsfile, by line and column.

    Args:
        text: the whole file.
        generated: the file is one of ours: its sections have one order, its whitespace is clean.
    """
    report = Report()
    try:
        _check(text, report, generated)
    except SyntaxProblem as problem:
        report.add(problem.start, "syntax", problem.message)
    except RecursionError:
        report.add(0, "syntax", "nested too deeply")
    return report.problems(text)


def _check(text: str, report: Report, generated: bool) -> None:
    items = read(text)
    check_limits(items, report)
    top = statements(items)
    pipelines = _pipelines(top)
    if not pipelines:
        report.add(0, "pipeline", "there is no pipeline block at the top level of the file")
    for extra in pipelines[1:]:
        report.add(extra.start, "pipeline", "a second pipeline block: a file has one")
    for call in pipelines:
        check_pipeline(call, report, generated)
        check_method(_block(call), call.start, report)
    _check_annotations(top, report)
    if generated:
        check_whitespace(text, report)


def _pipelines(top: list[Statement]) -> list[Call]:
    calls = (call_of(statement) for statement in top if statement[0].text == "pipeline")
    return [call for call in calls if call is not None and call.only_block]


def _block(call: Call) -> Node:
    assert call.block is not None
    return call.block


def _check_annotations(top: list[Statement], report: Report) -> None:
    """Jenkins refuses to fetch libraries by annotation."""
    for statement in top:
        if len(statement) > 1 and statement[0].text == "@" and statement[1].text in _GRAPES:
            report.add(statement[0].start, "annotation", f"@{statement[1].text} is not allowed in a pipeline")
