"""A run that is killed has saved everything it touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gen_pipelines.backup.store import Backup, runs
from tests.cli.test_end_to_end import run
from tests.controller import TOKEN, USER, Controller
from tests.three_tier import ROOT

HEAD = "version: 1\norganization: {{name: shop}}\nlibrary: {{version: v1}}\ncontrollers: {{jenkins: {{url: '{url}'}}}}\nservices:\n"
SERVICES = 60


def catalog(folder: Path, url: str, description: str) -> None:
    """A catalog of many services."""
    services = "".join(f"  s{number}: {{repository: 'https://github.com/acme/s{number}.git', description: {description}}}\n" for number in range(SERVICES))
    (folder / "pipelines.yaml").write_text(HEAD.format(url=url) + services)


@pytest.mark.parametrize("after", [1, 7, 30])
def test_what_was_changed_is_in_the_backup(tmp_path: Path, after: int) -> None:
    """However far it came; and every saved file can be read."""
    signed_in = {"JENKINS_USER": USER, "JENKINS_API_TOKEN": TOKEN}
    with Controller() as controller:
        catalog(tmp_path, controller.url, "old")
        run(tmp_path, "apply", "--yes", **signed_in)
        catalog(tmp_path, controller.url, "new")
        reached = threading.Event()
        controller.on_request = lambda answered: reached.set() if controller.counters["updated"] >= after else None
        command = [sys.executable, "-m", "gen_pipelines", "apply", "--yes", "--max-changes", str(SERVICES), "--rate", "150"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env={**os.environ, **signed_in, "PYTHONPATH": str(ROOT / "generator")}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        controller.calm_down()
        folder = controller.root.child("shop")
        assert folder is not None
        changed = {job.name for job in folder.children.values() if "<description>new" in job.text}
    (name,) = runs(str(tmp_path / ".gen-pipelines/backups"))
    backup = Backup(str(tmp_path / ".gen-pipelines/backups" / name))
    assert len(changed) >= after
    assert changed <= {saved.path[1] for saved in backup.items}
    assert all("<description>old" in backup.config(saved) for saved in backup.items)
