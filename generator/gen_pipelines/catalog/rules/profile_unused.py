"""A profile that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "profile-unused",
    WARNING,
    "A profile that no service uses.",
    why="It has no effect. Either a service lacks its `profile`, or the profile can go.",
    bad="profiles: {node: {cache: [npm]}}",
    good="profiles: {node: {cache: [npm]}}\nservices: {web: {profile: node, repository: https://github.com/acme/web.git}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Profiles that no service stands on, directly or by way of another profile."""
    profiles = context.files.data.get("profiles", {}) if context.complete else {}
    used: set[str] = set()
    waiting = [service.profile for service in context.catalog.services.values() if service.profile] if profiles else []
    for name in dict.fromkeys(waiting):
        _use(profiles, name, used)
    for name in profiles:
        if name not in used:
            yield RULE.found(
                f'no service uses the profile "{name}"',
                context.at_path("profiles", name, key=True),
                "remove it, or give a service this `profile`",
            )


def _use(profiles: dict[str, Any], name: str, used: set[str]) -> None:
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += profiles[name].get("extends") or profiles[name].get("+extends") or ()
