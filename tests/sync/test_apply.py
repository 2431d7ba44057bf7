"""Applying: one failure stops nothing else, and the next run converges."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.errors import UnsafeError, UserError
from gen_pipelines.jenkins.directory import DirectoryTarget
from gen_pipelines.jobs.item import Item
from gen_pipelines.sync.apply import apply_plan
from gen_pipelines.sync.change import Plan
from gen_pipelines.sync.drift import find_drift
from gen_pipelines.sync.plan import Options, make_plan
from gen_pipelines.sync.saved import load_plan, save_plan

from .conftest import World

LOOSE = Options(removals="delete", max_removals=99, max_changes=99)


def plan(world: World, items: list[Item], options: Options = LOOSE) -> Plan:
    """The plan for what the target has now."""
    return make_plan(items, world.target.read("root"), "acme", world.target.name, options)


NAMES = st.lists(st.sampled_from(["a", "a:x", "b", "g/c", "g/c:y", "h/d", "e"]), unique_by=lambda name: name.split(":")[0].split("/")[-1], max_size=5)


@settings(max_examples=25, deadline=None)
@given(catalogs=st.lists(NAMES, min_size=1, max_size=3), removals=st.sampled_from(["disable", "delete"]))
def test_any_sequence_of_catalogs_converges_and_keeps_foreign_items(tmp_path_factory: pytest.TempPathFactory, catalogs: list[list[str]], removals: str) -> None:
    """After each apply the plan is empty, and a job of somebody else is byte for byte what it was."""
    world = World(tmp_path_factory.mktemp("world"))
    options = Options(removals=removals, max_removals=99, max_changes=99)
    foreign = world.home / "jobs/root/jobs/foreign/config.xml"
    for services in catalogs:
        items = world.items(services)
        assert apply_plan(plan(world, items, options), world.target).failed == 0
        if not foreign.exists():
            foreign.parent.mkdir(parents=True)
            foreign.write_bytes(b"<flow-definition><description>mine</description></flow-definition>")
        assert plan(world, items, options).is_empty
    assert foreign.read_bytes() == b"<flow-definition><description>mine</description></flow-definition>"


@pytest.mark.parametrize("step", range(5))
def test_a_run_that_dies_anywhere_is_finished_by_the_next(world: World, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whatever write fails, the others are made, and a second run makes the rest."""
    items = world.items(["a", "b", "g/c"])
    real, calls = os.rename, iter(range(100))

    def failing(source: str, target: str) -> None:
        if next(calls) == step:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "rename", failing)
    first = apply_plan(plan(world, items), world.target)
    assert first.failed >= 1
    assert any(fate.reason == "No space left on device" for fate in first.fates)
    monkeypatch.undo()
    assert apply_plan(plan(world, items), world.target).failed == 0
    assert plan(world, items).is_empty
    assert not list(world.home.rglob("*gen-pipelines-new"))


