"""Some scans need the history."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "shallow-scan",
    WARNING,
    "A shallow checkout for a scan that needs the history.",
    why="A scan for secrets on a shallow clone sees one commit, and Sonar cannot tell new code from old.",
    bad="checkout: {depth: 1}\nscans: {secrets: true}",
    good="checkout: {depth: 0}\nscans: {secrets: true}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with a depth, and Sonar or a scan of the whole history."""
    for service, settings in context.settings():
        if settings.checkout.depth:
            scans = settings.scans
            needy = "Sonar" if scans.sonar else "the scan for secrets" if scans.secrets and scans.secrets.history else ""
            if needy:
                yield RULE.found(
                    f"{needy} needs the whole history", context.at(service, "checkout", "depth"), "remove `depth`, or say `depth: 0`"
                )
