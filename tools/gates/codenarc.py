"""CodeNarc with its rules for Jenkins, made to look at vars/ and src/."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from gen_pipelines.simulate.install import fetch
from gen_pipelines.simulate.installation import home, java

from . import HERE, ROOT, GateError, Problem

LIB = ROOT / ".cache" / "gates" / "lib"
RULES = HERE / "rules.groovy"
INCLUDES = "vars/*.groovy,src/*.groovy,src/**/*.groovy"
"""`**/` means at least one folder here."""
SECONDS = 600
_WARNING = re.compile(r"WARN|Compilation failed")


def codenarc(library: Path) -> list[Problem]:
    """What CodeNarc finds in a library.

    Raises:
        GateError: it broke off, or could not resolve a type and therefore skipped rules.
        UserError: Java or Maven is missing, or a jar is not what it should be.
    """
    fetch(HERE, LIB, "make lint")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(_command(library, report), capture_output=True, encoding="utf-8", timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
        said = done.stdout + done.stderr
        warned = [line for line in said.splitlines() if _WARNING.search(line)]
        if warned or not report.is_file():
            raise GateError("CodeNarc could not look at everything:\n" + "\n".join(warned[:10] or [said[-3000:]]))
        return sorted(_problems(json.loads(report.read_text(encoding="utf-8")), library))


def _command(library: Path, report: Path) -> list[str]:
    paths = [str(LIB / "*"), str(home() / "classes"), str(next((home() / "lib").glob("groovy-cps-*.jar")))]
    if (library / "src").is_dir():
        paths.append(str(library / "src"))
    options = [f"-basedir={library}", f"-includes={INCLUDES}", f"-rulesetfiles={RULES.as_uri()}", f"-report=json:{report}"]
    return [java(), "-XX:TieredStopAtLevel=1", "-cp", os.pathsep.join(paths), "org.codenarc.CodeNarc", *options]


def _problems(report: dict[str, object], library: Path) -> list[Problem]:
    found = []
    for package in report["packages"]:  # type: ignore[attr-defined]
        for file in package["files"]:
            path = Path(package["path"], file["name"]).as_posix()
            for one in file["violations"]:
                message = one.get("messageText") or one.get("description") or one["sourceLine"]
                found.append(Problem(path, one.get("lineNumber") or 1, 1, one["ruleName"], message))
    return found