def test_what_stands_in_a_failed_folder_is_skipped_with_the_reason(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's failure is told once, and the rest goes on."""
    items = world.items(["a", "g/c"])
    real = world.target.create

    def failing(item: Item) -> None:
        if item.path == ("root", "g"):
            raise UserError("no")
        real(item)

    monkeypatch.setattr(world.target, "create", failing)
    fates = {"/".join(fate.change.path): (fate.outcome, fate.reason) for fate in apply_plan(plan(world, items), world.target).fates}
    assert fates == {"root": ("done", ""), "root/g": ("failed", "no"), "root/a": ("done", ""), "root/g/c": ("skipped", "root/g was not done")}


def test_ctrl_c_finishes_the_item_in_hand(world: World) -> None:
    """The rest is skipped and told; the next run makes it."""
    items = world.items(["a", "b"])
    seen: list[str] = []

    def stop(fate: Any) -> None:
        seen.append(fate.outcome)
        if len(seen) == 2:
            os.kill(os.getpid(), signal.SIGINT)

    applied = apply_plan(plan(world, items), world.target, stop)
    assert seen == ["done", "done", "skipped"] and applied.interrupted
    assert "1 not done" in applied.summary
    assert apply_plan(plan(world, items), world.target).failed == 0


def test_a_folder_keeps_what_others_put_into_it(world: World) -> None:
    """Credentials and permissions of the folder survive an update."""
    items = world.items(["a"])
    apply_plan(plan(world, items), world.target)
    config = world.home / "jobs/root/config.xml"
    kind = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"
    secret = f"<{kind}><x>1</x></{kind}>"
    text = config.read_text()
    assert "<properties/>" in text
    config.write_text(text.replace("<properties/>", f"<properties>{secret}</properties>"))
    changed = world.items(["a"], extra="profiles: {}")
    changed[0] = world.items(["a"])[0]
    titled = [item._replace(config=item.config.replace("<displayName>", "<displayName>New ")) if item.kind == "folder" else item for item in changed]
    world.target.update(titled[0], world.target.read("root").items[(False, ("root",))])
    assert "FolderCredentialsProperty" in config.read_text()


def test_a_job_that_lost_its_marker_is_not_deleted(world: World) -> None:
    """It is looked at again right before."""
    apply_plan(plan(world, world.items(["a", "b"])), world.target)
    made = plan(world, world.items(["a"]))
    config = world.home / "jobs/root/jobs/b/config.xml"
    config.write_text(config.read_text().replace("owner=acme", "owner=them"))
    applied = apply_plan(made, world.target)
    assert applied.failed == 1 and "no longer marked as ours" in applied.fates[0].reason
    assert config.exists()


@pytest.mark.parametrize("name", ["jobs/root/jobs/a", "jobs/root"])
def test_links_are_not_followed(world: World, tmp_path: Path, name: str) -> None:
    """A link where a job's directory should be leads nowhere."""
    outside = tmp_path / "outside"
    outside.mkdir()
    link = world.home / name
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    applied = apply_plan(plan(world, world.items(["a"])), world.target)
    assert applied.failed >= 1
    assert list(outside.iterdir()) == []


def test_a_saved_plan_is_applied_as_it_was_shown(world: World, tmp_path: Path) -> None:
    """To the state it was made from."""
    file = str(tmp_path / "plan.json")
    made = plan(world, world.items(["a"]))
    save_plan(made, file)
    loaded = load_plan(file, "acme", world.target.name, world.target.read("root"))
    assert [(change.action, change.path, change.item) for change in loaded.changes] == [(change.action, change.path, change.item) for change in made.changes]
    assert apply_plan(loaded, world.target).failed == 0


def test_a_saved_plan_is_refused_when_the_target_changed(world: World, tmp_path: Path) -> None:
    """With exit code 4."""
    file = str(tmp_path / "plan.json")
    save_plan(plan(world, world.items(["a"])), file)
    apply_plan(plan(world, world.items(["b"])), world.target)
    with pytest.raises(UnsafeError, match="changed since"):
        load_plan(file, "acme", world.target.name, world.target.read("root"))


@pytest.mark.parametrize(
    ("old", "new"),
    [('"root",\n    "a"', '"root",\n    "../../a"'), ("repoOwner>acme", "repoOwner>evil"), ('"create"', '"destroy"'), ("owner=acme", "owner=them")],
)
def test_a_saved_plan_that_was_changed_is_refused(world: World, tmp_path: Path, old: str, new: str) -> None:
    """Paths, configs, actions and owners are checked again."""
    file = tmp_path / "plan.json"
    save_plan(plan(world, world.items(["a"])), str(file))
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    with pytest.raises(UnsafeError):
        load_plan(str(file), "acme", world.target.name, world.target.read("root"))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 99}', json.dumps({"version": 1, "owner": "acme", "target": "t", "fingerprint": "x", "changes": 3})])
def test_a_file_that_is_no_plan_is_told(world: World, tmp_path: Path, text: str) -> None:
    """No traceback."""
    file = tmp_path / "plan.json"
    file.write_text(text)
    with pytest.raises((UserError, UnsafeError)):
        load_plan(str(file), "acme", "t", world.target.read("root"))


def test_drift_tells_what_people_did(world: World) -> None:
    """Removed, unmarked, disabled, changed; changes of the catalog are none."""
    items = world.items(["a", "b", "c", "d", "e"])
    apply_plan(plan(world, items), world.target)
    jobs = world.home / "jobs/root/jobs"
    assert find_drift(items, world.target.read("root"), "acme") == []
    (jobs / "a/config.xml").unlink()
    for name, old, new in (("b", "owner=acme", "owner"), ("c", "<disabled>false", "<disabled>true"), ("d", "<daysToKeep>14", "<daysToKeep>9")):
        (jobs / name / "config.xml").write_text((jobs / name / "config.xml").read_text().replace(old, new))
    state = world.target.read("root")
    found = {one.path[-1]: one for one in find_drift(items, state, "acme")}
    assert {name: one.what for name, one in found.items()} == {"a": "missing", "b": "unmarked", "c": "disabled", "d": "changed"}
    assert "14 -> 9" in found["d"].differences[0]
    assert "e" not in {one.path[-1] for one in find_drift(world.items(["a", "b", "c", "d", "e:new"]), state, "acme")}


def test_two_applies_on_one_directory_take_turns(world: World) -> None:
    """The second waits; both end well."""
    items = world.items([f"s{number}" for number in range(30)])
    made = plan(world, items)
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda number: apply_plan(made, DirectoryTarget(str(world.home))), range(4)))
    assert [one.failed for one in applied] == [0, 0, 0, 0]
    assert plan(world, items).is_empty
