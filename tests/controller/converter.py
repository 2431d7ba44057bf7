"""``pipeline-model-converter``: is a Jenkinsfile a declarative pipeline that Jenkins takes?

Judged by the project's own linter, told in Jenkins' words as far as the linter knows as much: what depends on a step's own parameters is not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from . import pages
from .call import Call
from .wire import Answer

if TYPE_CHECKING:
    from gen_pipelines.render.linter.problem import Problem

_WORDS = [
    ("missing-section", r"the pipeline has no `(.+)`", 'Missing required section "{0}"'),
    ("duplicate-stage", r"a second stage is called '(.+)'", 'Duplicate stage name: "{0}"'),
    ("duplicate-section", r"`(.+?)` stands in this .*", "Multiple occurrences of the {0} section"),
    ("unknown-section", r"`(.+?)` cannot stand in a pipeline.*", 'Undefined section "{0}"'),
    ("unknown-section", r"`(.+?)` cannot stand in a stage.*", 'Unknown stage section "{0}"'),
    ("stage-body", r"a stage needs one of .*", 'Expected one of "steps", "stages", or "parallel" for stage "{stage}"'),
    ("empty", r"`stages` has no stage", "No stages specified"),
    ("agent", r"`(.+?)` is no kind of agent.*", 'Invalid agent type "{0}" specified. Must be one of [any, label, none]'),
    ("agent", r"an agent is .*", 'Only "agent none", "agent any" or "agent {{...}}" are allowed.\nNo agent type specified. Must be one of [any, label, none]'),
    ("options", r"`(.+?)` is no option of a .*", 'Invalid option type "{0}". Valid option types: [{options}]'),
    ("when", r"`(.+?)` is no condition.*", "Unknown conditional {0}. Valid conditionals are: {conditions}"),
    ("post", r"`(.+?)` is no condition of post.*", 'Invalid condition "{0}" - valid conditions are [{post}]'),
]
"""Rules of the linter, what they say, and what Jenkins says; a line for each of its errors."""
_LISTS = {
    "options": "ansiColor, buildDiscarder, catchError, checkoutToSubdirectory, disableConcurrentBuilds, disableRestartFromStage, disableResume, durabilityHint, lock, "
    "overrideIndexTriggers, parallelsAlwaysFailFast, preserveStashes, quietPeriod, rateLimitBuilds, retry, script, skipDefaultCheckout, skipStagesAfterUnstable, timeout, "
    "timestamps, waitUntil, warnError, withContext, withCredentials, withEnv, wrap, ws",
    "conditions": "allOf, anyOf, branch, buildingTag, changeRequest, changelog, changeset, environment, equals, expression, isRestartedRun, not, tag, triggeredBy",
    "post": "always, changed, fixed, regression, aborted, success, unsuccessful, unstable, failure, notBuilt, cleanup",
}
"""What the recorded controller lists as valid."""
_ORDER = ["unknown-section", "missing-section", "stage-body", "duplicate-stage"]
"""The order in which Jenkins checks; the rest comes after, by line."""
_UNJUDGED = {"size", "section-order"}
"""Rules for what Jenkins' validator lets pass."""


def convert(call: Call) -> Answer:
    """``validate`` and ``validateJenkinsfile``: 200 whatever comes."""
    if call.request.method != "POST":
        return pages.post_only()
    text = call.field("jenkinsfile")
    action = call.rest[1] if len(call.rest) == 2 else ""
    if action == "validate":
        return pages.plain(_text(text), api=False)
    if action == "validateJenkinsfile":
        data = _json(text)
        answer = pages.data({"status": "ok", "data": data})
        answer.headers.remove(pages.JENKINS)
        return answer
    return pages.missing()


def _text(text: str | None) -> str:
    if text is None:
        return "No Jenkinsfile specified\n"
    errors = judged(text)
    if errors == [None]:
        return f"Jenkinsfile content '{text}' did not contain the 'pipeline' step\n"
    if not errors:
        return "Jenkinsfile successfully validated.\n"
    lines = text.split("\n")
    blocks = [f"WorkflowScript: {one.line}: {one.message}\n   {lines[one.line - 1]}\n   {' ' * (one.column - 1)}^\n\n" for one in errors if one is not None]
    return "Errors encountered validating Jenkinsfile:\n" + "".join(blocks)


def _json(text: str | None) -> dict[str, Any]:
    if not text:
        return _failure(["No content found for 'jenkinsfile' parameter"])
    errors = judged(text)
    if errors == [None]:
        return _failure([f"Jenkinsfile content '{text}' did not contain the 'pipeline' step"])
    return _failure([one.message for one in errors if one is not None]) if errors else {"result": "success"}


def _failure(errors: list[str]) -> dict[str, Any]:
    """One error is a string, several are an array: json-lib accumulates."""
    return {"result": "failure", "errors": [{"error": errors[0] if len(errors) == 1 else errors}]}


def judged(text: str) -> list[Problem | None]:
    """What Jenkins would say of a Jenkinsfile; one ``None``: there is no pipeline in it."""
    from gen_pipelines.render.linter.rules import lint

    problems = [one for one in lint(text) if one.rule not in _UNJUDGED]
    if any(one.rule == "no-pipeline" for one in problems):
        return [None]
    placed = [_placed(one, text) for one in sorted(problems, key=_rank)]
    return [one._replace(message=message) for one in placed for message in _said(one, text)]


def _rank(problem: Problem) -> tuple[int, int]:
    return (_ORDER.index(problem.rule) if problem.rule in _ORDER else len(_ORDER), problem.line)


def _placed(problem: Problem, text: str) -> Problem:
    """A duplicate stage is reported where the stages begin."""
    if problem.rule != "duplicate-stage":
        return problem
    lines = text.split("\n")[: problem.line - 1]
    for number in range(len(lines), 0, -1):
        start = re.search(r"\b(stages|parallel)\s*\{", lines[number - 1])
        if start:
            return problem._replace(line=number, column=start.start() + 1)
    return problem


def _said(problem: Problem, text: str) -> list[str]:
    """Jenkins' messages for a problem, each with its place."""
    place = f" @ line {problem.line}, column {problem.column}."
    for rule, pattern, words in _WORDS:
        match = re.fullmatch(pattern, problem.message) if rule == problem.rule else None
        if match:
            stage = re.search(r"stage\s*\(\s*['\"](.*?)['\"]", text.split("\n")[problem.line - 1])
            said = words.format(*match.groups(), stage=stage.group(1) if stage else "", **_LISTS)
            return [one + place for one in said.split("\n")]
    return [problem.message + place]
