"""Durations of the catalog (``90s``, ``45m``, ``24h``, ``7d``) as Jenkins wants them."""

from __future__ import annotations

from .model import Option

UNITS = {"s": "SECONDS", "m": "MINUTES", "h": "HOURS", "d": "DAYS"}
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def seconds(duration: str) -> int:
    """The duration in seconds."""
    return int(duration[:-1]) * SECONDS[duration[-1]]


def timeout_option(duration: str) -> Option:
    """``timeout(time: 45, unit: 'MINUTES')``."""
    return Option("timeout", {"time": int(duration[:-1]), "unit": UNITS[duration[-1]]})
