"""scanSonar against a real SonarQube and its real scanner, and awaitQualityGate on what that server answers."""

from __future__ import annotations

import base64
import json
import socket
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from tools.parts.sonarqube import Server

from gen_pipelines.simulate.scenario import HttpReply, StepReply

from .bench import PARTS, Bench

PASSWORD = "Changed-Password-1"
CALL = "scanSonar(project: 'shop:api', sources: '.', properties: ['sonar.python.version': '3.11'])"


class Sonar:
    """A server with a project, a gate that wants 80 percent of coverage, and a token."""

    def __init__(self, server: Server) -> None:
        self.url = server.url
        self._login = "admin:admin"
        self.post("users/change_password", login="admin", previousPassword="admin", password=PASSWORD)
        self._login = f"admin:{PASSWORD}"
        self.token = self.post("user_tokens/generate", name="ci", type="GLOBAL_ANALYSIS_TOKEN")["token"]
        self.post("projects/create", project="shop:api", name="api", mainBranch="main")
        self.post("qualitygates/create", name="strict")
        self.post("qualitygates/create_condition", gateName="strict", metric="coverage", op="LT", error="80")
        self.post("qualitygates/select", gateName="strict", projectKey="shop:api")

    def post(self, path: str, **values: str) -> Any:
        """Call an address of the API."""
        return self._ask(path, urllib.parse.urlencode(values).encode())

    def get(self, path: str) -> Any:
        """What an address of the API answers."""
        return self._ask(path, None)

    def _ask(self, path: str, data: bytes | None) -> Any:
        login = base64.b64encode(self._login.encode()).decode()
        request = urllib.request.Request(f"{self.url}/api/{path}", data=data, headers={"Authorization": f"Basic {login}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def analysed(self, task: str) -> None:
        """Wait until the server has worked on an analysis."""
        end = time.monotonic() + 120
        while (status := self.get(f"ce/task?id={task}")["task"]["status"]) in ("PENDING", "IN_PROGRESS"):
            assert time.monotonic() < end, "the analysis takes too long"
        assert status == "SUCCESS"


def free_ports() -> tuple[int, int, int]:
    """Three ports of loopback that nobody listens on."""
    sockets = [socket.socket() for _ in range(3)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    first, second, third = (one.getsockname()[1] for one in sockets)
    for one in sockets:
        one.close()
    return first, second, third


@pytest.fixture(scope="module")
def sonar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sonar]:
    """One server for all."""
    server = Server(PARTS.parent, tmp_path_factory.mktemp("sonar"), free_ports())
    try:
        server.wait()
        yield Sonar(server)
    finally:
        server.stop()


@pytest.fixture
def project(bench: Bench, sonar: Sonar) -> Bench:
    """A project in a controller that knows the server."""
    bench.write({"app.py": "def add(a, b):\n    return a + b\n"})
    bench.controller = {"SONAR_HOST_URL": sonar.url, "SONAR_AUTH_TOKEN": sonar.token}
    return bench


def test_an_analysis_is_handed_in_and_its_gate_is_told(project: Bench, sonar: Sonar) -> None:
    """The token is in no process list and no log; the failed condition says by how much."""
    built = project.run(CALL, BRANCH_NAME="main")
    assert built.result == "SUCCESS", built.log
    assert sonar.token not in built.log
    assert "neither branches nor pull requests are decorated" in built.log  # a community edition
    outcome = project.outcome("scanSonar")
    assert outcome["dashboard"].startswith(sonar.url)
    sonar.analysed(outcome["task"])
    answer = sonar.get("qualitygates/project_status?projectKey=shop%3Aapi")
    reply = StepReply(step="waitForQualityGate", returns={"status": answer["projectStatus"]["status"]})
    url = f"{sonar.url}/api/qualitygates/project_status?projectKey=shop%3Aapi"
    call = "withSonarQubeEnv(installationName: 'sonarqube') { }\n      awaitQualityGate(project: 'shop:api')"
    built = project.run_with(call, steps=(reply,), http=(HttpReply(url=url, body=json.dumps(answer)),))
    assert built.error == "awaitQualityGate: the quality gate says ERROR\n  coverage is 0.0, must be at least 80 (80 less)"


def test_what_goes_wrong_is_told_apart(project: Bench) -> None:
    """A wrong token, a wrong property, a server that is down."""
    right = dict(project.controller)
    project.controller = right | {"SONAR_AUTH_TOKEN": "squ_0000000000000000000000000000000000000000"}
    assert "scanSonar: " in (built := project.run(CALL)).error and built.result == "FAILURE"
    assert "squ_0000" not in built.log
    project.controller = right
    assert "the scanner broke off with exit code" in project.run("scanSonar(project: 'shop:api', sources: 'nothing')").error
    project.controller = right | {"SONAR_HOST_URL": "http://127.0.0.1:1"}
    assert "SonarQube does not answer at http://127.0.0.1:1\n  is the server up" in project.run(CALL).error


def test_a_missing_and_an_old_scanner_are_errors(project: Bench) -> None:
    """They say what to install."""
    project.tool("sonar-scanner", "echo SonarScanner 4.1.0")
    assert "sonar-scanner 4.1.0 is too old: it takes 5.0 or later" in project.run(CALL).error
    project.tool("sonar-scanner", "[ \"$1\" != --version ] || { echo SonarScanner 5.0.1; exit; }\nexit 0")
    assert "the scanner says nothing of its analysis" in project.run(CALL).error
