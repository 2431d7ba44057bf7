"""This repository's own pipeline."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import click
import pytest

from gen_pipelines.cli import commands
from gen_pipelines.render.linter.rules import lint
from tests.three_tier import ROOT

TEXT = (ROOT / "Jenkinsfile").read_text(encoding="utf-8")


def test_our_own_linter_accepts_it() -> None:
    """As Jenkins would, in the order of sections that our own files keep."""
    assert lint(TEXT, generated=True) == []


def test_every_command_in_it_is_one_of_ours() -> None:
    """With options that exist."""
    called = re.findall(r"\.venv/bin/gen-pipelines ([^'>]+)", TEXT)
    assert {line.split()[0] for line in called} == {"validate", "render", "plan", "apply", "drift"}
    for line in called:
        name, *arguments = shlex.split(line)
        context = click.Context(commands)
        command = commands.get_command(context, name)
        assert command is not None
        command.make_context(name, arguments, parent=context)
    verbs = {verb for line in re.findall(r"sh 'make ([^']+)'", TEXT) for verb in line.split()}
    assert verbs <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))


def stage(name: str) -> str:
    """The text of a stage on the first level."""
    return TEXT.partition(f"    stage('{name}') {{")[2].partition("\n    }\n")[0]


def test_a_pull_request_never_meets_the_credential_that_may_change_things() -> None:
    """It runs code that nobody has approved yet."""
    assert "jenkins-apply" not in TEXT.replace(stage("Apply"), "").partition("pipeline {")[2]
    assert "branch 'main'" in stage("Apply") and "branch 'main'" in stage("Drift") and "changeRequest()" in stage("Plan")
    assert "triggeredBy 'TimerTrigger'" in stage("Drift") and "not { triggeredBy 'TimerTrigger' }" in stage("Apply")
    assert not re.search(r'sh\s+"', TEXT), "a secret must be expanded by the shell, not by Groovy"


class GitHub(BaseHTTPRequestHandler):
    """Comments of one pull request."""

    comments: list[dict[str, Any]]
    calls: list[str]

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(size)) if size else {}
        self.calls.append(f"{self.command} {self.path} {self.headers['Authorization']}")
        if self.command == "POST":
            self.comments.append({"id": len(self.comments) + 1, **data})
        if self.command == "PATCH":
            self.comments[int(self.path.rpartition("/")[2]) - 1].update(data)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.comments).encode())

    do_GET = do_POST = do_PATCH = _answer

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing."""


@pytest.fixture
def github() -> Iterator[tuple[str, type[GitHub]]]:
    """A server on loopback, and what it knows."""
    handler = type("Handler", (GitHub,), {"comments": [{"id": 1, "body": "looks good"}], "calls": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    thread.join()
    server.server_close()


def comment(api: str, address: str, file: Path) -> subprocess.CompletedProcess[str]:
    """Run the script."""
    environment = {**os.environ, "GITHUB_API_URL": api, "GITHUB_TOKEN": "t0k3n"}
    return subprocess.run([sys.executable, str(ROOT / "tools/comment.py"), address, str(file)], env=environment, capture_output=True, text=True, check=False)


def test_a_pull_request_has_one_plan_the_newest(github: tuple[str, type[GitHub]], tmp_path: Path) -> None:
    """Posted once, then replaced; other comments stay."""
    api, server = github
    file = tmp_path / "plan.md"
    for text in ("first", "second"):
        file.write_text(text)
        assert comment(api, "https://github.com/acme/shop/pull/7", file).returncode == 0
    assert [one["body"].splitlines()[-1] for one in server.comments] == ["looks good", "second"]
    assert server.calls[-1] == "PATCH /repos/acme/shop/issues/comments/2 Bearer t0k3n"


@pytest.mark.parametrize("address", ["", "https://github.com/acme/shop", "https://github.com/acme/shop/pull/7/../../x", "ftp://github.com/a/b/pull/1"])
def test_what_is_no_pull_request_is_refused(github: tuple[str, type[GitHub]], tmp_path: Path, address: str) -> None:
    """Nothing is sent anywhere."""
    api, server = github
    (tmp_path / "plan.md").write_text("x")
    assert "is not the address of a pull request" in comment(api, address, tmp_path / "plan.md").stderr
    assert server.calls == []
