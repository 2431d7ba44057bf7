"""Where the engine is, and whether it is what it should be.

A checkout builds it into ``simulator/target`` (`make simulator`); an installed wheel into the user's cache (`gen-pipelines simulator install`).
``GEN_PIPELINES_SIMULATOR`` names another folder that holds ``classes`` and ``lib``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..errors import UserError
from ..resources import folder

VARIABLE = "GEN_PIPELINES_SIMULATOR"
MAIN = "genpipelines.simulator.server.Main"
OPTIONS = (
    "-XX:+UseSerialGC",
    "-Xss4m",
    "-Xmx512m",
    "-XX:MaxMetaspaceSize=256m",
    "-XX:SoftRefLRUPolicyMSPerMB=1",  # Groovy keeps what it knows of classes softly: without this, those of ended builds stay for minutes
    "-Dfile.encoding=UTF-8",
    "-Dgroovy.json.faststringutils.disable=true",
)
SOON = "-XX:TieredStopAtLevel=1"
"""Only Java's quick compiler: a run or a few are done in half the time. After some hundred runs the other compiler, which is at work besides, has halved theirs."""
OLDEST_JAVA = 11


class Sources(NamedTuple):
    """What the engine is made from: ``pom.xml``, ``jars.sha256`` and ``src/main`` below one folder."""

    folder: Path

    @property
    def checkout(self) -> bool:
        """Whether they are a checkout's, not a wheel's."""
        return "_data" not in self.folder.parts

    @property
    def files(self) -> list[Path]:
        """Every file that is compiled or copied, and what says which jars are used; sorted."""
        return [self.folder / "pom.xml", self.folder / "jars.sha256", *sorted(path for path in (self.folder / "src" / "main").rglob("*") if path.is_file())]

    @property
    def stamp(self) -> str:
        """Changes with any of the files."""
        digest = hashlib.sha256()
        for path in self.files:
            digest.update(str(path.relative_to(self.folder)).encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    @property
    def install_command(self) -> str:
        """What a person runs to build the engine."""
        return "make simulator" if self.checkout else "gen-pipelines simulator install"


@cache
def sources() -> Sources:
    """The sources beside this package."""
    return Sources(folder("simulator"))


def home() -> Path:
    """The folder that holds ``classes`` and ``lib``, whether it is there or not."""
    if given := os.environ.get(VARIABLE):
        return Path(given)
    made_from = sources()
    if made_from.checkout:
        return made_from.folder / "target"
    cache_folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache_folder / "gen-pipelines" / f"simulator-{made_from.stamp[:16]}"


def command(many: bool = False) -> list[str]:
    """The command that starts the engine; ``many``: for hundreds of runs.

    Raises:
        UserError: Java is missing or too old, or the engine is not built or not what it should be; the hint has the one command to run.
    """
    built = home()
    if not (built / "classes" / Path(*MAIN.split(".")).with_suffix(".class")).is_file():
        raise UserError("the simulator is not built yet", hint=f"run `{sources().install_command}`")
    verify(built / "lib", checksums(sources().folder), sources().install_command)
    return [java(), *OPTIONS, *([] if many else [SOON]), "-cp", os.pathsep.join((str(built / "classes"), str(built / "lib" / "*"))), MAIN]


def checksums(of: Path) -> dict[str, str]:
    """The sha256 of every jar by its name, from the file beside a ``pom.xml``."""
    lines = (of / "jars.sha256").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines if line and line[0] != "#")}


def verify(lib: Path, expected: dict[str, str], remedy: str) -> None:
    """Compare every jar with its checksum. ``remedy`` is the command that a person runs to put it right.

    Raises:
        UserError: one is missing, one is too many, or one is not the file it should be.
    """
    found = {path.name for path in lib.glob("*.jar")}
    for name in sorted(found ^ expected.keys()):
        raise UserError(f"{lib}: {name} {'is missing' if name in expected else 'does not belong there'}", hint=f"run `{remedy}`")
    for name, digest in expected.items():
        if hashlib.sha256((lib / name).read_bytes()).hexdigest() != digest:
            raise UserError(f"{lib / name} is not the file it should be: its sha256 differs", hint=f"delete it and run `{remedy}`")


@cache
def java(tool: str = "java") -> str:
    """The command of Java, or of a tool beside it: from ``JAVA_HOME``, else from the path.

    Raises:
        UserError: there is none, or it is too old.
    """
    of_home = Path(os.environ["JAVA_HOME"]) / "bin" / tool if os.environ.get("JAVA_HOME") else None
    found = str(of_home) if of_home and of_home.is_file() else shutil.which(tool)
    kind = "openjdk-17-jre-headless" if tool == "java" else "openjdk-17-jdk-headless"
    if found is None:
        what = "Java" if tool == "java" else "a Java compiler (javac)"
        raise UserError(f"{what} is missing", hint=f"install Java {OLDEST_JAVA} or later (Debian: apt-get install {kind}), or set JAVA_HOME")
    if tool == "java" and (version := _version(found)) < OLDEST_JAVA:
        raise UserError(f"{found} is Java {version}", hint=f"the simulator needs Java {OLDEST_JAVA} or later; set JAVA_HOME to one")
    return found


def _version(found: str) -> int:
    """The major version, from the ``release`` file of its installation: a start of the JVM only to ask costs a third of a second."""
    release = Path(found).resolve().parent.parent / "release"
    if release.is_file():
        text = next((line for line in release.read_text(encoding="utf-8").splitlines() if line.startswith("JAVA_VERSION=")), "")
    else:
        text = subprocess.run([found, "-version"], capture_output=True, text=True, check=False, timeout=60).stderr
    parts = text.partition('"')[2].replace("-", ".").split(".")
    numbers = [int(part) for part in parts[:2] if part.isdigit()]
    return OLDEST_JAVA if not numbers else numbers[1] if numbers[0] == 1 and len(numbers) > 1 else numbers[0]
