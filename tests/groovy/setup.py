"""Brings Groovy 2.4.21 into ``.cache/groovy``, by Maven, with the checksum verified here. ``python -m tests.groovy.setup`` does it alone."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "groovy"
ARTIFACT = "org.codehaus.groovy:groovy-all:2.4.21"
SHA256 = "de65260cf2070442e99882f2f3d72e7531725c1e6a257446cc0cea525c607bd0"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
SECONDS = 300


class SetupError(Exception):
    """Something is missing on this machine, or the download is not what it should be."""


def groovy_jar() -> Path:
    """The verified jar, downloaded when it is not there yet.

    Raises:
        SetupError: no Maven, no download, or another checksum.
    """
    jar = FOLDER / "groovy-all-2.4.21.jar"
    if not jar.exists():
        _download(jar)
    digest = hashlib.sha256(jar.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SetupError(f"{jar} has the sha256 {digest}, expected {SHA256}: delete it and run again")
    return jar


def java() -> str:
    """The ``java`` command.

    Raises:
        SetupError: Java is missing.
    """
    return _command("java", "install a Java runtime, 11 or newer (Debian: openjdk-17-jre-headless)")


def _download(jar: Path) -> None:
    maven = _command("mvn", "install Maven (Debian: maven)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        command = [maven, "-B", "-q", COPY, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        fetched = Path(folder) / jar.name
        if done.returncode or not fetched.exists():
            raise SetupError(f"Maven could not bring {ARTIFACT}:\n{done.stdout}{done.stderr}".rstrip())
        fetched.rename(jar)


def _command(name: str, hint: str) -> str:
    found = shutil.which(name)
    if not found:
        raise SetupError(f"{name} is missing: {hint}")
    return found


if __name__ == "__main__":
    try:
        print(f"{groovy_jar()} is Groovy 2.4.21, sha256 {SHA256}")
        java()
    except SetupError as error:
        sys.exit(str(error))
