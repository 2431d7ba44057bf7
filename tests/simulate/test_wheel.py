"""An installed wheel tells the one command to run, and that command builds an engine that works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.three_tier import ROOT

CODE = "import sys; sys.path.insert(0, sys.argv.pop(1)); from gen_pipelines.cli import main; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel holds, unpacked as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for part in ("generator", "templates", "vars", "src", "resources", "simulator"):
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("target", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", source)
    shutil.copy(ROOT / "README.md", source)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=source, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "site-packages")
    return folder


def run(wheel: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the installed tool, with a cache of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GEN_PIPELINES", "PYTHONPATH"))} | {"XDG_CACHE_HOME": str(wheel / "cache")}
    command = [sys.executable, "-c", CODE, str(wheel / "site-packages"), *arguments]
    return subprocess.run(command, cwd=wheel, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_install_and_simulate(wheel: Path) -> None:
    """From a message to a green build, with nothing but the wheel."""
    (wheel / "Jenkinsfile").write_text("echo 'from a wheel'\n")
    missing = run(wheel, "simulate", "--file", "Jenkinsfile")
    assert missing.returncode == 1
    assert "the simulator is not built yet" in missing.stderr and "run `gen-pipelines simulator install`" in missing.stderr
    installed = run(wheel, "simulator", "install")
    assert installed.returncode == 0, installed.stderr
    assert installed.stdout.startswith("installed: ") and "is up to date" in run(wheel, "simulator", "install").stdout
    assert "Groovy 2.4.21" in run(wheel, "simulator").stdout
    done = run(wheel, "simulate", "--file", "Jenkinsfile", "--log")
    assert done.returncode == 0, done.stderr
    assert "from a wheel\n" in done.stdout
    assert "removed" in run(wheel, "simulator", "remove").stdout
    assert run(wheel, "simulate", "--file", "Jenkinsfile").returncode == 1
