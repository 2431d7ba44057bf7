"""Every rendered Jenkinsfile, as the controller's own linter sees it: it knows the agents, options and triggers of its plugins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from ..errors import ControllerError
from ..jenkins.client import Client
from .check import OK, PROBLEM, UNSEEN, Check

LINTER = "linter"
SHOWN = 20
"""Refused files that are told; more would all say the same."""


def check_jenkinsfiles(client: Client, texts: Mapping[str, str], advance: Callable[[str], None] = lambda done: None) -> Iterator[Check]:
    """Each Jenkinsfile by name. Those that are accepted are counted, those that are refused are told one by one."""
    if not texts:
        return
    first, *others = texts.items()
    try:
        answers = {first[0]: _refused(client, first[1])}
        with ThreadPoolExecutor(client.settings.workers) as pool:
            for (name, _), answer in zip(others, pool.map(lambda item: _refused(client, item[1]), others), strict=True):
                advance(name)
                answers[name] = answer
    except ControllerError as error:
        if error.status not in (401, 403, 404):
            raise
        yield Check(LINTER, "Jenkinsfiles", UNSEEN, "the linter cannot be asked: the plugin pipeline-model-definition or a permission is missing")
        return
    refused = {name: message for name, message in answers.items() if message}
    for name, message in list(refused.items())[:SHOWN]:
        yield Check(LINTER, name, PROBLEM, message, f"the controller would refuse {name}: a plugin is missing or old, or a template of yours is wrong")
    if len(refused) > SHOWN:
        yield Check(LINTER, f"{len(refused) - SHOWN} more", PROBLEM, "refused", "see the first ones")
    yield Check(LINTER, "Jenkinsfiles", OK if len(refused) < len(texts) else PROBLEM, f"{len(texts) - len(refused)} of {len(texts)} accepted")


def _refused(client: Client, text: str) -> str:
    """What the linter has against a Jenkinsfile; empty if nothing.

    The answer is always 200 and ``ok``; ``data.result`` tells, and one error is a text where several are a list (jenkins_api, section 7).

    Raises:
        ControllerError: it cannot be asked.
    """
    answer = client.ask("pipeline-model-converter/validateJenkinsfile", urlencode({"jenkinsfile": text}))
    try:
        data: Any = answer.json()["data"]
        if data["result"] == "success":
            return ""
        errors = [error["error"] for error in data["errors"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ControllerError("POST /pipeline-model-converter/validateJenkinsfile", "the answer is not what the linter says", status=404) from error
    messages = [str(message) for error in errors for message in (error if isinstance(error, list) else [error])]
    more = f" (and {len(messages) - 1} more)" if len(messages) > 1 else ""
    return (messages[0] if messages else "refused without a reason") + more
