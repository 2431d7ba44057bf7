"""The servers around a pipeline: Docker and its base images, ECR and a KMS, SonarQube, Slack and a mail server; all on loopback."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from aiosmtpd.controller import Controller
from tools.parts.sonarqube import Server as SonarServer

from ..library.endpoint import Answer, Endpoint
from ..library.test_email import Kept
from ..parts.bench import PARTS, ROOT
from ..parts.ecr import Ecr
from ..parts.servers import Docker, Registry, Server, free_port, listens
from ..parts.test_dependencies import Quiet
from ..parts.test_sonar import Sonar, free_ports
from ..parts.trivy_database import write_database
from ..parts.vulnerability_feed import write_feed
from .catalog import SKIPPED
from .kms import Kms

BASES = ("library/node:22-alpine", "nginxinc/nginx-unprivileged:1.27-alpine")
RULES = "rules:\n- {id: eval, languages: [javascript], severity: ERROR, message: text is run as code, pattern: eval(...)}\n"


class World:
    """Everything that is started once. ``cache`` is the agents' cache, as the scheduled updates leave it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.cache = folder / "cache"
        self.images: dict[str, str] = {}
        if "image" not in SKIPPED:
            self._images(folder, stack)
        self.slack = Endpoint()
        stack.callback(self.slack.stop)
        self.mail = Kept()
        self.post = Controller(self.mail, hostname="127.0.0.1", port=free_port())
        self.post.start()
        stack.callback(self.post.stop)
        self.api = f"http://127.0.0.1:{(port := free_port())}"
        stack.callback(Server([node(), str(ROOT / "examples/three-tier/backend/src/server.js")], folder / "api.log", lambda: listens(port), PORT=str(port)).stop)
        self.sonar = self._sonar(folder, stack)
        self._databases(folder)

    def _images(self, folder: Path, stack: ExitStack) -> None:
        self.ecr = Ecr(_made(folder / "ecr"))
        stack.callback(self.ecr.stop)
        self.kms = Kms(folder / "kms")
        stack.callback(self.kms.stop)
        mirror = Registry(folder / "mirror")
        stack.callback(mirror.stop)
        for base in BASES:
            push_base(folder, f"{mirror.address}/{base}")
        proxied = {name: self.ecr.environment[name] for name in ("HTTPS_PROXY", "SSL_CERT_FILE")}
        docker = Docker(folder / "docker", f"http://{mirror.address}", **proxied)
        stack.callback(docker.stop)
        self.images = {"AWS_ENDPOINT_URL_KMS": self.kms.url} | self.ecr.environment | docker.environment

    def _sonar(self, folder: Path, stack: ExitStack) -> Sonar | None:
        if "sonar" in SKIPPED:
            return None
        server = SonarServer(PARTS.parent, _made(folder / "sonar"), free_ports())
        stack.callback(server.stop)
        server.wait()
        return Sonar(server)

    def _databases(self, folder: Path) -> None:
        write_database(self.cache / "trivy" / "db")
        (self.cache / "semgrep").mkdir()
        for name in ("p_javascript.yaml", "p_nodejs.yaml"):
            (self.cache / "semgrep" / name).write_text(RULES, encoding="utf-8")
        if "dependency-check" in SKIPPED:
            return
        write_feed(folder / "feed")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "feed")))
        Thread(target=server.serve_forever, daemon=True).start()
        command = [PARTS / "dependency-check", "--updateonly", "--data", self.cache / "dependency-check", "--nvdDatafeed", f"http://127.0.0.1:{server.server_port}/"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=600)
        finally:
            server.shutdown()
            server.server_close()

    def quiet(self) -> None:
        """Forget what was told, and take every message again."""
        self.slack.asked.clear()
        self.slack.answers = [Answer(body='{"ok": true, "channel": "C1", "ts": "1700000000.000100"}')]
        self.mail.mails.clear()

    @property
    def environment(self) -> dict[str, str]:
        """What an agent's administrator would have set."""
        return {"GEN_PIPELINES_CACHE": str(self.cache), "PATH+PARTS": str(PARTS)} | self.images

    @property
    def controller(self) -> dict[str, str]:
        """What Jenkins is configured with."""
        sonar = {"SONAR_HOST_URL": self.sonar.url, "SONAR_AUTH_TOKEN": self.sonar.token} if self.sonar else {}
        return sonar | {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.post.port)}


def node() -> str:
    """The runner of the example's API, which stands for the one in staging."""
    found = shutil.which("node")
    assert found, "Node is missing: `make parts` installs what the agents need"
    return found


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def started(folder: Path) -> Iterator[World]:
    """The world, until it is not needed any more."""
    with ExitStack() as stack:
        yield World(folder, stack)


def push_base(folder: Path, reference: str, *more: Path) -> None:
    """A stand-in for a base image: no public registry can be had, so it has a shell, and nothing else than what ``more`` layers bring."""
    layer = folder / "base.tar"
    with tarfile.open(layer, "w") as tar:
        for name in ("bin", "tmp", "usr", "usr/share"):
            info = tarfile.TarInfo(name)
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(info)
        tar.add(PARTS.parent / "docker" / "bin" / "busybox", "bin/sh")
        passwd = b"root:x:0:0::/:/bin/sh\nnode:x:1000:1000::/:/bin/sh\n"
        info = tarfile.TarInfo("etc/passwd")
        info.size = len(passwd)
        tar.addfile(info, io.BytesIO(passwd))
    crane = partial(subprocess.run, check=True, capture_output=True)
    crane([PARTS / "crane", "append", "--oci-empty-base", "-f", layer, *(word for one in more for word in ("-f", one)), "-t", reference])
    crane([PARTS / "crane", "mutate", "--set-platform", "linux/amd64", "-t", reference, reference])
