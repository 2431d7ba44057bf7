"""Servers that the proofs need: each on loopback, stopped by its process id by whoever started it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from .bench import PARTS


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A folder on a disk in memory that is soon full."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


class Server:
    """A process that serves until it is stopped. What it says is in ``log``."""

    def __init__(self, command: list[str], log: Path, ready: Callable[[], bool], **environment: str) -> None:
        assert Path(command[0]).exists(), f"run `make parts`: {command[0]} is missing"
        self.log = log
        path = f"{PARTS}:{os.environ['PATH']}"
        with log.open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, env=os.environ | {"PATH": path} | environment)
        end = time.monotonic() + 60
        while not ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise AssertionError(f"{command[0]} did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, and wait until it is gone."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def listens(port: int) -> bool:
    """Whether somebody listens on a port of loopback."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


class Docker(Server):
    """A daemon with the image store of containerd. ``environment`` is what a command needs to speak to it; builds have no network.

    ``mirror`` is where it looks for the images of the public registry; ``own`` is its own environment.
    """

    def __init__(self, folder: Path, mirror: str = "", **own: str) -> None:
        folder.mkdir(parents=True)
        plugins = folder / "client" / "cli-plugins"
        plugins.mkdir(parents=True)
        (plugins / "docker-buildx").symlink_to(PARTS / "docker-buildx")
        host = f"unix://{folder}/docker.sock"
        self.environment = {"DOCKER_HOST": host, "DOCKER_CONFIG": str(folder / "client")}
        network = {"bridge": "none", "iptables": False, "ip6tables": False, "ip-forward": False, "ip-masq": False, "userland-proxy": False}
        mirrors = {"registry-mirrors": [mirror]} if mirror else {}
        (folder / "daemon.json").write_text(json.dumps({"features": {"containerd-snapshotter": True}} | network | mirrors), encoding="utf-8")
        places = [f"--data-root={folder}/data", f"--exec-root={folder}/exec", f"--pidfile={folder}/docker.pid"]
        super().__init__([str(PARTS / "dockerd"), f"--config-file={folder}/daemon.json", f"--host={host}", *places], folder / "docker.log", self._ready, **own)

    def _ready(self) -> bool:
        return subprocess.run([PARTS / "docker", "version"], env=os.environ | self.environment, capture_output=True, check=False).returncode == 0

    def prune(self) -> None:
        """Forget all layers."""
        subprocess.run([PARTS / "docker", "buildx", "prune", "--all", "--force"], env=os.environ | self.environment, check=True, capture_output=True)


class Registry(Server):
    """A registry of images in a folder, with more configuration where it is needed."""

    def __init__(self, folder: Path, port: int = 0, http: Mapping[str, object] = MappingProxyType({}), **configuration: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = port or free_port()
        self.address = f"127.0.0.1:{self.port}"
        storage = {"filesystem": {"rootdirectory": str(folder / "data")}, "delete": {"enabled": True}}
        whole = {"version": "0.1", "log": {"level": "warn"}, "storage": storage, "http": {"addr": self.address, **http}} | configuration
        (folder / "registry.yaml").write_text(json.dumps(whole), encoding="utf-8")
        super().__init__([str(PARTS / "docker-registry"), "serve", str(folder / "registry.yaml")], folder / "registry.log", lambda: listens(self.port))
