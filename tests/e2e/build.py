"""One build of a service of the example: its repository, its workspace, and what came of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.given import changed
from gen_pipelines.simulate.run import simulate
from gen_pipelines.simulate.scenario import Agent, Budget, Credential, Scenario
from gen_pipelines.simulate.simulation import Simulation

from ..parts.bench import ROOT
from .catalog import EVERYTHING, subject
from .world import World

CREDENTIALS = (Credential(id="aws-ecr", kind="aws"), Credential(id="slack-token"))
IDENTITY = ["-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> str:
    """Run git."""
    return subprocess.run(["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


class Ended(NamedTuple):
    """What came of a build: its result and error, the console, what Slack got, and how often mails came."""

    result: str
    error: str
    log: str
    description: str
    slack: list[Any]
    mails: int
    simulation: Simulation

    @property
    def told(self) -> str:
        """All that Slack was told, as one text."""
        return json.dumps(self.slack, ensure_ascii=False)


class Project:
    """A service's repository on a server, and its builds, which begin in an empty workspace. Pull request 7 has what main has."""

    def __init__(self, engine: Engine, world: World, folder: Path, service: str) -> None:
        self.engine, self.world, self.folder, self.service = engine, world, folder, service
        self.server, self.work = folder / "server.git", folder / "job"
        self.environment = {"HOME": str(folder), "TMPDIR": str(folder / "tmp")}
        (folder / "tmp").mkdir()
        git(folder, "init", "-q", "--bare", str(self.server))
        source = folder / "source"
        shutil.copytree(ROOT / "examples" / "three-tier" / service, source, ignore=shutil.ignore_patterns("node_modules", "reports", "coverage"))
        git(source, "init", "-q")
        git(source, "remote", "add", "origin", str(self.server))
        self.source = source
        self.push("the service as it is")

    def push(self, message: str) -> str:
        """Commit what was changed in the developer's folder, and push it; the commit."""
        git(self.source, "add", "-A")
        git(self.source, "commit", "-q", "--allow-empty", "-m", message)
        git(self.source, "push", "-q", "origin", "HEAD:main", "HEAD:refs/pull/7/head")
        return git(self.source, "rev-parse", "HEAD")

    def change(self, change: Callable[[Path], None], message: str = "a change") -> None:
        """Let a developer change something."""
        change(self.source)
        self.push(message)

    def build(self, parts: tuple[str, ...] = EVERYTHING, settings: dict[str, Any] | None = None, rewrite: Callable[[str], str] = lambda text: text, **scenario: Any) -> Ended:
        """Build what is pushed. ``scenario`` is what happens meanwhile; ``rewrite`` changes the Jenkinsfile before it runs."""
        self.world.quiet() if not scenario.pop("loud", False) else None
        what = subject(self.folder, self.service, f"{self.world.slack.url}/api", self.world.api, parts, **settings or {})
        what = replace(what, script=rewrite(what.script))
        agents = (Agent(name="agent-1", labels=("linux", "docker"), environment=self.world.environment | self.environment),)
        scenario = {"credentials": CREDENTIALS, "repository": str(self.server)} | scenario
        given = changed(Scenario(), agents=agents, environment=self.world.controller | scenario.pop("controller", {}), budget=Budget(seconds=900), **scenario)
        done = simulate(self.engine, what, given, shell="real", workspace=self.work)
        answer = done.answer
        assert not answer["violations"], answer["violations"]
        error = answer["errors"][0]["message"] if answer["errors"] else ""
        slack = [one.json() for one in self.world.slack.asked]
        return Ended(done.result, error, "\n".join(answer["log"]), answer.get("description") or "", slack, len(self.world.mail.mails), done)

    def digest(self, ended: Ended) -> str:
        """The digest of the image that a build made."""
        found = re.search(r"sha256:[0-9a-f]{64}", ended.description)
        assert found, ended.description
        return found[0]
