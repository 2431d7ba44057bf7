"""Terraform needs a root module."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "terraform-section",
    ERROR,
    "The strategy `terraform` without a `terraform` section.",
    why="The folder of the root module, its variables and the version of Terraform differ from service to service; guessing them "
    "could change the wrong infrastructure.",
    bad="deploy: terraform",
    good="deploy: {strategy: terraform, terraform: {directory: terraform, version: 1.9.8}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Deliveries with the strategy and without the section."""
    for delivery in context.deliveries:
        if delivery.deploy.terraform is None and delivery.uses("terraform"):
            place = context.at(delivery.service, *delivery.strategy_path("terraform"))
            yield RULE.found(
                f'"{delivery.service.name}" is delivered by Terraform, and no root module is named',
                place,
                "add `terraform: {directory: terraform}` to `deploy`",
            )
