"""``gen-pipelines sandbox`` on a real engine, by the real command line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docker
import pytest

from tests.three_tier import ROOT


class Shell:
    """A folder with the example, and the command line in it."""

    def __init__(self, folder: Path, engine: str | None) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), **({"DOCKER_HOST": engine} if engine else {})}
        self.client = docker.DockerClient(base_url=engine) if engine else docker.from_env()

    def run(self, *arguments: str, code: int = 0, **environment: str) -> str:
        """What it said, on both streams; it must end with this code, and never with a traceback."""
        done = self._call(*arguments, code=code, **environment)
        return done.stdout + done.stderr

    def data(self, *arguments: str, code: int = 0, **environment: str) -> Any:
        """What it said as JSON."""
        return json.loads(self._call(*arguments, "--format", "json", code=code, **environment).stdout)

    def _call(self, *arguments: str, code: int, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gen_pipelines", *arguments]
        done = subprocess.run(command, cwd=self.folder, env={**self.environment, **environment}, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        said = done.stdout + done.stderr
        assert "Traceback" not in said and done.returncode == code, said
        return done


@pytest.fixture
def shell(tmp_path: Path, engine: str | None) -> Iterator[Shell]:
    """A fresh folder; whatever it started is gone afterwards."""
    shutil.copy(ROOT / "pipelines.yaml", tmp_path)
    made = Shell(tmp_path, engine)
    yield made
    for container in made.client.containers.list(all=True, filters={"label": "gen-pipelines.sandbox=three-tier"}):
        container.remove(force=True, v=True)
    made.client.close()


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def test_up_status_and_down(shell: Shell, image: str) -> None:
    """Jenkins runs with the catalog's plugins and jobs; afterwards nothing is left of it."""
    said = shell.run("sandbox", "up", "--image", image, "--network", "host", "--port", free_port(), "--wait", "60")
    assert "Apply complete: 12 added, 0 changed, 0 removed." in said
    status = shell.data("sandbox", "status")
    assert status["status"] == "running" and status["image"] == image
    catalog = shell.folder / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("https://jenkins.example.com", status["url"]))
    password = Path(shell.folder, status["password_file"])
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    signed_in = {"JENKINS_USER": status["user"], "JENKINS_API_TOKEN": password.read_text()}
    assert "No changes." in shell.run("plan", "--controller", "production", **signed_in)
    checks = shell.data("doctor", "--controller", "production", code=1, **signed_in)[0]["checks"]
    assert not [check for check in checks if check["area"] == "plugins" and check["outcome"] != "ok"], "plugins.txt has all that the doctor asks for"
    (container,) = shell.client.containers.list(filters={"label": "gen-pipelines.sandbox=three-tier"})
    assert password.read_text() not in json.dumps(container.attrs), "the password is in no list of the engine"
    assert "there is a sandbox already" in shell.run("sandbox", "up", "--image", image, code=1)
    assert "is removed" in shell.run("sandbox", "down")
    assert not shell.client.containers.list(all=True, filters={"label": "gen-pipelines.sandbox=three-tier"})
    assert not password.exists()
    assert "There is no sandbox" in shell.run("sandbox", "down")


def test_a_container_that_ends_is_told_with_its_last_lines(shell: Shell, image: str) -> None:
    """Here nobody told it a port, so the double ends at once."""
    said = shell.run("sandbox", "up", "--image", image, "--network", "none", "--port", free_port(), "--wait", "60", code=1)
    assert "the container ended (exited)" in said and "JENKINS_OPTS names no port" in said
    assert "is removed" in shell.run("sandbox", "down")


def test_a_jenkins_that_never_gets_ready_is_told(shell: Shell, image: str) -> None:
    """After the time that was given; the container stays, to be looked at."""
    client = shell.client
    container = client.containers.create(image, entrypoint=["sleep", "600"], command=[])
    container.commit("gen-pipelines-idle", "test", changes='ENTRYPOINT ["/bin/sleep"]\nCMD ["600"]')
    container.remove()
    try:
        said = shell.run("sandbox", "up", "--image", "gen-pipelines-idle:test", "--network", "host", "--port", free_port(), "--wait", "1", code=1)
        assert "was not ready within 1 s" in said and "no connection" in said
        assert "running: gen-pipelines-idle:test" in shell.run("sandbox", "status")
        shell.run("sandbox", "down")
    finally:
        client.images.remove("gen-pipelines-idle:test", force=True)


def test_an_image_that_is_nowhere_is_told(shell: Shell) -> None:
    """With what the engine said."""
    assert "the image gen-pipelines.invalid/none:1 cannot be fetched" in shell.run("sandbox", "up", "--image", "gen-pipelines.invalid/none:1", code=1)
    assert "There is no sandbox" in shell.run("sandbox", "status", code=1)


def test_a_container_of_somebody_else_is_never_removed(shell: Shell, image: str) -> None:
    """Even if the state file was changed to name it."""
    other = shell.client.containers.create(image, entrypoint=["sleep", "600"])
    try:
        folder = shell.folder / ".gen-pipelines/sandbox"
        folder.mkdir(parents=True)
        (folder / "state.json").write_text(json.dumps({"container": other.id, "image": image, "url": "http://127.0.0.1:1", "user": "admin"}))
        (folder / "password").write_text("x")
        assert "was gone already" in shell.run("sandbox", "down")
        other.reload()
    finally:
        other.remove(force=True)
