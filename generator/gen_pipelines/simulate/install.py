"""Builds the engine: jars by Maven, each checked against its sha256 here, and the classes by ``javac``.

Does nothing when nothing changed. ``python -m gen_pipelines.simulate.install`` is `make simulator`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..errors import GenPipelinesError, UserError
from .installation import MAIN, OLDEST_JAVA, Sources, checksums, home, java, sources, verify

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
STAMP = ".stamp"
SECONDS = 600


def install() -> tuple[Path, bool]:
    """Build what is missing or stale; returns where it is, and whether there was anything to do.

    Raises:
        UserError: Java or Maven is missing, a download failed, a jar is not what it should be, or the sources do not compile.
    """
    made_from, target = sources(), home()
    stamp = made_from.stamp
    if _is_built(made_from, target, stamp):
        return target, False
    java()
    fetch(made_from.folder, target / "lib", made_from.install_command)
    _compile(made_from, target)
    (target / "classes" / STAMP).write_text(stamp, encoding="ascii")
    return target, True


def _is_built(made_from: Sources, target: Path, stamp: str) -> bool:
    written = target / "classes" / STAMP
    return written.is_file() and written.read_text(encoding="ascii") == stamp and _is_whole(target / "lib", checksums(made_from.folder))


def _is_whole(lib: Path, expected: dict[str, str]) -> bool:
    try:
        verify(lib, expected, "")
    except UserError:
        return False
    return True


def fetch(pom_folder: Path, lib: Path, remedy: str) -> None:
    """The jars of a ``pom.xml``, downloaded beside their place and moved there when every one is what it should be. Nothing when they are there.

    Raises:
        UserError: Maven is missing, the download failed, or a jar differs from its checksum.
    """
    expected = checksums(pom_folder)
    if _is_whole(lib, expected):
        return
    lib.parent.mkdir(parents=True, exist_ok=True)
    maven = shutil.which("mvn")
    if maven is None:
        raise UserError("Maven is missing: it fetches the engine's jars", hint="install it (Debian: apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=lib.parent) as fetched:
        command = [maven, "-q", "-B", "-C", "-f", str(pom_folder / "pom.xml"), COPY, "-DincludeScope=runtime", f"-DoutputDirectory={fetched}", f"-Dlib={fetched}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise UserError(f"Maven could not fetch the engine's jars:\n{_tail(done.stdout + done.stderr)}", hint="look at the network, or at the mirror in ~/.m2/settings.xml")
        verify(Path(fetched), expected, remedy)
        shutil.rmtree(lib, ignore_errors=True)
        shutil.copytree(fetched, lib)


def _compile(made_from: Sources, target: Path) -> None:
    """Compile into a folder beside the classes, and put it in their place."""
    main = made_from.folder / "src" / "main"
    with tempfile.TemporaryDirectory(dir=target) as folder:
        made, listed = Path(folder, "classes"), Path(folder, "files")
        listed.write_text("".join(f'"{path.as_posix()}"\n' for path in sorted((main / "java").rglob("*.java"))), encoding="utf-8")
        command = [java("javac"), "-nowarn", "-proc:none", "-encoding", "UTF-8", "--release", str(OLDEST_JAVA), "-cp", f"{target / 'lib'}/*", "-d", str(made), f"@{listed}"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise UserError(f"the engine does not compile:\n{_tail(done.stderr)}")
        if (main / "resources").is_dir():
            shutil.copytree(main / "resources", made, dirs_exist_ok=True)
        shutil.rmtree(target / "classes", ignore_errors=True)
        made.rename(target / "classes")


def _tail(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-20:])


def remove() -> Path:
    """Remove what was built; returns where it was."""
    target = home()
    for part in ("classes", "lib"):
        shutil.rmtree(target / part, ignore_errors=True)
    return target


def main() -> int:
    """Build, and say so."""
    try:
        where, built = install()
    except GenPipelinesError as error:
        print(f"simulator: {error.message}" + (f"\n  {error.hint}" if error.hint else ""), file=sys.stderr)
        return 1
    if built:
        print(f"built the simulator ({MAIN}) in {where}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
