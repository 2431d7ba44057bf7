"""No secrets in the catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import ERROR, Finding
from ..secrets import find_secrets
from . import Context, Rule

RULE = Rule(
    "plain-secret",
    ERROR,
    "A secret in plain text.",
    why="The catalog is in Git, and the pipelines and the job configurations made from it are read by many. Name a Jenkins "
    "credential by its id instead, and change the secret: it is known now.",
    bad="env: {DB_PASSWORD: hunter2}",
    good="tests: {command: npm test, secrets: {DB_PASSWORD: db-password}}",
)


def check(context: Context) -> Iterator[Finding]:
    """What looks like a secret, anywhere in the catalog's files, comments too."""
    yield from secrets_in(context.files.texts, context.files.data)


def secrets_in(texts: Mapping[str, str], data: Any) -> Iterator[Finding]:
    """The same for a catalog that has too many other mistakes to be resolved."""
    for secret in find_secrets(texts, data):
        found = RULE.found(
            f"this looks like {secret.what}",
            secret.place,
            "keep it in a Jenkins credential and name that by its id; change the secret, it is known now",
        )
        yield found._replace(secret=True)
