"""The same troubles for every step that uses a tool: it is missing, too old, stuck, or the disk is full; and files with hostile names. Never clean, never a riddle."""

from __future__ import annotations

import os
import shlex
import shutil
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from gen_pipelines.simulate.scenario import Event, When

from .bench import PARTS, Bench
from .servers import free_port, small_disk
from .test_hard import is_running

K6 = "import http from 'k6/http'\nexport default function () { http.get(__ENV.BASE_URL) }\n"
POLICY = "package main\n\nimport rego.v1\n\ndeny contains msg if {\n  input.config.User == 'nobody'\n  msg := 'nobody'\n}\n"
FILES = {
    "Dockerfile": "FROM scratch\nCOPY app.py /\n",
    "app.py": "x = 1\n",
    "main.tf": 'resource "aws_s3_bucket" "b" {}\n',
    "package.json": '{"name": "a", "version": "1.0.0"}\n',
    "load.js": K6,
    "policy/image.rego": POLICY,
    ".gitignore": "reports\n.gen-pipelines\n",
}
HOSTILE = {"$(touch owned)": "x\n", "-rf": "x\n", "a b'\"`touch owned`.py": "x = 1\n", ";touch owned;.tf": "x\n", "ünïcode\u202e.yaml": "a: 1\n", "--config": "x\n"}


class Step(NamedTuple):
    """A step's call, and the tools that it cannot do without. ``version`` is how those say their versions, where that is not like most."""

    call: str
    tools: tuple[str, ...]

    @property
    def name(self) -> str:
        """The step's."""
        return self.call.partition("(")[0]


STEPS = [
    Step("scanFiles()", ("trivy",)),
    Step("scanImage()", ("trivy",)),
    Step("scanDependencies(critical: 1)", ("dependency-check",)),
    Step("scanSnyk(credentials: 'snyk-token')", ("snyk",)),
    Step("scanInfrastructure()", ("checkov",)),
    Step("scanCode(rules: ['p/javascript'])", ("semgrep",)),
    Step("scanSecrets()", ("gitleaks",)),
    Step("scanDockerfile(dockerfile: 'Dockerfile')", ("hadolint",)),
    Step("makeSbom(formats: ['spdx'])", ("syft",)),
    Step("pushImage(kind: 'ecr', account: '123456789012', region: 'us-east-1', credentials: 'aws-ecr')", ("crane", "aws")),
    Step("promoteImage(to: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop/api', digest: DIGEST, credentials: 'aws-ecr')", ("crane", "aws")),
    Step("signImage(kms: 'awskms:///alias/cosign', credentials: 'aws-ecr')", ("crane", "cosign")),
    Step("attestImage(kms: 'awskms:///alias/cosign', credentials: 'aws-ecr')", ("crane", "cosign")),
    Step("verifyImage(kms: 'awskms:///alias/cosign', credentials: 'aws-ecr')", ("crane", "cosign")),
    Step("checkPolicy(policy: 'policy/image.rego')", ("conftest",)),
    Step("cleanUpImages(repositories: ['api'], keep: 3, inUse: ['api:1'], region: 'us-east-1', credentials: 'aws-ecr')", ("aws",)),
    Step("testLoad(environment: 'staging', url: 'URL', script: 'load.js', duration: '1s')", ("k6",)),
    Step("updateScanDatabases(tools: ['trivy'])", ("trivy",)),
]
PAIRS = [pytest.param(step, tool, id=f"{step.name}-{tool}") for step in STEPS for tool in step.tools]


@pytest.fixture
def shop(ecr_build: Bench) -> Bench:
    """A service with a bit of everything, whose image is built."""
    (ecr_build.cache / "semgrep").mkdir()
    (ecr_build.cache / "semgrep" / "p_javascript.yaml").write_text("rules: []\n", encoding="utf-8")
    (ecr_build.cache / "dependency-check").mkdir()
    (ecr_build.cache / "dependency-check" / "odc.mv.db").touch()
    ecr_build.commit(FILES)
    return ecr_build


def said(shop: Bench, step: Step) -> str:
    """The call, with what only this run knows."""
    note = shop.json(".gen-pipelines/image.json")
    return step.call.replace("DIGEST", f"'{note['digest']}'").replace("URL", f"http://127.0.0.1:{free_port()}")


def without(shop: Bench, tool: str) -> None:
    """An agent that has everything but this tool."""
    few = shop.folder / "few"
    few.mkdir()
    for folder in (*map(Path, os.environ["PATH"].split(":")), PARTS):
        for found in folder.iterdir() if folder.is_dir() else ():
            if found.name not in (tool, f"{tool}.sh") and not (few / found.name).is_symlink():
                (few / found.name).symlink_to(found)
    shop.path = [str(few)]
    shop.environment["PATH"] = str(few)


@pytest.mark.parametrize(("step", "tool"), PAIRS)
def test_a_tool_that_is_missing(shop: Bench, step: Step, tool: str) -> None:
    """Its name, and what to do."""
    without(shop, tool)
    built = shop.run(said(shop, step))
    assert built.result == "FAILURE" and f"{step.name}: {tool} is missing\n  install {tool}" in built.error, built.log


