"""Bringing back what a run changed or removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen_pipelines.backup.store import Backup
from gen_pipelines.backup.target import BackingUp, save_all
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.views import with_view
from gen_pipelines.sync.change import CREATE, MOVE, UPDATE
from tests.backup.conftest import World

PROPERTY = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProviderProperty"
CREDENTIALS = f"<{PROPERTY}><x>SECRET</x></{PROPERTY}>"


def everything(world: World) -> dict[str, str]:
    """Every file below the target."""
    return {str(file.relative_to(world.home)): file.read_text(encoding="utf-8") for file in Path(world.home).rglob("*") if file.is_file()}


def test_a_removed_folder_comes_back_with_all_that_was_in_it(world: World) -> None:
    """Byte for byte."""
    world.apply(world.items(["g/a", "g/b", "c"]))
    before = everything(world)
    world.apply(world.items(["c"]))
    assert not world.file("g").exists()
    assert [(change.action, "/".join(change.path)) for change in world.restore().changes] == [(CREATE, "root/g"), (CREATE, "root/g/a"), (CREATE, "root/g/b")]
    assert everything(world) == before


def test_an_update_is_taken_back(world: World) -> None:
    """The plan shows the difference from now to then."""
    world.apply(world.items(["a:old", "b"]))
    before = everything(world)
    world.apply(world.items(["a:new", "b"]))
    (change,) = world.plan().changes
    assert (change.action, change.differences) == (UPDATE, ("description: new -> old",))
    world.restore()
    assert everything(world) == before
    assert world.plan().is_empty and world.plan().unchanged == 1


def test_a_disabled_job_runs_again(world: World) -> None:
    """As it was."""
    world.apply(world.items(["a", "b"]))
    before = everything(world)
    world.apply(world.items(["b"]), removals="disable")
    assert "<disabled>true" in world.text("a")
    world.restore()
    assert everything(world) == before


def test_a_moved_job_goes_back(world: World) -> None:
    """With its builds, and with its old config."""
    world.apply(world.items(["a:x"]))
    builds = world.file("a").parent / "builds"
    builds.mkdir()
    before = everything(world)
    world.apply(world.items(["b:y"], options="renamed-from: a"))
    assert not world.file("a").exists() and (world.file("b").parent / "builds").is_dir()
    assert [change.action for change in world.restore().changes] == [MOVE, UPDATE]
    assert everything(world) == before and builds.is_dir()


def test_a_view_comes_back_into_its_folder(world: World) -> None:
    """Beside the views that others made meanwhile."""
    view = "views: {all: {title: Everything, include: ['*']}}"
    world.apply(world.items(["a"], extra=view))
    world.apply(world.items(["a"]))
    other = "<hudson.model.ListView><name>mine</name></hudson.model.ListView>"
    world.file("").write_text(with_view(world.text(""), other), encoding="utf-8")
    world.restore()
    assert "<name>Everything</name>" in world.text("") and "<name>mine</name>" in world.text("")


@pytest.mark.parametrize("description", ["somebody's", "x\n[gen-pipelines owner=other key=a sha256=0123456789abcdef]"])
def test_what_belongs_to_somebody_else_by_now_is_never_touched(world: World, description: str) -> None:
    """It is told, and the rest is restored."""
    world.apply(world.items(["a", "b"]))
    world.apply(world.items([]))
    world.file("a").parent.mkdir()
    mine = f"<flow-definition><description>{description}</description></flow-definition>"
    world.file("a").write_text(mine)
    plan = world.restore()
    assert [blocked.path for blocked in plan.blocked] == [("root", "a")] and world.file("b").exists()
    assert world.text("a") == mine


def test_only_what_is_asked_for(world: World) -> None:
    """By wildcard; its folder must be there."""
    world.apply(world.items(["g/a", "g/b", "c"]))
    world.apply(world.items([]))
    (blocked,) = world.plan("g/a").blocked
    assert "its folder root/g is not there" in blocked.reason
    world.restore("g*")
    assert world.file("g/a").exists() and world.file("g/b").exists() and not world.file("c").exists()


def test_what_people_put_into_a_folder_is_kept(world: World) -> None:
    """Credentials that were added after the backup stay; with exact those of the backup come back."""
    world.apply(world.items(["g/a"]))
    world.file("g").write_text(world.text("g").replace("<properties/>", f"<properties>{CREDENTIALS.replace('SECRET', 'old')}</properties>"))
    world.apply(world.items(["g/a"], extra="views: {}"))
    world.begin()
    save_all(world.target, world.target.read("root"), "acme", world.run)
    changed = world.text("g").replace("<x>old</x>", "<x>new</x>").replace("<description>", "<description>changed by hand\n")
    world.file("g").write_text(changed)
    world.restore()
    assert "changed by hand" not in world.text("g") and "<x>new</x>" in world.text("g")
    world.restore(exact=True)
    assert "<x>old</x>" in world.text("g")


def test_masked_secrets_are_never_written(world: World) -> None:
    """They were all that this user could see; the rest comes back."""
    world.apply(world.items(["g/a"]))
    world.file("g").write_text(world.text("g").replace("<properties/>", f"<properties>{CREDENTIALS.replace('SECRET', '********')}</properties>"))
    world.apply(world.items([]))
    world.restore(exact=True)
    assert "********" not in world.text("g") and world.file("g/a").exists()


def test_an_item_without_a_backup_is_not_changed(world: World) -> None:
    """The item fails, and stays as it was."""
    world.apply(world.items(["a:old"]))
    before = world.text("a")
    Path(world.backups).write_text("a file in the way")
    applied = world.apply(world.items(["a:new"]))
    assert applied.failed == 1 and "cannot be written" in applied.fates[0].reason
    assert world.text("a") == before


def test_the_backup_is_the_copy_that_the_plan_was_made_from(world: World) -> None:
    """And is asked for where the plan has none."""
    world.apply(world.items(["a", "b"]))
    state = world.target.read("root")
    bare = [replace(state.at("multibranch", ("root", name)), config=None) for name in ("a", "b")]  # type: ignore[type-var]
    target = BackingUp(world.target, world.begin())
    target.disable(bare[0], "acme")
    target.delete(bare[1], "acme")
    backup = Backup(world.run.folder)
    assert [(item.action, item.path[1]) for item in backup.items] == [("disable", "a"), ("delete", "b")]
    assert all("<disabled>false" in backup.config(item) for item in backup.items)


def test_a_damaged_file_stops_the_restore(world: World) -> None:
    """Before anything is changed."""
    world.apply(world.items(["a"]))
    world.apply(world.items([]))
    (item,) = Backup(world.run.folder).items
    Path(world.run.folder, item.file).write_text("")
    with pytest.raises(UserError, match="is not what was saved"):
        world.plan()


NAMES = st.lists(st.sampled_from(["a", "b", "c", "g/d", "g/e", "h/f"]), unique=True, max_size=6)
NOTES = st.sampled_from(["", ":x", ":y"])


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_restore_undoes_what_apply_changed_and_removed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever was applied: afterwards every item that was there before is what it was."""
    world = World(tmp_path_factory.mktemp("world"))
    first, second = ([name + data.draw(NOTES) for name in data.draw(NAMES)] for _ in range(2))
    world.apply(world.items(first))
    before = everything(world)
    world.apply(world.items(second), removals=data.draw(st.sampled_from(["disable", "delete"])))
    if Path(world.run.folder).exists():
        world.restore()
    after = everything(world)
    assert {file: after.get(file) for file in before} == before
