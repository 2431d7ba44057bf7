"""The commands of ``docs/simulator.md`` with what they print; ``python -m tests.simulate.documented`` writes it anew."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "simulator.md"
_BLOCK = re.compile(r"```console\n\$ gen-pipelines ([^\n]+)\n(.*?)```\n", re.DOTALL)


def documented() -> Iterator[tuple[str, str]]:
    """Every command and what the page says that it prints."""
    yield from _BLOCK.findall(PAGE.read_text(encoding="utf-8"))


def output(command: str) -> str:
    """What a command prints, run at the top of the checkout."""
    done = subprocess.run([sys.executable, "-m", "gen_pipelines", *shlex.split(command)], cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def written() -> str:
    """The page with the output of now."""
    return _BLOCK.sub(lambda found: f"```console\n$ gen-pipelines {found[1]}\n{output(found[1])}```\n", PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
