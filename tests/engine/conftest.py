"""A container engine: the one that runs here, or one of our own from the Debian package, started on a socket of its own and stopped by its process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import docker
import pytest

from .image import build

IMAGE = "gen-pipelines-double:test"
NO_NETWORK = '{"iptables": false, "ip6tables": false, "bridge": "none", "ip-forward": false, "ip-masq": false}'
"""Containers share this machine's network: that needs neither rules nor a bridge, so it works where neither can be made."""


def _answers(address: str) -> bool:
    """Whether an engine answers on a socket. The SDK would leave its own sockets open when none does."""
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.settimeout(10)
            connection.connect(address.removeprefix("unix://"))
            connection.sendall(b"GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n")
            return b" 200 " in connection.recv(100)
        except OSError:
            return False


@pytest.fixture(scope="session")
def engine() -> Iterator[str | None]:
    """Its socket; ``None`` is the one that everybody on this machine uses."""
    if "DOCKER_HOST" in os.environ or _answers("unix:///var/run/docker.sock"):
        yield None
        return
    daemon = shutil.which("dockerd")
    assert daemon is not None, "there is no container engine; `make test-sandbox` installs Debian's docker.io when it runs as root"
    folder = Path(tempfile.mkdtemp(prefix="engine-"))
    (folder / "daemon.json").write_text(NO_NETWORK)
    address = f"unix://{folder}/docker.sock"
    places = [f"--{name}={folder}/{place}" for name, place in (("config-file", "daemon.json"), ("data-root", "data"), ("exec-root", "exec"), ("pidfile", "pid"))]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen([daemon, "--host", address, *places], stdout=log, stderr=log, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()[-3000:]
            time.sleep(0.1)
        yield address
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(30)
        for left in [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines() if line.split()[1].startswith(f"{folder}/")][::-1]:
            subprocess.run(["umount", left], check=True)  # the engine leaves the place of its network behind
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def image(engine: str | None) -> Iterator[str]:
    """An image that serves the double, gone afterwards."""
    client = docker.DockerClient(base_url=engine) if engine else docker.from_env()
    client.api.import_image_from_data(
        build(),
        repository=IMAGE.partition(":")[0],
        tag=IMAGE.partition(":")[2],
        changes=['ENTRYPOINT ["/usr/bin/python"]', 'CMD ["/srv/jenkins.py"]', "ENV PYTHONPATH=/srv PATH=/bin:/usr/bin"],
    )
    try:
        yield IMAGE
    finally:
        client.images.remove(IMAGE, force=True)
        client.close()
