"""Durations as the catalog writes them: ``90s``, ``45m``, ``24h``, ``7d``."""

from __future__ import annotations

from functools import cache

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@cache
def seconds(duration: str) -> int:
    """The duration in seconds."""
    return int(duration[:-1]) * SECONDS[duration[-1]]
