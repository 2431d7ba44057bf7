"""More than 25 ways to fail: each ends as it should, says what is wrong and what to do, and tells people."""

from __future__ import annotations

import json
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gen_pipelines.simulate.scenario import Credential, Event, When

from ..library.endpoint import Answer
from ..parts.ecr import HERE
from ..parts.servers import Registry, free_port, small_disk
from .build import CREDENTIALS, Ended, Project
from .catalog import needs
from .conftest import ROWS

Change = Callable[[Path], None]
Trouble = Callable[[Project], AbstractContextManager[object]]


class Case(NamedTuple):
    """A way to fail. ``told`` is what Slack must say; nothing where it cannot be told."""

    name: str
    parts: tuple[str, ...]
    error: str
    change: Change | None = None
    trouble: Trouble | None = None
    service: str = "backend"
    settings: dict[str, Any] = {}  # noqa: RUF012 - a tuple's default is never changed
    scenario: dict[str, Any] = {}  # noqa: RUF012
    result: str = "FAILURE"
    told: str = ""
    mails: int = 1


def writes(name: str, text: str) -> Change:
    """A developer writes a file."""

    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return change


def replaces(name: str, old: str, new: str) -> Change:
    """A developer changes a text."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def both(*changes: Change) -> Change:
    """A developer changes several things."""

    def change(folder: Path) -> None:
        for one in changes:
            one(folder)

    return change


def vulnerable(folder: Path) -> None:
    """A dependency that everybody knows is broken."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    lock["packages"]["node_modules/lodash"] = {"version": "4.17.11", "integrity": "sha512-cQKh8igo5QUhZ7lg38DYWAxMvjSAKG0A8wGSVimP07SIUEK2UO+arSRKbRZWtelMtN5V0Hkwh5ryOto/SshYIg=="}
    (folder / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def with_jar(folder: Path) -> None:
    """A library with a hole, in the sources."""
    (folder / "lib").mkdir()
    with zipfile.ZipFile(folder / "lib" / "log4j-core-2.14.1.jar", "w") as jar:
        jar.writestr("META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties", "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.14.1\n")
        jar.writestr(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nImplementation-Title: Apache Log4j Core\nImplementation-Vendor: The Apache Software Foundation\nImplementation-Version: 2.14.1\n",
        )


def key_in_history(folder: Path) -> None:
    """A key of AWS."""
    writes("src/config.js", "export const key = '" + "AKIA" + "QYLPMN5HHHFPZAM2'\n")(folder)


@contextmanager
def expired_login(shop: Project) -> Iterator[None]:
    """The registry takes another password than ECR gives out."""
    shop.world.ecr.let_in("another")
    try:
        yield
    finally:
        shop.world.ecr.let_in(shop.world.ecr.token)


@contextmanager
def registry_down(shop: Project) -> Iterator[None]:
    """Nobody listens where the registry was."""
    ports = shop.world.ecr.proxy.ports
    real, ports[HERE] = ports[HERE], free_port()
    try:
        yield
    finally:
        ports[HERE] = real


@contextmanager
def registry_full(shop: Project) -> Iterator[None]:
    """The registry's disk takes a few bytes only."""
    ecr, disk = shop.world.ecr, shop.folder / "full"
    disk.mkdir()
    with small_disk(disk, "300k"):
        tls = {"tls": {"certificate": str(ecr.folder / "cert.pem"), "key": str(ecr.folder / "key.pem")}}
        full = Registry(disk, http=tls, auth={"htpasswd": {"realm": "ecr", "path": str(ecr.folder / "htpasswd")}})
        real, ecr.proxy.ports[HERE] = ecr.proxy.ports[HERE], full.port
        try:
            yield
        finally:
            ecr.proxy.ports[HERE] = real
            full.stop()


@contextmanager
def repository_away(shop: Project) -> Iterator[None]:
    """The repository is no longer where it was."""
    shop.server.rename(shop.folder / "elsewhere.git")
    yield


@contextmanager
def no_key(shop: Project) -> Iterator[None]:
    """The alias leads nowhere."""
    shop.world.kms.gone = True
    try:
        yield
    finally:
        shop.world.kms.gone = False


@contextmanager
def strict_gate(shop: Project) -> Iterator[None]:
    """The gate of the project wants 80 percent of coverage."""
    sonar = shop.world.sonar
    assert sonar is not None
    sonar.post("projects/create", project="three-tier:backend", name="backend", mainBranch="main")
    sonar.post("qualitygates/select", gateName="strict", projectKey="three-tier:backend")
    try:
        yield
    finally:
        sonar.post("projects/delete", project="three-tier:backend")


def without(*names: str) -> Trouble:
    """Something in the agents' cache is gone."""

    @contextmanager
    def trouble(shop: Project) -> Iterator[None]:
        for name in names:
            (shop.world.cache / name).rename(shop.folder / name.replace("/", "_"))
        try:
            yield
        finally:
            for name in names:
                shutil.rmtree(shop.world.cache / name, ignore_errors=True)  # what the build made in its place
                (shop.folder / name.replace("/", "_")).rename(shop.world.cache / name)

    return trouble


def tool(name: str, text: str) -> Trouble:
    """The agent has another tool of that name."""

    @contextmanager
    def trouble(shop: Project) -> Iterator[None]:
        folder = shop.folder / "tools"
        folder.mkdir()
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
        shop.environment["PATH+TOOLS"] = str(folder)
        yield

    return trouble


@contextmanager
def slack_refuses(shop: Project) -> Iterator[None]:
    """The token is no longer valid."""
    shop.world.quiet()
    shop.world.slack.answers = [Answer(body='{"ok": false, "error": "invalid_auth"}')]
    yield


@contextmanager
def full_disk(shop: Project) -> Iterator[None]:
    """The agent has room for the sources, and not for much more."""
    shop.work.mkdir()
    with small_disk(shop.work, "4m"):
        yield


DEPLOY = {"strategy": "rolling", "deployment": "api", "health": "/healthz"}
AT_TESTS = {"events": (Event(event="abort", at=When(step="sh", number=6)),)}
TESTS, IMAGE = ("tests",), ("image",)
DEAD = "http://127.0.0.1:9"
WAIVER = "- {rule: CVE-2019-10744, owner: jane, reason: not reachable, until: 2020-01-01}\n"

CASES = [
    Case(
        "a vulnerable dependency", ("trivy-files",), "scanFiles: 1 counted of 1 critical, 1 low\n  critical: CVE-2019-10744 in package-lock.json", vulnerable, told="CVE-2019-10744"
    ),
    Case("a waiver that ended", ("trivy-files",), "scanFiles: 1 counted of 1 critical", both(vulnerable, writes(".ci/waivers.yaml", WAIVER))),
    Case(
        "a waiver without an owner",
        ("trivy-files",),
        "waiver 1 (CVE-2019-10744) has no owner",
        writes(".ci/waivers.yaml", "- {rule: CVE-2019-10744, reason: x, until: 2099-01-01}\n"),
        told="has no owner",
    ),
    Case("a leaked key", ("secrets",), "scanSecrets: 1 counted of 1 ", key_in_history, told="scanSecrets"),
    Case(
        "a failing quality gate",
        ("sonar",),
        "awaitQualityGate: the quality gate says ERROR\n  coverage is 0.0, must be at least 80",
        writes("src/tool.py", "def add(a, b):\n    return a + b\n"),
        strict_gate,
        told="quality gate says ERROR",
    ),
    Case("SonarQube down", ("sonar",), f"scanSonar: SonarQube does not answer at {DEAD}\n  is the server up", scenario={"controller": {"SONAR_HOST_URL": DEAD}}),
    Case(
        "a wrong token for SonarQube",
        ("sonar",),
        "scanSonar: the scanner broke off with exit code",
        scenario={"controller": {"SONAR_AUTH_TOKEN": "squ_0000000000000000000000000000000000000000"}},
    ),
    Case("a library with a hole", ("dependency-check",), "scanDependencies: ", with_jar, settings={"scans": {"dependency-check": {"critical": 1}}}, told="CVE-2021-44228"),
    Case("no data for Dependency-Check", ("dependency-check",), "there is no vulnerability data in", trouble=without("dependency-check"), told="run updateScanDatabases"),
    Case("no database for Trivy", ("trivy-files",), "scanFiles: ", trouble=without("trivy")),
    Case(
        "code that runs a text",
        ("semgrep",),
        "scanCode: 1 counted of 1 high\n  high: eval in src/bad.js:1",
        writes("src/bad.js", "eval(process.argv[2])\n"),
        told="eval in src/bad.js:1",
    ),
    Case(
        "a Dockerfile against the rules",
        ("hadolint", "image"),
        "",
        replaces("Dockerfile", "WORKDIR /app", "WORKDIR app"),
        result="UNSTABLE",
        told="DL3000 in Dockerfile:2",
        mails=0,
    ),
    Case("a tool that is missing", ("hadolint", "image"), "scanDockerfile: hadolint", trouble=tool("hadolint", "exit 127")),
    Case("a tool that is too old", ("hadolint", "image"), "is too old: it takes", trouble=tool("hadolint", "echo 'Haskell Dockerfile Linter 1.0.0'"), told="is too old"),
    Case(
        "a failing test",
        TESTS,
        "runTests: failed: 2 of 8\n  test/api.test.js: the API keeps what it is given",
        replaces("src/items.js", "size + 1", "size + 2"),
        told="failed: 2 of 8",
    ),
    Case(
        "too little coverage",
        TESTS,
        "% is below 99.9 %",
        replaces("src/items.js", "  /** All", "  unused() {\n    return 1\n  }\n\n  /** All"),
        settings={"tests": {"coverage": {"report": "coverage/lcov.info", "format": "lcov", "minimum": 99.9}}},
    ),
    Case(
        "no lock file",
        TESTS,
        "runTests: the preparation ended with exit code 1\n  npm error code EUSAGE",
        lambda f: (f / "package-lock.json").unlink(),
        told="can only install with an existing package-lock.json",
    ),
    Case("tests without a report", TESTS, "runTests: the tests wrote no report that fits reports/junit.xml", replaces("package.json", "reports/junit.xml", "reports/other.txt")),
    Case(
        "a test that never ends",
        TESTS,
        "",
        writes("test/slow.test.js", "import test from 'node:test'\ntest('slow', () => new Promise(done => setTimeout(done, 90000)))\n"),
        settings={"tests": {"files": "test/**/*.test.js", "splits": 2, "timeout": "8s"}},
        result="ABORTED",
        mails=0,
    ),
    Case("an abort in the middle", ("hadolint", "tests"), "", scenario=AT_TESTS, result="ABORTED", mails=0),
    Case("a Dockerfile that is none", IMAGE, "buildImage: ", replaces("Dockerfile", "WORKDIR", "WROKDIR"), told="WROKDIR"),
    Case("an instruction that fails", IMAGE, "buildImage: Dockerfile:5: ", replaces("Dockerfile", "USER node", "RUN --network=none exit 7\nUSER node"), told="exit code: 7"),
    Case("a base image that is nowhere", IMAGE, "buildImage: ", replaces("Dockerfile", ":22-alpine", ":99-alpine")),
    Case(
        "a vulnerable package in the image",
        ("image", "trivy-image"),
        "scanImage: 1 counted of 1 critical",
        both(writes("src/node_modules/lodash/package.json", '{"name": "lodash", "version": "4.17.11"}'), writes(".gitignore", "")),
        told="CVE-2019-10744",
    ),
    Case("no tool for bills of materials", IMAGE, "makeSbom: syft", trouble=tool("syft", "exit 127")),
    Case("an expired login", IMAGE, "the registry refuses the login", trouble=expired_login, told="refuses the login"),
    Case("no AWS credential", IMAGE, "Could not find credentials entry with ID 'aws-ecr'", scenario={"without_credentials": ("aws-ecr",)}),
    Case("the registry down", IMAGE, "the registry does not answer\n  is it up", trouble=registry_down, told="does not answer"),
    Case("the registry full", IMAGE, "the registry is full\n  make room there", trouble=registry_full, told="the registry is full"),
    Case("no key to sign with", IMAGE, "signImage: ", trouble=no_key),
    Case(
        "the repository away",
        ("secrets",),
        "Error fetching remote repo 'origin'",
        trouble=repository_away,
        told="Error fetching remote repo",
    ),
    Case(
        "a load that breaks its limit",
        IMAGE,
        "testLoad: limits that do not hold: 1 (",
        replaces("tests/load/api.js", "30s", "2s"),
        settings={"deploy": DEPLOY | {"load": {"script": "tests/load/api.js", "thresholds": {"rate": ">100000/s"}}}},
        told="limits that do not hold: 1",
    ),
    Case(
        "the agent's disk full",
        TESTS,
        "runTests: broke off with exit code 1\n  look at its output above; is the disk full?",
        trouble=full_disk,
        told="is the disk full?",
        settings={"tests": {"command": "head -c 20000000 /dev/zero >big && npm test"}},
    ),
    Case("Slack refuses", ("secrets",), "", trouble=slack_refuses, scenario={"loud": True}, result="SUCCESS", mails=0, told="#1 succeeded"),
    Case("Slack without its token", ("secrets",), "", scenario={"credentials": (CREDENTIALS[0], Credential(id="other"))}, result="SUCCESS", mails=0, told="-"),
    Case("the mail server down", ("secrets",), "scanSecrets: 1 counted of 1 critical", key_in_history, scenario={"controller": {"SMTP_PORT": "9"}}, told="#1 failed", mails=0),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_way_to_fail(project: Callable[[str], Project], case: Case) -> None:
    """The result, the message and the notification are those of the case."""
    needs(*case.parts)
    shop = project(case.service)
    if case.change:
        shop.change(case.change)
    began = time.monotonic()
    with ExitStack() as stack:
        if case.trouble:
            stack.enter_context(case.trouble(shop))
        ended = shop.build(case.parts, case.settings, **case.scenario)
    first = (ended.error or next(iter(re.findall(r"\[notify\w+\] not sent: .*", ended.log)), "")).replace("\n", "; ")
    ROWS.append((case.name, ended.result, first, time.monotonic() - began))
    check(case, ended)


def check(case: Case, ended: Ended) -> None:
    """What people see."""
    assert ended.result == case.result, ended.log
    assert case.error in ended.error, ended.error
    assert ended.mails == case.mails, ended.log
    if case.told == "-":
        assert ended.slack == [] and "[notifySlack] not sent: " in ended.log, ended.log
    elif case.result == "ABORTED":
        assert ended.slack == [], ended.told
    else:
        assert len(ended.slack) == 1 and case.told in " ".join(ended.told.split()), ended.told
    assert "sentinel" not in ended.log
