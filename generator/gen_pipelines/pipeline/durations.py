"""Durations of the catalog (``90s``, ``45m``, ``24h``, ``7d``) as Jenkins wants them."""

from __future__ import annotations

from .model import Option

UNITS = {"s": "SECONDS", "m": "MINUTES", "h": "HOURS", "d": "DAYS"}


def timeout_option(duration: str) -> Option:
    """``timeout(time: 45, unit: 'MINUTES')``."""
    return Option("timeout", {"time": int(duration[:-1]), "unit": UNITS[duration[-1]]})
