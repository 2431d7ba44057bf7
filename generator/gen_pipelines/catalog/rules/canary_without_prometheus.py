"""A canary asks Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "canary-without-prometheus",
    ERROR,
    "A canary in an environment that names no Prometheus.",
    why="The metrics that judge a canary are queries to the environment's Prometheus. Without its address every sample is an "
    "error, and every release is rolled back.",
    bad="environments: {prod: {approval: {submitters: [ops]}}}\nservices: {web: {repository: https://github.com/acme/web.git, build: true, deploy: {strategy: canary, health: /, "
    "environments: [prod], steps: [{weight: 10}], analysis: {metrics: [{name: errors, query: x, maximum: 1}]}}}}",
    good="environments: {prod: {prometheus: https://prometheus.example.com, approval: {submitters: [ops]}}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Each environment that a canary goes to and that has no address of Prometheus."""
    wanting = {
        name: delivery.service
        for delivery in context.deliveries
        for name, strategy in delivery.strategies.items()
        if strategy == "canary" and delivery.deploy.analysis
    }
    for name, service in wanting.items():
        if context.catalog.environments[name].prometheus is None:
            place = context.at_path("environments", name, key=True)
            yield RULE.found(
                f'the canary of "{service.name}" in "{name}" has no Prometheus to ask',
                place,
                "add `prometheus: https://prometheus.example.com`",
            )
