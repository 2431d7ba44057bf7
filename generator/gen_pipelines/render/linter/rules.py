"""What the declarative parser and validator of Jenkins refuse, at the top and in stages."""

from __future__ import annotations

from collections.abc import Iterator

from ...suggestion import did_you_mean
from .escapes import check_escapes
from .limits import check_limits
from .problem import Problem, Report, SyntaxProblem
from .sections import check_agent, check_environment, check_input, check_options, check_post, check_steps, check_when
from .statements import Statement, statements
from .tokens import BLOCK, Node, read

PIPELINE = ("agent", "options", "triggers", "parameters", "environment", "tools", "libraries", "stages", "post")
"""The sections of a pipeline, in the order that our own files keep."""
STAGE = ("when", "agent", "options", "tools", "environment", "input", "failFast", "steps", "stages", "parallel", "matrix", "post")
BODIES = ("steps", "stages", "parallel", "matrix")


def lint(text: str, generated: bool = False) -> list[Problem]:
    """Everything that is wrong with a declarative Jenkinsfile, by line and column.

    ``generated`` also asks for the order of sections that our own files keep, which Jenkins does not care about.
    """
    report = Report()
    try:
        tree = read(text)
    except SyntaxProblem as error:
        report.add(error.start, "syntax", error.message)
        return report.problems(text)
    check_escapes(text, report)
    _check_file(tree, report, generated)
    check_limits(tree, report)
    return report.problems(text)


def _check_file(tree: list[Node], report: Report, generated: bool) -> None:
    pipelines = [found for found in _everywhere(tree) if found.name == "pipeline" and found.block is not None]
    if not pipelines:
        report.add(0, "no-pipeline", "there is no `pipeline { ... }` here")
    for pipeline in pipelines[:1]:
        _check_pipeline(pipeline, report, generated)


def _everywhere(items: list[Node]) -> Iterator[Statement]:
    """All statements, also those inside blocks: a pipeline can stand in a ``try``."""
    for statement in statements(items):
        yield statement
        if statement.name != "pipeline":
            for node in statement.nodes:
                yield from _everywhere(node.items) if node.kind == BLOCK else ()


def _check_pipeline(pipeline: Statement, report: Report, generated: bool) -> None:
    found = _sections(pipeline, PIPELINE, "pipeline", report, generated)
    for required in ("stages", "agent"):
        if required not in found:
            report.add(pipeline.start, "missing-section", f"the pipeline has no `{required}`")
    _check_common(found, report, "pipeline")
    if "stages" in found:
        _check_stages(found["stages"], report, generated)


def _sections(owner: Statement, known: tuple[str, ...], what: str, report: Report, generated: bool) -> dict[str, Statement]:
    """The sections of a pipeline or stage, each once; what is none, or stands twice, is reported."""
    found: dict[str, Statement] = {}
    block = owner.block
    for statement in statements(block.items if block else []):
        name = statement.name
        if name not in known:
            hint = did_you_mean(name, known) if name else ""
            report.add(statement.start, "unknown-section", f"`{name or statement.nodes[0].text}` cannot stand in a {what}" + (f"; {hint}" if hint else ""))
        elif name in found:
            report.add(statement.start, "duplicate-section", f"`{name}` stands in this {what} a second time")
        else:
            found[name] = statement
            if statement.rest:
                report.add(statement.start, "one-line", f"something follows `{name} {{...}}` in the same line; Jenkins reads it as one call")
    if generated:
        _check_order(found, known, report)
    return found


def _check_order(found: dict[str, Statement], known: tuple[str, ...], report: Report) -> None:
    places = [known.index(name) for name in found]
    for name, place, before in zip(list(found)[1:], places[1:], places, strict=False):
        if place < before:
            report.add(found[name].start, "section-order", f"`{name}` stands too late; our files keep one order")


def _check_common(found: dict[str, Statement], report: Report, level: str) -> None:
    """Sections that pipelines and stages share."""
    checks = {"agent": check_agent, "environment": check_environment, "post": check_post}
    for name, check in checks.items():
        if name in found:
            check(found[name], report)
    if "options" in found:
        check_options(found["options"], report, level)
    for name in ("triggers", "parameters", "tools", "libraries"):
        if name in found and (found[name].block is None or not list(statements(found[name].block.items))):  # type: ignore[union-attr]
            report.add(found[name].start, "empty", f"`{name}` is empty")


def _check_stages(section: Statement, report: Report, generated: bool, *, parallel: bool = False) -> None:
    block = section.block
    stages = list(statements(block.items if block else []))
    if not stages:
        report.add(section.start, "empty", f"`{section.name}` has no stage")
    names: set[str] = set()
    for stage in stages:
        if stage.name != "stage":
            report.add(stage.start, "not-a-stage", f"only stages can stand in `{section.name}`")
            continue
        _check_name(stage, names, report)
        _check_stage(stage, report, generated, parallel=parallel)


def _check_name(stage: Statement, names: set[str], report: Report) -> None:
    name = stage.text_argument()
    if name is None:
        report.add(stage.start, "stage-name", "a stage needs a name: one text")
    elif name in names:
        report.add(stage.start, "duplicate-stage", f"a second stage is called {name!r}")
    else:
        names.add(name)


def _check_stage(stage: Statement, report: Report, generated: bool, *, parallel: bool) -> None:
    if stage.block is None:
        report.add(stage.start, "stage-body", "a stage needs a block")
        return
    found = _sections(stage, STAGE, "stage", report, generated)
    bodies = [name for name in BODIES if name in found]
    if not bodies:
        report.add(stage.start, "stage-body", "a stage needs one of steps, stages, parallel and matrix")
    elif len(bodies) > 1:
        report.add(stage.start, "stage-body", f"a stage has only one of steps, stages, parallel and matrix, not {' and '.join(bodies)}")
    _check_beside_parallel(stage, found, bodies, report, parallel=parallel)
    _check_common(found, report, "stage")
    if "when" in found:
        check_when(found["when"], report)
    if "input" in found:
        check_input(found["input"], report)
    if "steps" in found:
        check_steps(found["steps"], report)
    for name in ("stages", "parallel"):
        if name in found:
            _check_stages(found[name], report, generated, parallel=parallel or name == "parallel")


def _check_beside_parallel(stage: Statement, found: dict[str, Statement], bodies: list[str], report: Report, *, parallel: bool) -> None:
    forked = "parallel" in bodies or "matrix" in bodies
    if forked and parallel:
        report.add(stage.start, "nested-parallel", "stages side by side cannot fork again")
    for name in ("agent", "tools"):
        if forked and name in found:
            report.add(found[name].start, "beside-parallel", f"a stage with parallel parts has no `{name}` of its own")
    if "failFast" in found and [node.text for node in found["failFast"].arguments] not in (["true"], ["false"]):
        report.add(found["failFast"].start, "fail-fast", "`failFast` is true or false")
