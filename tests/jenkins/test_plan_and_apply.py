"""Whole runs against a controller: exact counts of requests, writes and scans, and what is never done."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from gen_pipelines.errors import UnsafeError
from gen_pipelines.jobs.item import MULTIBRANCH, Item
from gen_pipelines.sync.apply import DONE, FAILED, SKIPPED, Applied, apply_plan
from gen_pipelines.sync.change import Plan
from gen_pipelines.sync.drift import find_drift
from gen_pipelines.sync.plan import Options
from gen_pipelines.sync.planning import plan_for
from gen_pipelines.sync.saved import load_plan, save_plan
from gen_pipelines.sync.verify import read_again, verify
from tests.controller import Controller
from tests.controller.filling import FOLDER_XML, put

from ..sync.conftest import World
from .conftest import Connect

LOOSE = Options(removals="delete", max_removals=999, max_changes=999)
SERVICES = ["a", "b", "g/c", "g/d", "h/e"]
VIEW = "views: {mine: {title: Mine, include: ['*']}}"


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A catalog."""
    return World(tmp_path)


def plan(connect: Connect, items: list[Item], options: Options = LOOSE, *, deep: bool = False, limit: int = 1000) -> Plan:
    """The plan for what the controller has now."""
    return plan_for(items, connect(), "root", "acme", options, deep=deep, limit=limit)[0]


def apply(connect: Connect, items: list[Item], options: Options = LOOSE, *, deep: bool = False) -> Applied:
    """Plan and apply; everything must work, and the plan must have counted the scans."""
    applied = apply_plan(plan(connect, items, options, deep=deep), connect())
    assert applied.failed == 0, applied.fates
    return applied


def lines(made: Plan) -> list[str]:
    """Action and path of each change, in order."""
    return [f"{change.action} {'/'.join(change.path)}" for change in made.changes]


def test_an_unchanged_plan_is_three_reads(controller: Controller, connect: Connect, world: World) -> None:
    """No write, no scan, no config."""
    items = world.items(SERVICES, extra=VIEW)
    apply(connect, items)
    controller.counters.reset()
    assert plan(connect, items).summary == "No changes. Jenkins matches the catalog."
    assert controller.counters["requests"] == 3 and controller.counters["scans"] == 0
    assert not any(name.startswith("POST") or name == "writes" for name in controller.counters.all())


def test_creates_are_one_request_an_item_and_the_scans_are_counted(controller: Controller, connect: Connect, world: World) -> None:
    """Folders first; the plan tells what the controller counts."""
    made = plan(connect, world.items(SERVICES, extra=VIEW))
    controller.counters.reset()
    assert apply_plan(made, connect()).failed == 0
    assert controller.counters["requests"] == len(made.changes) == 9
    assert controller.counters["scans"] == made.scans == 5


def test_a_change_of_a_folder_scans_what_is_below_and_the_plan_says_so(controller: Controller, connect: Connect, world: World) -> None:
    """Of the group: its two; of the root folder: all."""
    apply(connect, world.items(SERVICES))
    text = (world.folder / "pipelines.yaml").read_text()
    titled = world.items_of(text.replace("groups: {g: {}", "groups: {g: {title: Team G}"))
    made = plan(connect, titled)
    assert lines(made) == ["update root/g"] and (made.scans, made.folder_scans) == (2, 2)
    controller.counters.reset()
    apply(connect, titled)
    assert controller.counters["scans"] == 2
    renamed = world.items_of(text.replace("organization: {name: root,", "organization: {name: root, title: Root,"))
    made = plan(connect, renamed)
    assert made.folder_scans == 7
    controller.counters.reset()
    apply(connect, renamed)
    assert controller.counters["scans"] == 7


def test_an_update_shows_what_changes_and_only_that_is_posted(controller: Controller, connect: Connect, world: World) -> None:
    """The config is read for what changes only; builds stay."""
    apply(connect, world.items(["a", "b", "g/c:old text", "g/d", "h/e"]))
    items = world.items(["a", "b", "g/c:new text", "g/d", "h/e"])
    controller.counters.reset()
    made = plan(connect, items)
    assert lines(made) == ["update root/g/c"] and made.changes[0].differences == ("description: old text -> new text",)
    assert controller.counters["requests"] == 4
    controller.counters.reset()
    assert apply_plan(made, connect()).failed == 0
    assert controller.counters["requests"] == controller.counters["scans"] == made.scans == 1
    assert controller.counters["rebuilds"] == 0


