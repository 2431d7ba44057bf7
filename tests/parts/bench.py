"""A workspace in which steps of the library run with real tools, in the simulator with the real shell."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.given import changed
from gen_pipelines.simulate.run import simulate
from gen_pipelines.simulate.scenario import Budget, Credential, Scenario
from gen_pipelines.simulate.subject import library_in, of_text

ROOT = Path(__file__).resolve().parents[2]
PARTS = ROOT / ".cache" / "parts" / "bin"


class Built(NamedTuple):
    """What came of a build."""

    result: str
    error: str
    log: str
    description: str


class Bench:
    """A job's workspace. ``path`` is what is found before the system's own tools; ``environment`` reaches the commands, ``controller`` is what Jenkins is configured with."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.work = folder / "job"
        self.cache = folder / "cache"
        self.path = [str(PARTS)]
        self.environment = {"GEN_PIPELINES_CACHE": str(self.cache), "JOB_NAME": "shop/api/main", "BUILD_TAG": "build-1", "HOME": str(folder)}
        self.controller: dict[str, str] = {}
        self.credentials = [Credential(id="snyk-token"), Credential(id="sonar-token"), Credential(id="nvd-key")]
        self.work.mkdir()
        self.cache.mkdir()

    def write(self, files: dict[str, str]) -> None:
        """Write files of the sources."""
        for name, text in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """Run git in the workspace."""
        identity = ["-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
        return subprocess.run(["git", *identity, *arguments], cwd=self.work, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, files: dict[str, str], message: str = "change") -> str:
        """Commit files; the first call makes the repository."""
        if not (self.work / ".git").exists():
            self.git("init", "-q")
        self.write(files)
        self.git("add", "-A", "--", ".", ":!reports")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def fetch(self, call: str) -> Built:
        """Run a call in a build that has a source to check out; the sources themselves are in the workspace already."""
        return self._build(call, {}, changed(Scenario(), changed=("app.py",)))

    def run(self, call: str, **variables: str) -> Built:
        """Run a call in a stage called Scan."""
        return self._build(call, variables, Scenario())

    def run_with(self, call: str, **settings: Any) -> Built:
        """Run a call with more settings of a scenario."""
        return self._build(call, {}, changed(Scenario(), **settings))

    def _build(self, call: str, variables: dict[str, str], scenario: Scenario) -> Built:
        text = ", ".join(f"'{name}={value}'" for name, value in (self.environment | variables).items())
        script = f"node {{\n  withEnv(['PATH+PARTS={':'.join(self.path)}', {text}]) {{\n    stage('Scan') {{\n      {call}\n    }}\n  }}\n}}\n"
        scenario = changed(scenario, budget=Budget(seconds=300), environment=self.controller, credentials=tuple(self.credentials))
        done = simulate(self.engine, of_text(script, "Jenkinsfile", library_in(ROOT)), scenario, shell="real", workspace=self.work)
        answer = done.answer
        error = answer["errors"][0]["message"] if answer["errors"] else ""
        assert not answer["violations"], answer["violations"]
        return Built(done.result, error, "\n".join(answer["log"]), answer.get("description") or "")

    def json(self, name: str) -> Any:
        """A JSON file of the workspace."""
        return json.loads((self.work / name).read_text(encoding="utf-8"))

    def outcome(self, step: str) -> Any:
        """What a step recorded."""
        return self.json(f"reports/steps/{step}-Scan.json")

    def tool(self, name: str, text: str) -> None:
        """Put a stand-in before the real tools."""
        folder = self.folder / "tools"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
        if str(folder) not in self.path:
            self.path.insert(0, str(folder))
