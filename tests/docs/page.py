"""A page as a session: its ``console`` blocks are commands (after ``$``, continued after ``>``), each with what it prints.

What differs from run to run stands on a page as a fixed example: the port of the double, the name of a backup, times.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

PORT = "18090"
"""The double's port, as pages have it."""

RUN = "20261125-231500-482a3f"
"""The name of a backup, as pages have it."""

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_RUN = re.compile(r"\b\d{8}-\d{6}-[0-9a-f]{6}\b")
_STARTED = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\b")
_SPAN = re.compile(r"\b\d+\.\d s\b")


@dataclass(frozen=True)
class Step:
    """A command, and what the page says that it prints."""

    command: str
    output: str


def steps_of(page: str) -> list[Step]:
    """Every command of a page, in order."""
    return [step for block in _BLOCK.findall(page) for step in _steps(block)]


def _steps(block: str) -> list[Step]:
    commands: list[list[str]] = []
    outputs: list[list[str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append([line[2:]])
            outputs.append([])
        elif line.startswith("> ") and not outputs[-1]:
            commands[-1].append(line[2:])
        else:
            outputs[-1].append(line)
    return [Step("\n".join(command), "\n".join(output)) for command, output in zip(commands, outputs, strict=True)]


def as_on_page(output: str, port: str) -> str:
    """What a command printed, with the page's examples for what differs from run to run."""
    text = output.replace(f"127.0.0.1:{port}", f"127.0.0.1:{PORT}")
    text = _STARTED.sub("2026-11-25 23:15:00 UTC", _RUN.sub(RUN, text))
    return "\n".join(line.rstrip() for line in _SPAN.sub("0.1 s", text).rstrip("\n").split("\n"))


class Session:
    """A shell in a folder that lasts from command to command: what one exports, the next one sees, and its exit code too."""

    def __init__(self, folder: Path, port: str, tools: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.port = port
        self._state = folder.parent / "shell-state"
        self._state.write_text("")
        self._code = 0
        self._environment = {**environment, "PATH": f"{tools}:{os.environ['PATH']}", "COLUMNS": "160"}

    def run(self, command: str) -> str:
        """What a command prints, on both streams, as the page would have it."""
        own = command.replace(f":{PORT}", f":{self.port}")
        script = f'. "{self._state}"\n(exit {self._code})\n{own}\ncode=$?\nexport -p | grep -v " PWD=\\| OLDPWD=\\| SHLVL=" > "{self._state}"\nexit $code\n'
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        self._code = done.returncode
        return as_on_page(done.stdout, self.port)


def rewritten(page: str, session: Session) -> str:
    """The page with what its commands really print."""

    def write(found: re.Match[str]) -> str:
        shown = []
        for step in _steps(found[1]):
            first, *more = step.command.split("\n")
            shown += [f"$ {first}", *(f"> {line}" for line in more)]
            output = session.run(step.command)
            shown += [output] if output else []
        return "```console\n" + "\n".join(shown) + "\n```"

    return _BLOCK.sub(write, page)
