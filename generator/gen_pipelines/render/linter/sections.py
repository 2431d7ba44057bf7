"""What may stand in the sections of pipelines and stages."""

from __future__ import annotations

from ...suggestion import did_you_mean
from .problem import Report
from .statements import Statement, statements
from .tokens import BLOCK, GSTRING, LIST, NAME, NUMBER, PARENS, STRING, Node

AGENTS = ("label", "node", "docker", "dockerfile", "kubernetes", "dockerContainer")
CONDITIONS = (
    "allOf", "anyOf", "not", "branch", "buildingTag", "tag", "changelog", "changeset", "changeRequest", "environment", "equals", "expression",
    "isRestartedRun", "triggeredBy",
)  # fmt: skip
FLAGS = ("beforeAgent", "beforeInput", "beforeOptions")
POST = ("always", "changed", "fixed", "regression", "aborted", "success", "unsuccessful", "unstable", "failure", "notBuilt", "cleanup")
BOTH = ("timeout", "retry", "timestamps", "skipDefaultCheckout", "lock", "ansiColor", "withCredentials", "warnError", "catchError", "withEnv", "throttle")
OPTIONS = {
    "stage": BOTH,
    "pipeline": (
        *BOTH, "buildDiscarder", "checkoutToSubdirectory", "disableConcurrentBuilds", "disableResume", "durabilityHint", "newContainerPerStage",
        "overrideIndexTriggers", "parallelsAlwaysFailFast", "preserveStashes", "quietPeriod", "rateLimitBuilds", "skipStagesAfterUnstable", "githubProjectProperty",
        "gitLabConnection", "copyArtifactPermission", "authorizationMatrix", "disableRestartFromStage",
    ),
}  # fmt: skip
KEYWORDS = frozenset(["if", "for", "while", "def", "switch", "try", "return", "throw", "assert", "class", "import", "final", "int", "long", "boolean", "void"])


def check_agent(section: Statement, report: Report) -> None:
    """``any``, ``none``, or a block with one kind."""
    block = section.block
    if block is None:
        if [node.text for node in section.arguments] not in (["any"], ["none"]):
            report.add(section.start, "agent", "an agent is `any`, `none`, or a block with its kind")
        return
    kinds = list(statements(block.items))
    if not kinds:
        report.add(section.start, "agent", "the agent has no kind")
    if len(kinds) > 1:
        report.add(kinds[1].start, "agent", "an agent has one kind")
    for kind in kinds[:1]:
        if kind.name not in AGENTS:
            report.add(kind.start, "agent", f"`{kind.name}` is no kind of agent" + _hint(kind.name, AGENTS))


def check_environment(section: Statement, report: Report) -> None:
    """Assignments of texts, or of what a function returns; each variable once."""
    seen: set[str] = set()
    for entry in _entries(section, report):
        nodes = entry.nodes
        if len(nodes) < 3 or nodes[0].kind != NAME or nodes[1].text != "=":
            report.add(entry.start, "environment", "an environment holds assignments: NAME = 'value'")
        elif nodes[0].text in seen:
            report.add(entry.start, "duplicate-section", f"the variable {nodes[0].text} stands here a second time")
        elif not _is_value(nodes[2]):
            report.add(nodes[2].start, "environment", "the value of a variable is a text, or the call of a function")
        seen.add(nodes[0].text)


def _is_value(first: Node) -> bool:
    return first.kind in (STRING, GSTRING, NUMBER) or (first.kind == NAME and first.text != "null")


def check_post(section: Statement, report: Report) -> None:
    """Known conditions, each once and with steps."""
    seen: set[str] = set()
    for entry in _entries(section, report):
        if entry.name not in POST:
            report.add(entry.start, "post", f"`{entry.name or entry.nodes[0].text}` is no condition of post" + _hint(entry.name, POST))
        elif entry.name in seen:
            report.add(entry.start, "duplicate-section", f"`{entry.name}` stands in this post a second time")
        else:
            check_steps(entry, report)
        seen.add(entry.name)


def check_options(section: Statement, report: Report, level: str) -> None:
    """Known options, each once."""
    seen: set[str] = set()
    for entry in _entries(section, report):
        if entry.name not in OPTIONS[level]:
            report.add(entry.start, "options", f"`{entry.name}` is no option of a {level}" + _hint(entry.name, OPTIONS[level]))
        if entry.name in seen:
            report.add(entry.start, "duplicate-section", f"the option `{entry.name}` stands here a second time")
        seen.add(entry.name)


def check_when(section: Statement, report: Report) -> None:
    """Known conditions, at least one; flags are true or false."""
    entries = _entries(section, report)
    for entry in entries:
        if entry.name not in FLAGS:
            _check_condition(entry, report)
        elif [node.text for node in entry.arguments] not in (["true"], ["false"]):
            report.add(entry.start, "when", f"`{entry.name}` is true or false")
    if entries and all(entry.name in FLAGS for entry in entries):
        report.add(section.start, "when", "`when` has no condition")


def _check_condition(entry: Statement, report: Report) -> None:
    if entry.name not in CONDITIONS:
        report.add(entry.start, "when", f"`{entry.name or entry.nodes[0].text}` is no condition" + _hint(entry.name, CONDITIONS))
        return
    if entry.name not in ("allOf", "anyOf", "not"):
        return
    inside = list(statements(entry.block.items)) if entry.block else []
    if not inside or (entry.name == "not" and len(inside) > 1):
        report.add(entry.start, "when", f"`{entry.name}` needs {'one condition' if entry.name == 'not' else 'conditions'}")
    for condition in inside:
        _check_condition(condition, report)


def check_input(section: Statement, report: Report) -> None:
    """An input asks something."""
    entries = [entry.name for entry in statements(section.block.items)] if section.block else ["message"] if len(section.nodes) > 1 else []
    if "message" not in entries:
        report.add(section.start, "input", "an input needs a `message`")


def check_steps(section: Statement, report: Report) -> None:
    """Calls of steps; anything else needs a ``script`` block."""
    for entry in _entries(section, report):
        reason = _no_step(entry)
        if reason:
            report.add(entry.start, "steps", reason)
        elif entry.name == "script":
            _entries(entry, report)


def _no_step(entry: Statement) -> str:
    """Why a statement is no step, or nothing."""
    first, second = entry.nodes[0], entry.nodes[1] if len(entry.nodes) > 1 else None
    if first.kind != NAME or entry.name in KEYWORDS:
        return f"`{first.text[:20]}` is no step; Groovy stands in a `script` block"
    if second is None:
        return ""
    if second.text in ("=", "+=", "++"):
        return "an assignment is no step; Groovy stands in a `script` block"
    if second.text in (".", "?."):
        return "a method of an object is no step; Groovy stands in a `script` block"
    if entry.name == "agent" or (entry.name in ("stage", "parallel", "properties", "stages") and second.kind in (PARENS, BLOCK, LIST)):
        return f"`{entry.name}` cannot stand in steps"
    return ""


def _entries(section: Statement, report: Report) -> list[Statement]:
    """The statements of a section, which must have some."""
    found = list(statements(section.block.items)) if section.block else []
    if not found:
        report.add(section.start, "empty", f"`{section.name}` is empty")
    return found


def _hint(name: str, known: tuple[str, ...]) -> str:
    hint = did_you_mean(name, known) if name else ""
    return f"; {hint}" if hint else ""
