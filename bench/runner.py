"""Runs commands and measures them from a small process of its own.

The system counts the memory of a process from that of its parent's when it was started, so a large parent would be measured instead of the command.
``python bench/runner.py`` reads a line of JSON for each command, and writes a line with what it took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType


class Runner:
    """The small process, from ``with`` to its end."""

    def __enter__(self) -> Runner:
        self._process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()

    def measure(self, command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float, float]:
        """CPU seconds, peak memory in MiB and wall seconds of one run.

        Raises:
            SystemExit: the command failed; a benchmark of a failure is worth nothing.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"command": command, "folder": str(folder), "environment": environment}) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        if said["status"] != 0:
            raise SystemExit(f"{' '.join(command)} ended with {said['status']}:\n{said['complaint'][-2000:]}")
        return said["cpu"], said["memory"], said["wall"]


def main() -> None:
    """Run what comes in."""
    for line in sys.stdin:
        asked = json.loads(line)
        started = time.perf_counter()
        with subprocess.Popen(asked["command"], cwd=asked["folder"], env=asked["environment"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            complaint = process.stderr.read().decode("utf-8", "replace")
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        said = {"cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024, "wall": wall, "status": process.returncode, "complaint": complaint}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
