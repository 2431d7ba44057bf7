"""SonarQube's server and its scanner from Maven Central, checked. ``install`` unpacks them, ``start`` runs the server on loopback."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import shutil
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

from gen_pipelines.simulate.installation import java

VERSION = "9.9.8.100196"
SERVER = ("org/sonarsource/sonarqube/sonar-application", "sonar-application", VERSION, "zip", "07d9100c95e5c19f1785c0e9ffc7c8973ce3069a568d2500146a5111b6e966cd")
SCANNER = ("org/sonarsource/scanner/cli/sonar-scanner-cli", "sonar-scanner-cli", "5.0.1.3006", "jar", "87a6846b7d65e07e26323c99e8c33fce40335d702c1fa53d472b8fa143cf08d9")
ANALYZERS = ("sonar-python-", "sonar-text-")
"""Those that stay: the rules of each are registered at the first start, which takes its time."""
USER = "nobody"
"""Elasticsearch refuses to run as root."""
OPENED = ("java.base/java.lang", "java.base/java.nio", "java.base/sun.nio.ch", "java.management/sun.management", "jdk.management/com.sun.management.internal")
SECONDS = 600


def install(parts: Path) -> None:
    """Fetch both, unpack the server, write ``bin/sonar-scanner``.

    Raises:
        SystemExit: Maven failed, or a file is not what it should be.
    """
    folder = parts / "sonarqube"
    folder.mkdir(parents=True, exist_ok=True)
    scanner = _fetch(folder, SCANNER)
    command = parts / "bin" / "sonar-scanner"
    command.write_text(f'#!/bin/sh\ncase $1 in --version) echo "SonarScanner 5.0.1.3006" ;; *) exec "{java()}" -jar "{scanner}" "$@" ;; esac\n', encoding="utf-8")
    command.chmod(0o755)
    home = folder / f"sonarqube-{VERSION}"
    if not (home / ".complete").exists():
        shutil.rmtree(home, ignore_errors=True)
        with zipfile.ZipFile(_fetch(folder, SERVER)) as packed:
            packed.extractall(folder)
        for jar in (home / "lib" / "extensions").glob("*.jar"):
            if not jar.name.startswith(ANALYZERS):
                jar.unlink()
        for script in (home / "elasticsearch" / "bin").iterdir():  # Python's zipfile drops the modes
            script.chmod(0o755)
        (home / ".complete").touch()


def _fetch(folder: Path, part: tuple[str, str, str, str, str]) -> Path:
    path, name, version, kind, digest = part
    file = folder / f"{name}-{version}.{kind}"
    if not file.exists():
        coordinates = f"{path.rpartition('/')[0].replace('/', '.')}:{name}:{version}:{kind}"
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
        subprocess.run(["mvn", "-q", "-B", copy, f"-Dartifact={coordinates}", f"-DoutputDirectory={folder}", "-Dmdep.useBaseVersion=true"], check=True)
    if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
        sys.exit(f"{file} is not the file it should be: delete it")
    return file


class Server:
    """A server of its own in a folder, on three ports of loopback. ``stop`` ends it."""

    def __init__(self, parts: Path, folder: Path, ports: tuple[int, int, int]) -> None:
        self.url = f"http://127.0.0.1:{ports[0]}"
        self.home = folder / "sonarqube"
        shutil.copytree(parts / "sonarqube" / f"sonarqube-{VERSION}", self.home)
        options = "-XX:TieredStopAtLevel=1"
        (self.home / "conf" / "sonar.properties").write_text(
            f"sonar.web.host=127.0.0.1\nsonar.web.port={ports[0]}\nsonar.search.host=127.0.0.1\nsonar.search.port={ports[1]}\nsonar.es.port={ports[2]}\n"
            f"sonar.search.javaAdditionalOpts=-Dnode.store.allow_mmap=false\nsonar.telemetry.enable=false\nsonar.updatecenter.activate=false\n"
            f"sonar.web.javaOpts=-Xmx384m -Xms128m {options}\nsonar.ce.javaOpts=-Xmx384m -Xms64m {options}\n"
            "sonar.search.javaOpts=-Xmx384m -Xms384m -XX:MaxDirectMemorySize=192m\n",
            encoding="ascii",
        )
        opened = [f"--add-opens={name}=ALL-UNNAMED" for name in OPENED]
        command = [java(), "-Xmx32m", "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED", *opened, "-jar", f"lib/sonar-application-{VERSION}.jar"]
        user = {"user": USER, "group": pwd.getpwnam(USER).pw_gid} if os.geteuid() == 0 else {}
        if user:
            self._hand_over(folder)
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.home / "temp")}
        self.log = (folder / "boot.log").open("wb")
        self.process = subprocess.Popen(command, cwd=self.home, env=environment, stdout=self.log, stderr=self.log, start_new_session=True, **user)

    def _hand_over(self, folder: Path) -> None:
        for path in (self.home, *self.home.rglob("*")):
            shutil.chown(path, USER)
        for above in (folder, *folder.parents):  # the user must be able to come here
            if above.owner() == "root" and above != Path("/"):
                above.chmod(above.stat().st_mode | 0o011)

    def wait(self) -> None:
        """Until it is up.

        Raises:
            RuntimeError: it ended, or it took too long.
        """
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/api/system/status", timeout=5) as answer:
                    if json.load(answer)["status"] == "UP":
                        return
            except (OSError, ValueError):
                pass
            try:
                self.process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            break
        raise RuntimeError(f"SonarQube did not come up; its logs are in {self.home / 'logs'}")

    def stop(self) -> None:
        """End it with all its processes."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait(10)
        self.log.close()


if __name__ == "__main__":
    install(Path(sys.argv[1]))
