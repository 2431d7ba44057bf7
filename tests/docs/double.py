"""The double of a controller for a page, as the page itself starts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.three_tier import ROOT

TOKEN = "11story0token"


@contextmanager
def double() -> Iterator[str]:
    """Its port; it is stopped by its process id."""
    command = [sys.executable, "-m", "tests.controller", "--token", TOKEN, "--plugins", str(ROOT / "tests/docs/plugins.txt")]
    process = subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT}/generator"}, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip().rpartition(":")[2]
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
