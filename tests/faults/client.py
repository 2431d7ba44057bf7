"""A client that can be killed again and again without starting anew: ``python -m tests.faults.client COUNT`` reads the catalog once, and forks a child for every run.

On stdin: a line with URL, user, token and how many changed items to read starts a run; the child's process id comes on stdout; a second line lets the child go;
``over`` comes when it is gone.
"""

from __future__ import annotations

import os
import sys

from gen_pipelines.jenkins import patience
from gen_pipelines.jenkins.client import Client, Settings
from gen_pipelines.jenkins.controller import ControllerTarget
from gen_pipelines.jobs.item import Item

from .catalogs import desired
from .world import apply


def main() -> None:
    """Serve runs until stdin ends."""
    wanted = desired(int(sys.argv[1]), after=True)
    patience.FIRST, patience.LONGEST = 0.004, 0.05
    print("ready", flush=True)
    while line := sys.stdin.readline():
        gate, opener = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(opener)
            os.read(gate, 1)
            _run(line.split(), wanted)
        print(child, flush=True)
        sys.stdin.readline()
        os.write(opener, b"!")
        os.waitpid(child, 0)
        os.close(gate)
        os.close(opener)
        print("over", flush=True)


def _run(where: list[str], wanted: list[Item]) -> None:
    """Apply in the child, and end it without looking back."""
    url, user, token, limit = where
    try:
        apply(ControllerTarget(Client(url, user, token, Settings(connect=2.0, read=5.0, wait=5.0))), wanted, int(limit))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
