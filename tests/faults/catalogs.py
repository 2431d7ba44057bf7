"""One catalog before and after a day's work: services come, change, move, go and stay."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from gen_pipelines.generate import operation_scripts
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.item import Item
from tests.three_tier import catalog_of

ROOT, OWNER = "acme", "acme"
GROUPS = 10
_HEAD = """\
version: 1
organization: {{name: acme, owner: acme}}
library: {{version: v1}}
controllers: {{main: {{url: "http://127.0.0.1:1", user-env: JENKINS_USER, token-env: JENKINS_TOKEN}}}}
defaults: {{source: {{kind: git}}}}
groups: {{{groups}}}
views:
  everything: {{title: Everything, include: ["*"]}}
services:
"""


@cache
def desired(count: int, *, after: bool) -> list[Item]:
    """The items of the catalog with so many services, before or after.

    Of every twenty services one is new afterwards, one is renamed and one is gone; every third one of the others has another description, and so has one of the groups.
    """
    text = catalog_text(count, after=after)
    with tempfile.TemporaryDirectory() as folder:
        catalog = catalog_of(text, Path(folder))
        return desired_items(catalog, "main", operation_scripts(catalog))


def catalog_text(count: int, *, after: bool) -> str:
    """The catalog as it is written."""
    groups = ", ".join(f"team-{number}: {'Another team' if after and number == 3 else f'Team {number}'}" for number in range(GROUPS))
    return _HEAD.format(groups=groups) + "".join(_service(number, after=after) for number in range(count))


def _service(number: int, *, after: bool) -> str:
    kind = number % 20
    if (kind == 0 and not after) or (kind == 1 and after):
        return ""
    name, before = f"svc-{number:04d}", ""
    if kind == 2 and after:
        name, before = f"new-{number:04d}", f", renamed-from: svc-{number:04d}"
    note = "changed" if after and number % 3 == 0 else "as it was"
    return f'  {name}: {{group: team-{number % GROUPS}, repository: "https://git.example.com/acme/{number}.git", description: "Service {number}, {note}"{before}}}\n'
