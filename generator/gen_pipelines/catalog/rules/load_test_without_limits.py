"""A load test needs limits."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..delivery import Limits
from . import Context, Rule

RULE = Rule(
    "load-test-without-limits",
    WARNING,
    "A load test that judges nothing.",
    why="Without thresholds, and without a comparison with the last good build, every result passes.",
    bad="deploy: {strategy: rolling, health: /, load: {script: load.js, environments: [dev]}}",
    good="deploy: {strategy: rolling, health: /, load: {script: load.js, thresholds: {p95: <300ms}, environments: [dev]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Load and performance tests without thresholds and without `regression`."""
    for delivery in context.deliveries:
        for key, test in (("load", delivery.deploy.load), ("performance", delivery.deploy.performance)):
            if test is not None and test.thresholds == Limits() and test.regression is None:
                place = context.at(delivery.service, "deploy", key)
                yield RULE.found(f"every result of this {key} test passes", place, "add `thresholds: {...}` or `regression: 10`")
