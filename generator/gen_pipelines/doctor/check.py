"""One thing that was looked at."""

from __future__ import annotations

from typing import NamedTuple

OK, PROBLEM, UNSEEN = "ok", "problem", "unseen"
"""``unseen``: it could not be looked at; that is neither good nor bad."""


class Check(NamedTuple):
    """``area`` groups checks (``plugins``), ``what`` was looked at, ``found`` is what was there, ``advice`` what to do, in one line."""

    area: str
    what: str
    outcome: str
    found: str
    advice: str = ""
