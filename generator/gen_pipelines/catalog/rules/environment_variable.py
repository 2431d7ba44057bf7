"""Environment variables have names, and some are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "environment-variable",
    ERROR,
    "An environment variable whose name is invalid or taken.",
    why="Shells cannot read other names, and Jenkins or the library set some variables themselves: which value wins would depend "
    "on where it is read.",
    bad="env: {BUILD_NUMBER: '7'}",
    good="env: {NODE_ENV: production}",
)
TAKEN = frozenset(
    ("SERVICE", "IMAGE", "OPERATION", "WORKSPACE", "WORKSPACE_TMP", "NODE_NAME", "NODE_LABELS", "EXECUTOR_NUMBER", "BRANCH_NAME")
) | {"BRANCH_IS_PRIMARY", "TAG_NAME", "HOME", "PATH"}
PREFIXES = ("JENKINS_", "BUILD_", "JOB_", "RUN_", "STAGE_", "CHANGE_", "GIT_", "HUDSON_")


def check(context: Context) -> Iterator[Finding]:
    """Names in `env`, in the tests' `env` and in their `secrets`."""
    for service, settings in context.settings():
        tests = settings.tests
        if not settings.env and (tests is None or not (tests.env or tests.secrets)):
            continue
        maps = [(("env",), settings.env), *([(("tests", "env"), tests.env), (("tests", "secrets"), tests.secrets)] if tests else [])]
        for path, names in maps:
            for name in names:
                if problem := _problem(name):
                    yield RULE.found(f'"{name[:60]}" {problem}', context.at(service, *path, name), "choose another name")


def _problem(name: str) -> str:
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name):
        return "is not a name for an environment variable"
    if name in TAKEN or name.startswith(PREFIXES):
        return "is set by Jenkins or by the library"
    return ""
