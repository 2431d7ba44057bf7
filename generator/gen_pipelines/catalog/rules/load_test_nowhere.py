"""A load test needs an environment the service is delivered to."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "load-test-nowhere",
    ERROR,
    "A load test in an environment that the service is not delivered to.",
    why="The test would never run, and nobody would notice: the pipeline is green without it. Left out, `environments` is `[staging]`.",
    bad="deploy: {strategy: rolling, health: /, load: {script: load.js, thresholds: {p95: <300ms}, environments: [prod]}, "
    "environments: [dev]}",
    good="deploy: {strategy: rolling, health: /, load: {script: load.js, thresholds: {p95: <300ms}, environments: [dev]}, "
    "environments: [dev]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Load and performance tests, each environment they name."""
    for delivery in context.deliveries:
        for key, test in (("load", delivery.deploy.load), ("performance", delivery.deploy.performance)):
            for name in test.environments if test is not None else ():
                if name not in delivery.strategies:
                    place = context.at(delivery.service, "deploy", key, "environments")
                    yield RULE.found(
                        f'the `{key}` test runs in "{name}", where "{delivery.service.name}" is not delivered to',
                        place,
                        "name others in `environments` of the test",
                    )