def test_differences_are_read_up_to_a_limit(controller: Controller, connect: Connect, world: World) -> None:
    """What was not read is counted and still applied."""
    apply(connect, world.items(SERVICES))
    items = world.items([f"{name}:new" for name in SERVICES])
    controller.counters.reset()
    made = plan(connect, items, limit=2)
    assert made.unread == 3 and len(made.changes) == 5 and controller.counters["requests"] == 5
    controller.counters.reset()
    assert apply_plan(made, connect()).failed == 0
    assert controller.counters["requests"] == 5
    assert plan(connect, items).is_empty


def test_a_hand_edit_is_drift_and_undone_by_a_deep_apply(controller: Controller, connect: Connect, world: World) -> None:
    """With its mark intact only reading every config can tell."""
    items = world.items(SERVICES)
    apply(connect, items)
    project = controller.item("root", "g", "c")
    assert project is not None
    project.text = project.text.replace("<pruneDeadBranches>true", "<pruneDeadBranches>false")
    assert plan(connect, items).is_empty
    made = plan(connect, items, deep=True)
    assert lines(made) == ["update root/g/c"] and "false -> true" in made.changes[0].differences[0]
    apply(connect, items, deep=True)
    assert plan(connect, items, deep=True).is_empty


def test_an_edited_description_is_seen_without_reading_configs(controller: Controller, connect: Connect, world: World) -> None:
    """By drift and by plan; blank space does not count."""
    items = world.items(["a:one two", "b"])
    apply(connect, items)
    project = controller.item("root", "a")
    assert project is not None
    text = project.text
    put(controller.root, ("root", "a"), text.replace("one two", "one   two "), controller.plugins)
    assert plan(connect, items).is_empty
    put(controller.root, ("root", "a"), text.replace("one two", "edited"), controller.plugins)
    drifted = find_drift(items, connect().read("root"), "acme")
    assert [(one.path[-1], one.what, one.differences) for one in drifted] == [("a", "changed", ("description: one two -> edited",))]
    assert plan(connect, items).changes[0].differences == ("description: edited -> one two",)


def test_removed_services_are_disabled_and_come_back(controller: Controller, connect: Connect, world: World) -> None:
    """Nothing is lost; a second run finds nothing to do."""
    apply(connect, world.items(SERVICES))
    careful = Options(max_removals=9)
    apply(connect, world.items(["a", "b"]), careful)
    assert plan(connect, world.items(["a", "b"]), careful).is_empty
    assert controller.item("root", "g", "c") is not None
    made = plan(connect, world.items(SERVICES), careful)
    assert {line.split()[0] for line in lines(made)} == {"update"}
    apply(connect, world.items(SERVICES), careful)
    assert plan(connect, world.items(SERVICES), careful).is_empty


def test_deletes_go_bottom_up(controller: Controller, connect: Connect, world: World) -> None:
    """Projects, then their folders."""
    apply(connect, world.items(SERVICES))
    made = plan(connect, world.items(["a"]))
    assert lines(made) == ["delete root/g/c", "delete root/g/d", "delete root/h/e", "delete root/b", "delete root/g", "delete root/h"]
    assert apply_plan(made, connect()).failed == 0
    assert [item.full_name for item in controller.root.walk() if not item.is_branch] == ["root", "root/a"]


def test_a_renamed_service_keeps_its_builds_and_its_source(controller: Controller, connect: Connect, world: World) -> None:
    """Nothing is rebuilt."""
    apply(connect, world.items(["old"]))
    project = controller.item("root", "old")
    assert project is not None
    project.add_build("x")
    items = world.items(["new"], options="renamed-from: old")
    apply(connect, items)
    moved = controller.item("root", "new")
    assert moved is not None and len(moved.builds) == 1 and controller.item("root", "old") is None
    assert controller.counters["rebuilds"] == controller.counters["history lost"] == 0
    assert plan(connect, items).is_empty


