"""Makes the package importable from a checkout, so that `pytest` alone works too; and no test fails because the machine is busy."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT / "generator") not in sys.path:
    sys.path.insert(0, str(ROOT / "generator"))

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
