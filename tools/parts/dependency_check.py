"""Dependency-Check as a command: its jars from Maven Central, checked, and the command line that stands beside them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gen_pipelines.simulate.install import fetch
from gen_pipelines.simulate.installation import java

HERE = Path(__file__).parent / "dependency-check"
SOURCE = HERE / "DependencyCheck.java"


def install(parts: Path) -> None:
    """Fetch, compile, and write ``bin/dependency-check``.

    Raises:
        UserError: Java or Maven is missing, or a jar is not what it should be.
    """
    folder = parts / "dependency-check"
    fetch(HERE, folder / "lib", "tools/parts.sh dependency-check")
    classes = folder / "classes"
    if not (classes / "DependencyCheck.class").is_file() or (classes / "DependencyCheck.class").stat().st_mtime < SOURCE.stat().st_mtime:
        subprocess.run([java("javac"), "-cp", f"{folder / 'lib'}/*", "-d", str(classes), str(SOURCE)], check=True)
    command = parts / "bin" / "dependency-check"
    logging = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    command.write_text(f'#!/bin/sh\nexec "{java()}" {logging} -cp "{classes}:{folder / "lib"}/*" DependencyCheck "$@"\n', encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    install(Path(sys.argv[1]))
