"""A directory whose changes are backed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.backup.restore import restore_plan
from gen_pipelines.backup.store import Backup, Run
from gen_pipelines.backup.target import BackingUp
from gen_pipelines.jobs.item import Item
from gen_pipelines.sync.apply import Applied, apply_plan
from gen_pipelines.sync.change import Plan
from gen_pipelines.sync.plan import Options, make_plan
from tests.sync.conftest import World as Plain


class World(Plain):
    """Everything that is applied here leaves a backup."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.backups = str(folder / "backups")
        self.run = self.begin()

    def begin(self) -> Run:
        """The next run."""
        self.run = Run(self.backups, "apply", self.target.name, "acme")
        return self.run

    def apply(self, items: list[Item], removals: str = "delete") -> Applied:
        """Apply items, in a run of its own."""
        target = BackingUp(self.target, self.begin())
        plan = make_plan(items, target.read("root"), "acme", target.name, Options(removals=removals, max_changes=1000, max_removals=1000))
        return apply_plan(plan, target)

    def plan(self, *only: str, exact: bool = False, owner: str = "acme") -> Plan:
        """The plan that restores the last run."""
        backup = Backup(self.run.folder)
        return restore_plan(backup, self.target.read("root"), owner, self.target.name, self.target.config, only=only, exact=exact)

    def restore(self, *only: str, exact: bool = False) -> Plan:
        """Restore the last run, without a backup of it."""
        plan = self.plan(*only, exact=exact)
        assert not apply_plan(plan, self.target).failed
        return plan

    def text(self, name: str) -> str:
        """The config.xml of an item below the root folder, as it is now."""
        return self.file(name).read_text(encoding="utf-8")

    def file(self, name: str) -> Path:
        """Where that is."""
        below = "".join(f"/jobs/{part}" for part in name.split("/")) if name else ""
        return Path(f"{self.home}/jobs/root{below}/config.xml")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh one."""
    return World(tmp_path)
