"""Whose code runs with your credentials?"""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "fork-trust",
    ERROR,
    "Pull requests from any fork are trusted.",
    why="A stranger's pull request may then change the Jenkinsfile and read every credential the job can see.",
    bad="source: {pull-requests: {trust: everyone}}",
    good="source: {pull-requests: {trust: permission}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Sources that build forks and trust everyone."""
    for service, settings in context.settings():
        requests = settings.source.pull_requests
        if requests is not None and requests.trust == "everyone" and requests.forks != "none":
            place = context.at(service, "source", "pull-requests", "trust")
            yield RULE.found(
                "anybody can run a Jenkinsfile of their own here, with your credentials", place, "say `trust: permission`, or `forks: none`"
            )
