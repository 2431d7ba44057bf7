"""The shell scripts of the library: each is read as it runs, behind the prelude and what scripts share, by shellcheck."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from . import ROOT, GateError, Problem

SHELLCHECK = ROOT / ".cache" / "parts" / "bin" / "shellcheck"
SCRIPTS = "resources/genpipelines/scripts"
SECONDS = 60


def check_scripts(library: Path) -> list[Problem]:
    """What shellcheck finds, each at its place in its own file.

    Raises:
        GateError: shellcheck is missing, or it broke off.
    """
    scripts = sorted((library / SCRIPTS).glob("*.sh"))
    steps = {path.stem for path in (library / "vars").glob("*.yaml")}
    shared = [path for path in scripts if path.stem != "prelude" and not _runs(path, steps)]
    prelude = [path for path in scripts if path.stem == "prelude"]
    found: set[Problem] = set()
    for script in scripts:
        found |= set(_joined(library, [*prelude, *shared, *([script] if _runs(script, steps) else [])]))
    return sorted(found)


def _runs(script: Path, steps: set[str]) -> bool:
    """Whether a script is what a step runs, and not what some share: it is called as the step is, and maybe what it does for it."""
    return any(script.stem.startswith(step) for step in steps)


def _joined(library: Path, parts: list[Path]) -> list[Problem]:
    texts = [path.read_text(encoding="utf-8") for path in parts]
    places = [(path, line) for path, text in zip(parts, texts, strict=True) for line in range(1, text.count("\n") + 1)]
    if not SHELLCHECK.exists():
        raise GateError("shellcheck is missing: run `tools/parts.sh shellcheck`")
    command = [str(SHELLCHECK), "--shell=sh", "--format=json", "-"]
    done = subprocess.run(command, input="".join(texts), capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    if done.returncode not in (0, 1):
        raise GateError(f"shellcheck broke off:\n{done.stderr[-3000:]}")
    problems = []
    for one in json.loads(done.stdout):
        path, line = places[one["line"] - 1]
        problems.append(Problem(path.relative_to(library).as_posix(), line, one["column"], f"SC{one['code']}", one["message"]))
    return problems
