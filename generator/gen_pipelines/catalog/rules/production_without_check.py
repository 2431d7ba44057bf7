"""A production deploy that nothing verifies."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "production-without-check",
    WARNING,
    "A deploy to production that nothing verifies.",
    why="Kubernetes calls a rollout complete when the pods say so. Without a health check, a smoke test or metrics, a version "
    "that answers every request with an error counts as good.",
    bad="deploy: rolling",
    good="deploy: {strategy: rolling, health: /healthz}",
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries of an image to production with neither health check nor smoke test nor analysis."""
    for delivery in context.deliveries:
        deploy = delivery.deploy
        if deploy.health or deploy.smoke or deploy.analysis:
            continue
        for name, strategy in delivery.strategies.items():
            override = deploy.per_environment.get(name)
            if (
                strategy in ("rolling", "blue-green", "canary")
                and context.catalog.is_production(name)
                and not (override and override.smoke)
            ):
                place = context.at(delivery.service, "deploy")
                yield RULE.found(
                    f'nothing verifies a deploy of "{delivery.service.name}" to "{name}"',
                    place,
                    "add `health: /healthz` or `smoke: ./run-smoke-tests.sh`",
                )
                break
