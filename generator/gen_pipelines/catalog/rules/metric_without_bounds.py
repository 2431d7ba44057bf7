"""A metric needs a bound."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "metric-without-bounds",
    ERROR,
    "A metric must have a bound that can be met.",
    why="A metric without `minimum` and `maximum` accepts every value; one whose minimum lies above its maximum accepts none.",
    bad="deploy: {strategy: canary, steps: [{weight: 10}], analysis: {metrics: [{name: errors, query: 'sum(...)'}]}}",
    good="deploy: {strategy: canary, steps: [{weight: 10}], analysis: {metrics: [{name: errors, query: 'sum(...)', maximum: 0.01}]}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Every metric of every delivery."""
    for delivery in context.deliveries:
        for index, metric in enumerate(delivery.deploy.analysis.metrics if delivery.deploy.analysis else ()):
            path = ("deploy", "analysis", "metrics", str(index))
            if metric.minimum is None and metric.maximum is None:
                yield RULE.found(
                    f'the metric "{metric.name}" accepts every value',
                    context.at(delivery.service, *path, "name"),
                    "add `maximum:` or `minimum:`",
                )
            elif metric.minimum is not None and metric.maximum is not None and metric.minimum > metric.maximum:
                place = context.at(delivery.service, *path, "minimum")
                yield RULE.found(f'the metric "{metric.name}" accepts no value: its minimum is above its maximum', place, "swap the two")
