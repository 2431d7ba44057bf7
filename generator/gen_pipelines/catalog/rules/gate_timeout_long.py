"""A quality gate answers in minutes."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from ..durations import seconds
from . import Context, Rule

RULE = Rule(
    "gate-timeout-long",
    WARNING,
    "A wait of more than an hour for the quality gate.",
    why="Sonar answers within minutes. When it has not after an hour its webhook is missing, and every build waits so long to fail.",
    bad="scans: {sonar: {gate-timeout: 6h}}",
    good="scans: {sonar: {gate-timeout: 10m}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Settings with Sonar."""
    for service, settings in context.settings():
        sonar = settings.scans.sonar
        if sonar is not None and sonar.gate and seconds(sonar.gate_timeout) > 3600:
            place = context.at(service, "scans", "sonar", "gate-timeout")
            yield RULE.found(
                f"the quality gate is waited for up to {sonar.gate_timeout}", place, "10m is plenty; look for Sonar's webhook to Jenkins"
            )
