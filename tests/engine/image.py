"""A small image that serves the double of a controller: this machine's Python, what it is linked to, BusyBox, and the double.

It has what the official image has where the sandbox can tell: an entrypoint, ``jenkins-plugin-cli``, ``JENKINS_OPTS``, the folder of secrets, and
``CASC_JENKINS_CONFIG``. Nothing is fetched.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHELL = ("sh", "cat", "cp", "sleep", "env")
_LEFT_OUT = re.compile(r"/(test|tests|idlelib|tkinter|turtledemo|ensurepip|lib2to3|site-packages|__pycache__|config-[^/]*)(/|$)|\.a$")

PLUGIN_CLI = """#!/bin/sh
[ "$1" = --plugin-file ] || { echo "unknown option $1" >&2; exit 2; }
grep -v '^#' "$2" > /plugins
"""

JENKINS = """
import os, re, signal, threading
from tests.controller import Controller, Settings

options = os.environ.get("JENKINS_OPTS", "")
found = re.search(r"--httpPort=(\\d+)", options)
if found is None:
    raise SystemExit("JENKINS_OPTS names no port")
port = int(found[1])
settings = open(os.environ["CASC_JENKINS_CONFIG"], encoding="utf-8").read()
password = open(os.environ["SECRETS"] + "/" + re.search(r"password: \\$\\{(\\w+)\\}", settings)[1], encoding="utf-8").read()
plugins = {name: "99999" for name in open("/plugins").read().split()}
stop = threading.Event()
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, lambda *_: stop.set())
print("starting", flush=True)
with Controller(Settings(port=port), plugins) as controller:
    controller.password = password
    controller.security.users[controller.user].password = password
    stop.wait()
print("ended by a signal", flush=True)
"""


def build() -> bytes:
    """The image's file system, as a tar archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for source, name in _files():
            archive.add(source, name, recursive=False)
        for name in SHELL:
            link = tarfile.TarInfo(f"bin/{name}")
            link.type, link.linkname = tarfile.SYMTYPE, "busybox"
            archive.addfile(link)
        _add_text(archive, "bin/jenkins-plugin-cli", PLUGIN_CLI.replace("grep -v", "busybox grep -v"))
        _add_text(archive, "srv/jenkins.py", JENKINS)
    return packed.getvalue()


def _files() -> Iterator[tuple[Path, str]]:
    python = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}").resolve()
    yield python, "usr/bin/python"
    library = Path(sysconfig.get_path("stdlib"))
    modules = [file for file in sorted(library.rglob("*")) if not _LEFT_OUT.search(str(file)[len(str(library)) :]) and file.is_file()]
    yield from ((file, f"usr/lib/{library.name}/{file.relative_to(library)}") for file in modules)
    for needed in sorted(_linked([python, *(file for file in modules if file.suffix == ".so")])):
        yield needed.resolve(), str(needed)[1:]
    yield Path(_busybox()), "bin/busybox"
    for folder in ("generator/gen_pipelines", "tests/controller"):
        yield from ((file, f"srv/{_inside(file)}") for file in sorted((ROOT / folder).rglob("*")) if file.suffix in (".py", ".json", ".yaml"))
    yield ROOT / "tests/__init__.py", "srv/tests/__init__.py"


def _inside(file: Path) -> str:
    return str(file.relative_to(ROOT)).removeprefix("generator/")


def _linked(files: list[Path]) -> set[Path]:
    """Every shared library that some file needs, the loader included."""
    found: set[Path] = set()
    for file in files:
        told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout
        found |= {Path(path) for path in re.findall(r"(?:=>\s*|^\s*)(/\S+)\s+\(0x", told, re.M)}
    return found


def _busybox() -> str:
    """A BusyBox that needs no library."""
    found = shutil.which("busybox")
    assert found is not None, "BusyBox is missing; `tools/setup.sh engine` installs it"
    return found


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o755
    archive.addfile(entry, io.BytesIO(content))
