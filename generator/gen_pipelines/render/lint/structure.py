"""The skeleton of a pipeline: sections, stages, and what a stage may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from . import names, sections
from .matrix import check_axes, check_excludes
from .order import check_order
from .problem import Report
from .sections import Check, calls_in
from .statements import Call, statements, text_of, type_of
from .steps import check_steps
from .tokens import STRING
from .when import check_when

_SHARED: dict[str, Check] = {
    "agent": sections.check_agent,
    "environment": sections.check_environment,
    "tools": sections.check_tools,
    "post": sections.check_post,
}
_IN_PIPELINE: dict[str, Check] = _SHARED | {
    "libraries": sections.check_libraries,
    "options": sections.check_options,
    "parameters": sections.check_parameters,
    "triggers": sections.check_triggers,
}
_IN_STAGE: dict[str, Check] = _SHARED | {"options": sections.check_stage_options, "input": sections.check_input, "when": check_when}
_IN_MATRIX: dict[str, Check] = _IN_STAGE | {"axes": check_axes, "excludes": check_excludes}
_NO_AGENT_HERE = ("agent", "tools")


def check_pipeline(pipeline: Call, report: Report, generated: bool) -> None:
    """Check everything between the braces of ``pipeline``."""
    found = _sections(pipeline, report, names.PIPELINE_SECTIONS, None)
    for name in ("stages", "agent"):
        if name not in found:
            report.add(pipeline.start, "missing-section", f'"pipeline" needs "{name}"')
    _check_all(found, _IN_PIPELINE, report)
    if generated:
        check_order(found.values(), names.PIPELINE_SECTIONS, report)
    if "stages" in found:
        _check_stages(found["stages"], report, generated, False)


def _sections(block: Call, report: Report, known: Sequence[str], at: int | None) -> dict[str, Call]:
    """The sections by name. Unknown and doubled ones are reported where they stand, or at the offset ``at``."""
    found: dict[str, Call] = {}
    if block.block is None or not statements(block.block.items):
        return found
    for call in calls_in(block, report, "unknown-section", "a section"):
        where = call.start if at is None else at
        if call.name not in known:
            report.add(where, "unknown-section", f'"{call.name}" is no section of "{block.name}"; {names.among(call.name, known)}')
        elif call.name in found:
            report.add(where, "duplicate-section", f'"{block.name}" has "{call.name}" twice')
        else:
            found[call.name] = call
    return found


def _check_all(found: Mapping[str, Call], checks: Mapping[str, Check], report: Report) -> None:
    for name, call in found.items():
        if name in checks:
            checks[name](call, report)


def _check_stages(section: Call, report: Report, generated: bool, inside_parallel: bool) -> None:
    """The stages in ``stages`` or ``parallel``."""
    seen: set[str] = set()
    count = 0
    for call in calls_in(section, report, "stage", "a stage"):
        if call.name != "stage":
            report.add(call.start, "stage", f'expected a stage, found "{call.name}"')
            continue
        count += 1
        name = _check_stage(call, report, generated, inside_parallel)
        if name is not None and name in seen:
            report.add(section.start, "duplicate-stage", f'two stages are called "{name}"')
        seen.add(name or "")
    if count > 250:
        report.add(section.start, "size-list", f"{count} stages side by side: Jenkins can hold 250")


def _check_stage(stage: Call, report: Report, generated: bool, inside_parallel: bool) -> str | None:
    """Check one stage; returns its name if it is a constant."""
    if stage.block is None or len(stage.positional) != 1 or stage.named:
        report.add(stage.start, "stage", "a stage has a name and a block")
        return None
    name = stage.positional[0]
    constant = len(name) == 1 and name[0].kind == STRING
    if not constant:
        report.add(name[0].start, "stage", "the name of a stage is a constant text")
    inner = Call(stage.node, stage.block)
    found = _sections(inner, report, names.STAGE_SECTIONS, stage.start)
    _check_body(stage, found, report)
    _check_all(found, _IN_STAGE, report)
    _check_branches(found, report, generated, inside_parallel)
    if generated:
        check_order(found.values(), names.STAGE_SECTIONS, report)
    return text_of(name[0]) if constant else None


def _check_body(stage: Call, found: Mapping[str, Call], report: Report) -> None:
    bodies = [name for name in names.BODIES if name in found]
    if len(bodies) != 1:
        has = f"has {' and '.join(bodies)}" if bodies else "has none"
        report.add(stage.start, "stage-body", f"a stage needs exactly one of {', '.join(names.BODIES)}; this one {has}")
    if "steps" in found:
        steps = found["steps"]
        if steps.block is None or steps.has_arguments:
            report.add(steps.start, "step", '"steps" needs a block')
        else:
            check_steps(steps.block, report)


def _check_branches(found: Mapping[str, Call], report: Report, generated: bool, inside_parallel: bool) -> None:
    """``stages``, ``parallel``, ``matrix`` and ``failFast`` of a stage."""
    branching = [found[name] for name in ("parallel", "matrix") if name in found]
    if "stages" in found:
        _check_stages(found["stages"], report, generated, inside_parallel)
    for section in branching:
        if inside_parallel:
            report.add(section.start, "nested-parallel", '"parallel" or "matrix" can\'t be inside another "parallel" or "matrix"')
        for name in _NO_AGENT_HERE:
            if name in found:
                message = f'"{name}" is not allowed on a stage with "{section.name}": set it on its stages'
                report.add(found[name].start, "parallel-agent", message)
    if "parallel" in found:
        _check_stages(found["parallel"], report, generated, True)
    if "matrix" in found:
        _check_matrix(found["matrix"], report, generated)
    if "failFast" in found:
        _check_fail_fast(found["failFast"], bool(branching) or not generated, report)


def _check_fail_fast(call: Call, sensible: bool, report: Report) -> None:
    """Jenkins allows ``failFast`` where it does nothing; our own files don't."""
    if len(call.positional) != 1 or type_of(call.positional[0]) != "boolean":
        report.add(call.start, "fail-fast", '"failFast" is true or false')
    elif not sensible:
        report.add(call.start, "fail-fast", '"failFast" belongs to a stage with "parallel" or "matrix"')


def _check_matrix(matrix: Call, report: Report, generated: bool) -> None:
    found = _sections(matrix, report, names.MATRIX_SECTIONS, None)
    for name in ("axes", "stages"):
        if name not in found:
            report.add(matrix.start, "missing-section", f'"matrix" needs "{name}"')
    _check_all(found, _IN_MATRIX, report)
    if "stages" in found:
        _check_stages(found["stages"], report, generated, True)
