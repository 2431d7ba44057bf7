"""A registry needs an address."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "registry-address",
    ERROR,
    "A registry without an address.",
    why="The address of an ECR registry is made of account and region; any other has a host. Without them no image has a name.",
    bad="registries: {ecr: {region: eu-west-1}}",
    good="registries: {ecr: {account: '123456789012', region: eu-west-1}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Every registry."""
    for name, registry in context.catalog.registries.items():
        if registry.host:
            continue
        place = context.at_path("registries", name, key=True)
        if registry.kind == "docker":
            yield RULE.found(f'the registry "{name}" has no host', place, "add `host: registry.example.com`")
        elif missing := [key for key in ("account", "region") if not getattr(registry, key)]:
            yield RULE.found(
                f'the ECR registry "{name}" lacks {" and ".join(missing)}', place, 'add `account: "123456789012"` and `region: us-east-1`'
            )