@pytest.mark.parametrize(("before", "written", "after"), [("g/a", "g/a", "h/a"), ("g/old", "g/old", "h/a"), ("a", "/a", "h/a"), ("g/a", "g/a", "a")])
def test_a_service_that_changes_its_group_is_moved(controller: Controller, connect: Connect, world: World, before: str, written: str, after: str) -> None:
    """With its builds and its source, by one move and one update."""
    apply(connect, world.items([before, "g/other"]))
    project = controller.item("root", *before.split("/"))
    assert project is not None
    project.add_build("x")
    text = world.text_of([after, "g/other"])
    own = after.rpartition("/")[2]
    items = world.items_of(text.replace(f"/{own}.git, ", f"/{before.rpartition('/')[2]}.git, renamed-from: {written}, "))
    made = plan(connect, items)
    assert f"move root/{after}" in lines(made) and made.counts["delete"] == made.counts["disable"] == 0
    assert apply_plan(made, connect()).failed == 0
    moved = controller.item("root", *after.split("/"))
    assert moved is not None and moved.builds and controller.item("root", *before.split("/")) is None
    assert controller.counters["rebuilds"] == controller.counters["history lost"] == 0
    assert plan(connect, items).is_empty


def test_names_that_differ_by_case_are_refused(controller: Controller, connect: Connect, world: World) -> None:
    """Though a folder made from XML would take both; at the root nothing is created beside it."""
    apply(connect, world.items(["a", "g/c"]))
    made = plan(connect, world.items(["A", "g/c"]), Options(removals="keep"))
    assert made.is_empty and made.blocked[0].reason == "root/a is there, which differs by upper and lower case only"
    put(controller.root, ("ROOT",), FOLDER_XML.format("theirs"), controller.plugins)
    root = controller.item("root")
    assert root is not None
    controller.root.detach(root)
    made = plan(connect, world.items(["a"]))
    assert made.is_empty and {"/".join(one.path) for one in made.blocked} == {"root", "root/a"}


def test_two_owners_share_a_controller(controller: Controller, connect: Connect, world: World) -> None:
    """Neither touches what the other made."""
    apply(connect, world.items(["a", "b"]))
    before = {item.full_name: item.text for item in controller.root.walk()}
    other = world.items(["a", "c"], owner="other")
    made, _ = plan_for(other, connect(), "root", "other", LOOSE)
    assert made.is_empty and len(made.blocked) == 3
    assert {item.full_name: item.text for item in controller.root.walk()} == before


def test_hidden_items_fail_alone(controller: Controller, connect: Connect, world: World) -> None:
    """Everything else is done; so it is with a missing permission."""
    apply(connect, world.items(["a", "b"]))
    hidden, locked = controller.item("root", "a"), controller.item("root", "b")
    assert hidden is not None and locked is not None
    hidden.hidden_from.add(controller.user)
    locked.withheld.add("Job/Configure")
    applied = apply_plan(plan(connect, world.items(["a", "b:new", "c"]), limit=0), connect())
    fates = {fate.change.path[-1]: fate for fate in applied.fates}
    assert {name: fate.outcome for name, fate in fates.items()} == {"a": FAILED, "b": FAILED, "c": DONE}
    assert "may not see" in fates["a"].reason and "Job/Configure" in fates["b"].reason


def test_a_config_that_cannot_be_read_stops_nothing_else(controller: Controller, connect: Connect, world: World) -> None:
    """Of a change it is told; compared deeply, what may have changed is blocked and reported as drift."""
    apply(connect, world.items(["a", "b"]))
    locked = controller.item("root", "a")
    assert locked is not None
    locked.withheld |= {"Job/ExtendedRead", "Job/Configure"}
    made = plan(connect, world.items(["a:new", "b:new"]))
    assert lines(made) == ["update root/a", "update root/b"] and made.unread == 1
    assert "could not be read: GET /job/root/job/a/config.xml: 403" in made.changes[0].differences[-1]
    made = plan(connect, world.items(["a", "b"]), deep=True)
    assert made.is_empty and "could not be read" in made.blocked[0].reason


def test_what_is_in_a_failed_folder_is_skipped(controller: Controller, connect: Connect, world: World) -> None:
    """And the next run makes it."""
    made = plan(connect, world.items(SERVICES))
    put(controller.root, ("root",), FOLDER_XML.format(""), controller.plugins)
    put(controller.root, ("root", "g"), FOLDER_XML.format("by hand"), controller.plugins)
    applied = apply_plan(made, connect())
    assert {"/".join(fate.change.path): fate.outcome for fate in applied.fates if fate.outcome == FAILED} == {"root": FAILED}
    assert {fate.outcome for fate in applied.fates[1:]} == {SKIPPED}


