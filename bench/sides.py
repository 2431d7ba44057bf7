"""The sides of the sync benchmark: each is a process of its own that works on the double of a controller in this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import inputs
from run import OURS, THEIRS
from runner import Runner
from tests.controller import Controller, Settings
from tests.controller.filling import FOLDER_XML, put

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, Any]
PROJECT = """<org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject><description>there</description><sources><data><jenkins.branch.BranchSource>
<source class="jenkins.plugins.git.GitSCMSource"><id>1</id></source></jenkins.branch.BranchSource></data></sources>
</org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject>"""


class Bench:
    """A controller, and the same services as input for each side."""

    def __init__(self, controller: Controller, runner: Runner, folder: Path, count: int, groups: int) -> None:
        self.controller, self.runner, self.folder, self.count = controller, runner, folder, count
        made = inputs.services(count, groups)
        self.groups = groups
        inputs.ours(made, folder / "ours", f'{{url: "{controller.url}", user-env: JENKINS_USER, token-env: JENKINS_TOKEN}}')
        inputs.jjb(made, folder / "jjb")
        settings = f"[job_builder]\nquery_plugins_info=False\n[jenkins]\nurl={controller.url}\nuser={controller.user}\npassword={controller.token}\nquery_plugins_info=False\n"
        (folder / "jjb.ini").write_text(settings, encoding="utf-8")
        self.environment = {**os.environ, "JENKINS_USER": controller.user, "JENKINS_TOKEN": controller.token, "XDG_CACHE_HOME": str(folder / "cache"), "HOME": str(folder)}

    def run(self, side: str, work: str, command: list[str], folder: Path, times: int = 1, before: Callable[[], None] = lambda: None) -> Row:
        """Run a command some times; counts of the last one, times of the median one."""
        runs = []
        for _ in range(times):
            before()
            self.controller.counters.reset()
            runs.append(self.runner.measure(command, folder, self.environment))
        cpu, _, wall = sorted(runs, key=lambda run: run[2])[len(runs) // 2]
        counts = self.controller.counters
        figures = {"wall_s": round(wall, 3), "cpu_s": round(cpu, 3), "peak_mib": round(max(run[1] for run in runs), 1)}
        numbers = {"requests": counts["requests"], "writes": counts.writes, "scans": counts["scans"], "history_lost": counts["history lost"]}
        print(f"{work}, {side}: {wall:.2f} s, {counts['requests']:,} requests", file=sys.stderr)
        return {"work": work, "side": side, **figures, **numbers, "runs": times}

    def ours(self, work: str, *options: str, times: int = 1, before: Callable[[], None] = lambda: None) -> Row:
        """`gen-pipelines apply --yes`."""
        command = [str(OURS), "apply", "--yes", "--max-changes", "100000", *options]
        return self.run("gen-pipelines", work, command, self.folder / "ours", times, before)

    def jjb(self, work: str, *options: str) -> Row:
        """`jenkins-jobs update`."""
        command = [str(THEIRS), "--conf", str(self.folder / "jjb.ini"), *(one for one in options if one == "--ignore-cache"), "update"]
        command += [*(one for one in options if one != "--ignore-cache"), str(self.folder / "jjb")]
        return self.run("Jenkins Job Builder", work, command, self.folder)

    def yardstick(self, work: str, what: str, times: int = 1, before: Callable[[], None] = lambda: None) -> Row:
        """One request an item."""
        command = [sys.executable, str(ROOT / "bench/yardstick.py"), self.controller.url, self.controller.user, self.controller.token, what, str(self.count)]
        return self.run("yardstick", work, command, self.folder, times, before)

    def forget(self, name: str) -> Callable[[], None]:
        """Takes an item away, as if it had never been."""

        def pop() -> None:
            self.controller.root.children.pop(name, None)

        return pop

    def edit(self) -> None:
        """Another description for every service, on both sides."""
        for file in (self.folder / "ours/services").glob("*.yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace("description: Service number", "description: Edited service number"), encoding="utf-8")
        file = self.folder / "jjb/jobs.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Managed by the benchmark", "Edited, and managed by the benchmark"), encoding="utf-8")

    def fill_for_jjb(self) -> None:
        """Everything that Job Builder's input describes, as if it had made it."""
        for one in inputs.services(self.count, self.groups):
            if self.controller.root.child(one.group) is None:
                put(self.controller.root, (one.group,), FOLDER_XML.format(one.group), self.controller.plugins)
            put(self.controller.root, (one.group, one.name), PROJECT, self.controller.plugins)


def controller_of(delay_ms: float) -> Controller:
    """A double that answers each request after a delay."""
    return Controller(Settings(delay=delay_ms / 1000))
