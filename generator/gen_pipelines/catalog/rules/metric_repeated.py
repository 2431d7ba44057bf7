"""Metrics are told apart by their names."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "metric-repeated",
    ERROR,
    "Two metrics with one name.",
    why="Reports name a metric that failed by its name: nobody could tell which of the two it was.",
    bad="deploy: {strategy: canary, steps: [{weight: 10}], analysis: {metrics: [{name: a, query: x, maximum: 1}, {name: a, "
    "query: y, maximum: 2}]}}",
    good="deploy: {strategy: canary, steps: [{weight: 10}], analysis: {metrics: [{name: a, query: x, maximum: 1}, {name: b, "
    "query: y, maximum: 2}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """The later of two metrics of one analysis that have the same name."""
    for delivery in context.deliveries:
        seen: set[str] = set()
        for index, metric in enumerate(delivery.deploy.analysis.metrics if delivery.deploy.analysis else ()):
            if metric.name in seen:
                place = context.at(delivery.service, "deploy", "analysis", "metrics", str(index), "name")
                yield RULE.found(f'a second metric is called "{metric.name}"', place, "give it another name")
            seen.add(metric.name)
