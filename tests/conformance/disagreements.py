"""Cases that the simulator cannot give as Jenkins did, each with the reason."""

from __future__ import annotations

DISAGREEMENTS: dict[str, str] = {}
