"""The gates that run in Java: the compiler of Jenkins' Groovy, and our checks of the syntax tree."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gen_pipelines.simulate.installation import home, java

from . import GateError, Problem

MAIN = "genpipelines.simulator.gates.Main"
SECONDS = 300


class Looked(NamedTuple):
    """What the compiler and the checks found, and the keys that each var reads from its map of arguments."""

    problems: list[Problem]
    reads: dict[str, set[str]]


def classpath() -> list[str]:
    """The engine with its Groovy."""
    return [str(home() / "classes"), str(home() / "lib" / "*")]


def look(library: Path, steps: Iterable[str]) -> Looked:
    """Compile a library and check it. ``steps`` are the names that are steps.

    Raises:
        GateError: Java ended with an error.
        UserError: Java is missing.
    """
    command = [java(), "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", os.pathsep.join(classpath()), MAIN, str(library), ",".join(sorted(steps))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise GateError(f"the checks of the library's Groovy broke off:\n{done.stderr[-3000:]}")
    rows = [json.loads(line) for line in done.stdout.splitlines() if line]
    problems = [Problem(row["file"], row["line"], row["column"], row["rule"], row["message"].strip()) for row in rows if "rule" in row]
    return Looked(sorted(problems), {row["var"]: set(row["reads"]) for row in rows if "var" in row})