@pytest.mark.parametrize(("step", "tool"), PAIRS)
def test_a_tool_that_is_too_old(shop: Bench, step: Step, tool: str) -> None:
    """Both versions."""
    shop.tool(tool, "echo 'GitVersion: v0.0.1'")
    built = shop.run(said(shop, step))
    assert built.result == "FAILURE" and f"{step.name}: {tool} 0.0.1 is too old: it takes " in built.error, built.error


def real(tool: str) -> str:
    """The real one; Snyk cannot be had here."""
    return shutil.which(tool, path=f"{PARTS}:{os.environ['PATH']}") or "/bin/echo 9.9.9"


def stuck(shop: Bench, tool: str) -> Path:
    """The tool says its version, and then nothing any more. The file has its process' id."""
    pid = shop.folder / "pid"
    shop.tool(tool, f'case "$1" in version | *-version) exec {real(tool)} "$@" ;; esac\necho $$ >{shlex.quote(str(pid))}\nexec sleep 300')
    return pid


@pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])
@pytest.mark.parametrize("how", ["timeout", "abort"])
def test_a_tool_that_is_stuck_is_stopped(shop: Bench, step: Step, how: str) -> None:
    """By a time limit, and by a person; nothing of it is left."""
    pid = stuck(shop, step.tools[0])
    if how == "timeout":
        built = shop.run(f"timeout(time: 6, unit: 'SECONDS') {{ {said(shop, step)} }}")
    else:
        built = shop.run_with(said(shop, step), events=(Event(event="abort", at=When(time="6s")),))
    assert built.result == "ABORTED" and f"[{step.name}] aborted" in built.log, built.log
    assert pid.exists(), "the tool was never asked to work"
    assert not is_running(int(pid.read_text(encoding="ascii")))


@pytest.mark.parametrize("step", STEPS, ids=[step.name for step in STEPS])
def test_a_full_disk(shop: Bench, step: Step) -> None:
    """The workspace takes no byte any more: the step fails, and one of its lines says so."""
    kept = shop.folder / "kept"
    shutil.move(shop.work, kept)
    shop.work.mkdir()
    with small_disk(shop.work, "2m"):
        shutil.copytree(kept, shop.work, dirs_exist_ok=True, symlinks=True)
        with (shop.work / "filler").open("wb", buffering=0) as filler, suppress(OSError):
            while filler.write(b"x" * 4096):
                pass
        built = shop.run(said(shop, step))
    assert built.result == "FAILURE", built.log
    assert "disk full" in built.error.lower() or "no space left" in built.log.lower(), built.log


@pytest.mark.parametrize("step", [one for one in STEPS if one.name.startswith("scan") and one.name not in ("scanImage", "scanSnyk", "scanDependencies")], ids=lambda one: one.name)
def test_files_with_hostile_names(shop: Bench, step: Step) -> None:
    """They are names, whatever is in them: nothing of them runs, and nothing breaks."""
    shop.commit(HOSTILE)
    built = shop.run(said(shop, step))
    assert f"[{step.name}] " in built.log and "error" not in built.log.split(f"[{step.name}] ")[1].splitlines()[0], built.log
    assert not list(shop.folder.rglob("owned"))


JUNK = """case "$1" in version | *-version) exec {real} "$@" ;; esac
echo '{{'
for word; do
  case ${{word##*=}} in *.json | *.sarif) echo '{{' >"${{word##*=}}" ;; esac
done"""
READING = [
    one
    for one in STEPS
    if one.name in ("scanFiles", "scanImage", "scanSnyk", "scanInfrastructure", "scanCode", "scanSecrets", "scanDockerfile", "makeSbom", "checkPolicy", "testLoad")
]


@pytest.mark.parametrize("step", READING, ids=[step.name for step in READING])
def test_a_report_that_is_broken(shop: Bench, step: Step) -> None:
    """A tool that ends well and writes half a report has found out nothing."""
    shop.tool(step.tools[0], JUNK.format(real=real(step.tools[0])))
    built = shop.run(said(shop, step))
    assert built.result == "FAILURE" and shop.outcome(step.name)["verdict"] == "error", built.log
    assert any(text in built.error for text in ("is no JSON", "wrote no ", "cannot be read", "could not be read")), built.error


@pytest.mark.parametrize("step", [one for one in STEPS if one.name.startswith("scan") and one.name not in ("scanImage", "scanSnyk", "scanDependencies")], ids=lambda one: one.name)
def test_a_project_without_files(bench: Bench, step: Step) -> None:
    """Nothing to find, or a word on what is not there."""
    (bench.cache / "semgrep").mkdir()
    (bench.cache / "semgrep" / "p_javascript.yaml").write_text("rules: [{id: a, languages: [python], severity: INFO, message: a, pattern: a}]\n", encoding="utf-8")
    bench.commit({})
    built = bench.run(step.call)
    assert built.result == "SUCCESS" or "there is no " in built.error, built.error
