"""Environments come one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..graphs import find_cycles
from . import Context, Rule

RULE = Rule(
    "environment-cycle",
    ERROR,
    "Environments that wait for each other.",
    why="Each would have to be first; no version could ever be delivered.",
    bad="environments: {dev: {after: prod}, prod: {after: dev, approval: {submitters: [release-managers]}}}",
    good="environments: {dev: {}, prod: {after: dev, approval: {submitters: [release-managers]}}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """Every cycle in `after`."""
    edges = {name: [place.after] if place.after else [] for name, place in context.catalog.environments.items()}
    for cycle in find_cycles(edges):
        place = context.at_path("environments", cycle[0], "after")
        yield RULE.found(f"these environments wait for each other: {' -> '.join(cycle)}", place, "take one `after` out")
