"""E-mail goes to addresses."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding, Place
from . import Context, Rule

RULE = Rule(
    "recipient-invalid",
    ERROR,
    "A recipient that is not an e-mail address.",
    why="The mail server refuses the whole message, and the others are not told either.",
    bad="notify: {recipients: [devops]}",
    good="notify: {recipients: [devops@example.com]}",
)


def check(context: Context) -> Iterator[Finding]:
    """Recipients of the catalog and of services."""
    email = context.catalog.notifications.email
    for index, one in enumerate(email.recipients if email else ()):
        if _bad(one):
            yield _found(one, context.at_path("notifications", "email", "recipients", index))
    for service, settings in context.settings():
        for index, one in enumerate(settings.notify.recipients):
            if _bad(one):
                yield _found(one, context.at(service, "notify", "recipients", str(index)))


def _bad(recipient: str) -> bool:
    local, at, domain = recipient.rpartition("@")
    return not (local and at and domain) or any(character.isspace() or character in ",;<>" for character in recipient)


def _found(recipient: str, place: Place) -> Finding:
    return RULE.found(f'"{recipient}" is not an e-mail address', place, "write `name@example.com`; several are several entries of the list")