def test_ctrl_c_finishes_what_is_under_way(controller: Controller, connect: Connect, world: World) -> None:
    """The rest is skipped, the counts are right, the next run goes on."""
    items = world.items([f"s{number}" for number in range(40)])
    made = plan(connect, items)

    def interrupt(fate: object) -> None:
        if fate.change.path[-1] == "s1":  # type: ignore[attr-defined]
            os.kill(os.getpid(), signal.SIGINT)

    applied = apply_plan(made, connect(), interrupt)
    done = sum(fate.outcome == DONE for fate in applied.fates)
    assert applied.interrupted and 1 < done < 41
    assert sum(not item.is_branch for item in controller.root.walk()) == done
    apply(connect, items)
    assert plan(connect, items).is_empty


def test_a_saved_plan_applies_to_the_state_it_was_made_from(controller: Controller, connect: Connect, world: World, tmp_path: Path) -> None:
    """Once; the configs that were read for it make no difference."""
    file = str(tmp_path / "plan.json")
    apply(connect, world.items(["a", "b"]))
    made = plan(connect, world.items(["a:new", "b"]))
    save_plan(made, file)
    target = connect()
    loaded = load_plan(file, "acme", target.name, target.read("root"))
    assert [change.path for change in loaded.changes] == [change.path for change in made.changes]
    assert apply_plan(loaded, target).failed == 0
    with pytest.raises(UnsafeError, match="changed since"):
        load_plan(file, "acme", target.name, target.read("root"))


def test_a_part_of_the_catalog_never_removes(controller: Controller, connect: Connect, world: World) -> None:
    """Only what the wildcard means is looked at."""
    apply(connect, world.items(["a", "b"]))
    made = plan(connect, world.items(["c", "d"]), Options(only=("c",), removals="delete"))
    assert lines(made) == ["create root/c"]


def test_what_was_answered_and_is_not_there_is_a_failure(controller: Controller, connect: Connect, world: World) -> None:
    """Everything is read once more."""
    made = plan(connect, world.items(["a", "b"]))
    applied = apply_plan(made, connect())
    assert read_again(applied, connect(), "root").failed == 0
    root, gone = controller.item("root"), controller.item("root", "a")
    assert root is not None and gone is not None
    root.detach(gone)
    checked = verify(applied, connect().read("root"))
    assert [fate.change.path[-1] for fate in checked.fates if fate.outcome == FAILED] == ["a"]


@pytest.mark.parametrize("mode", ["file", "live"])
def test_both_ways_of_reading_back_leave_nothing_to_do(world: World, connect: Connect, controller: Controller, mode: str) -> None:
    """Also when everything is compared by meaning."""
    controller.mode = mode
    items = world.items(SERVICES, extra=VIEW)
    apply(connect, items)
    assert plan(connect, items, deep=True).is_empty
    assert find_drift(items, connect().read("root"), "acme") == []


def test_a_restart_in_the_middle_is_waited_for(controller: Controller, connect: Connect, world: World) -> None:
    """Refused connections, the loading page, then another session."""
    items = world.items([f"s{number}" for number in range(20)])
    made = plan(connect, items)
    target = connect()
    told: list[str] = []
    target.client.tell = told.append
    target.read("root")

    def restart(fate: object) -> None:
        if fate.change.path[-1] == "s3":  # type: ignore[attr-defined]
            controller.restart(0.3)

    assert apply_plan(made, target, restart).failed == 0
    target.read("root")
    assert target.client.restarts == 1 and any("was restarted" in one for one in told)
    assert plan(connect, items).is_empty


def test_all_kinds_of_items_survive_hostile_neighbours(controller: Controller, connect: Connect, world: World) -> None:
    """Names and descriptions of others are data."""
    items = world.items(["a", "g/c"])
    apply(connect, items)
    for number, name in enumerate(["\x1b[31mred", "<b>", "a" * 200]):
        put(controller.root, ("root", name), FOLDER_XML.format("&#x9b;31m &lt;script&gt; " + "x" * 100_000), controller.plugins)
        put(controller.root, ("root", "g", f"{name}{number}"), FOLDER_XML.format("[gen-pipelines owner=acme key=g/x sha256=zz]"), controller.plugins)
    assert plan(connect, items).is_empty
    assert {item.kind for item in connect().read("root").items.values() if item.is_owned_by("acme")} == {"folder", MULTIBRANCH}
