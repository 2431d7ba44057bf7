"""The old colour is the way back."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..durations import seconds
from . import Context, Rule

RULE = Rule(
    "blue-green-keep-old",
    ERROR,
    "Blue-green that removes the old colour while the new one is still on trial.",
    why="When the watch time ends badly the old colour is what traffic goes back to. It must live longer than the bake.",
    bad="deploy: {strategy: blue-green, health: /, bake: 2h, keep-old: 1h}",
    good="deploy: {strategy: blue-green, health: /, bake: 10m, keep-old: 24h}",
)


def check(context: Context) -> Iterator[Finding]:
    """Blue-green deliveries whose bake, anywhere, is longer than the old colour is kept."""
    for delivery in context.deliveries:
        deploy = delivery.deploy
        if not delivery.uses("blue-green"):
            continue
        overrides = [
            deploy.per_environment[name].bake
            for name, how in delivery.strategies.items()
            if how == "blue-green" and name in deploy.per_environment
        ]
        longest = max([deploy.bake, *(bake for bake in overrides if bake)], key=seconds)
        if seconds(deploy.keep_old) < seconds(longest):
            place = context.at(delivery.service, "deploy", "keep-old")
            yield RULE.found(
                f"the old colour goes after {deploy.keep_old}, the new one is watched for {longest}",
                place,
                "let `keep-old` be longer than `bake`",
            )
