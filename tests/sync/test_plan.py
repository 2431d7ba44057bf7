"""Planning: what changes, what is blocked, in which order, and when it is refused."""

from __future__ import annotations

import shutil

import pytest

from gen_pipelines.errors import UnsafeError
from gen_pipelines.jobs.item import Item
from gen_pipelines.jobs.marker import Marker
from gen_pipelines.sync.apply import apply_plan
from gen_pipelines.sync.change import Plan
from gen_pipelines.sync.drift import find_drift
from gen_pipelines.sync.plan import Options, make_plan
from gen_pipelines.sync.state import ActualItem, State, place

from .conftest import World


def plan(world: World, items: list[Item], **options: object) -> Plan:
    """The plan for what the target has now."""
    return make_plan(items, world.target.read("root"), "acme", world.target.name, Options(**options))  # type: ignore[arg-type]


def apply(world: World, items: list[Item], **options: object) -> None:
    """Plan and apply; everything must work."""
    applied = apply_plan(plan(world, items, **options), world.target)
    assert applied.failed == 0, applied.fates


def actions(made: Plan) -> list[tuple[str, str]]:
    """Action and path of each change, in order."""
    return [(change.action, "/".join(change.path)) for change in made.changes]


def test_an_empty_target_gets_everything_folders_first(world: World) -> None:
    """The summary has the exact counts, and the scans are counted."""
    made = plan(world, world.items(["b", "g/a"]))
    assert actions(made) == [("create", "root"), ("create", "root/g"), ("create", "root/b"), ("create", "root/g/a")]
    assert made.summary == "Plan: 4 to add, 0 to change, 0 to remove."
    assert made.scans == 2


def test_what_is_applied_needs_nothing_more(world: World) -> None:
    """The second plan is empty and says so."""
    apply(world, world.items(["a", "g/b"]))
    made = plan(world, world.items(["a", "g/b"]))
    assert made.is_empty and made.summary == "No changes. Jenkins matches the catalog."
    assert made.unchanged == 4


def test_a_change_is_shown_in_what_matters(world: World) -> None:
    """The description, and not the marker."""
    apply(world, world.items(["a:old", "b"]))
    made = plan(world, world.items(["a:new", "b"]))
    assert actions(made) == [("update", "root/a")]
    assert made.changes[0].differences == ("description: old -> new",)
    assert made.summary == "Plan: 0 to add, 1 to change, 0 to remove."


def test_a_hand_edit_is_seen_even_with_its_marker(world: World) -> None:
    """The directory's configs are known, so meaning decides."""
    apply(world, world.items(["a"]))
    config = world.home / "jobs/root/jobs/a/config.xml"
    config.write_text(config.read_text().replace("<pruneDeadBranches>true", "<pruneDeadBranches>false"))
    made = plan(world, world.items(["a"]))
    assert actions(made) == [("update", "root/a")]
    assert "false -> true" in made.changes[0].differences[0]


@pytest.mark.parametrize("removals", ["disable", "delete"])
def test_a_copy_that_somebody_made_of_ours_is_none_of_ours(world: World, removals: str) -> None:
    """Jenkins copies the mark too; drift tells it, and a folder that holds one stays."""
    apply(world, world.items(["a", "g/b"]))
    jobs = world.home / "jobs/root/jobs"
    shutil.copytree(jobs / "a", jobs / "a-copy")
    shutil.copytree(jobs / "a", jobs / "g/jobs/a")
    assert plan(world, world.items(["a", "g/b"]), removals=removals).is_empty
    found = find_drift(world.items(["a", "g/b"]), world.target.read("root"), "acme")
    assert [("/".join(one.path), one.what, one.differences) for one in found] == [
        ("root/a-copy", "copied", ("it has the mark of root/a",)),
        ("root/g/a", "copied", ("it has the mark of root/a",)),
    ]
    left = plan(world, world.items(["a"]), removals="delete")
    assert actions(left) == [("delete", "root/g/b")] and left.blocked[0].path == ("root", "g")


def test_what_somebody_renamed_comes_back_with_its_builds(world: World) -> None:
    """From another folder too, and also when a move of the catalog's was cut off between two folders; of two nobody knows which one it is."""
    apply(world, world.items(["a", "g/b"]))
    jobs = world.home / "jobs/root/jobs"
    (jobs / "a").rename(jobs / "g/jobs/other")
    assert actions(plan(world, world.items(["a", "g/b"]))) == [("move", "root/a")]
    assert [one.what for one in find_drift(world.items(["a", "g/b"]), world.target.read("root"), "acme")] == ["renamed"]
    moved = plan(world, world.items(["c"], options="renamed-from: a"))
    assert ("move", "root/c") in actions(moved) and ("create", "root/c") not in actions(moved)
    shutil.copytree(jobs / "g/jobs/other", jobs / "third")
    assert actions(plan(world, world.items(["a", "g/b"]))) == [("create", "root/a")]


def test_what_the_catalog_moved_and_then_no_longer_has_goes(world: World) -> None:
    """A move alone leaves the old name in the mark."""
    same = "repository: 'https://github.com/acme/a.git', description: ''"
    before = world.text_of([]).replace("services: {}", f"services: {{a: {{{same}}}, z: {{repository: 'https://github.com/acme/z.git'}}}}\ngroups: {{g: {{}}}}")
    after = before.replace(f"a: {{{same}}}", f"b: {{{same}, group: g, renamed-from: /a}}")
    apply(world, world.items_of(before))
    apply(world, world.items_of(after))
    assert plan(world, world.items_of(after)).is_empty and find_drift(world.items_of(after), world.target.read("root"), "acme") == []
    gone = after.replace(f"b: {{{same}, group: g, renamed-from: /a}}, ", "")
    assert actions(plan(world, world.items_of(gone))) == [("disable", "root/g/b")]


@pytest.mark.parametrize("removals", ["disable", "delete"])
def test_what_cannot_come_does_not_send_away_what_is_there(world: World, removals: str) -> None:
    """Neither an item whose name changes in case only, with its folder, nor one whose new place is taken: its builds would stop, or be lost."""
    apply(world, world.items(["a", "g/b", "c"]))
    taken = world.home / "jobs/root/jobs/d"
    taken.mkdir()
    (taken / "config.xml").write_text("<flow-definition><description>by hand</description></flow-definition>")
    made = plan(world, [*world.items(["A", "G/b"]), *world.items(["d"], options="renamed-from: c")[1:]], removals=removals)
    assert {"/".join(one.path) for one in made.blocked} == {"root/A", "root/G", "root/G/b", "root/d"} and made.changes == ()


def test_removed_services_are_disabled_unless_told_otherwise(world: World) -> None:
    """Disable by default and once only; delete or keep when told."""
    apply(world, world.items(["a", "b"]))
    assert actions(plan(world, world.items(["a"]), removals="keep")) == []
    assert actions(plan(world, world.items(["a"]), removals="delete")) == [("delete", "root/b")]
    made = plan(world, world.items(["a"]))
    assert actions(made) == [("disable", "root/b")] and "1 to disable" in made.summary
    apply(world, world.items(["a"]))
    assert plan(world, world.items(["a"])).is_empty


def test_a_service_that_comes_back_is_enabled_again(world: World) -> None:
    """Its job is updated in place."""
    apply(world, world.items(["a", "b"]))
    apply(world, world.items(["a"]))
    assert actions(plan(world, world.items(["a", "b"]))) == [("update", "root/b")]
    apply(world, world.items(["a", "b"]))
    assert not any(item.disabled for item in world.target.read("root").items.values())


def test_a_renamed_service_is_moved_and_keeps_its_builds(world: World) -> None:
    """The directory is renamed with what Jenkins keeps there."""
    apply(world, world.items(["old"]))
    (world.home / "jobs/root/jobs/old/branches").mkdir()
    made = plan(world, world.items(["new"], options="renamed-from: old"))
    assert [action for action, _ in actions(made)] == ["move", "update"]
    apply(world, world.items(["new"], options="renamed-from: old"))
    assert (world.home / "jobs/root/jobs/new/branches").is_dir()
    assert not (world.home / "jobs/root/jobs/old").exists()
    assert plan(world, world.items(["new"], options="renamed-from: old")).is_empty


@pytest.mark.parametrize(("marker", "word"), [(None, "by hand"), (Marker("other", "a", "0" * 16), "catalog of other")])
def test_what_is_not_ours_is_blocked(world: World, marker: Marker | None, word: str) -> None:
    """Unmarked or somebody else's: told, never touched."""
    items = world.items(["a"])
    state = State({place(item.kind, item.path): ActualItem(item.path, item.kind, Marker("acme", item.key, item.digest), False, item.config) for item in items})
    state.items[place("multibranch", ("root", "a"))] = ActualItem(("root", "a"), "multibranch", marker, False, "<x/>")
    made = make_plan(items, state, "acme", "test")
    assert made.is_empty
    assert word in made.blocked[0].reason and made.blocked[0].hint
    assert made.summary == "Nothing to do: what differs from the catalog is blocked."


def test_another_kind_in_the_place_is_blocked(world: World) -> None:
    """Jenkins cannot change the kind of an item."""
    items = world.items(["a"])
    state = State({place("folder", ("root", "a")): ActualItem(("root", "a"), "pipeline", Marker("acme", "a", "0" * 16))})
    assert "is a pipeline" in make_plan(items, state, "acme", "test").blocked[0].reason


def test_nothing_is_put_into_a_folder_that_is_not_ours(world: World) -> None:
    """The whole tree below is blocked."""
    items = world.items(["a"])
    state = State({place("folder", ("root",)): ActualItem(("root",), "folder", None)})
    assert [blocked.path for blocked in make_plan(items, state, "acme", "test").blocked] == [("root",), ("root", "a")]


def test_only_looks_at_what_is_named_and_never_removes(world: World) -> None:
    """Folders on the way are included."""
    apply(world, world.items(["a", "b"]))
    for name in ("c", "g/c", "root/g/*"):  # as the catalog has it, and as a plan shows it
        made = plan(world, world.items(["g/c", "d"]), only=(name,))
        assert actions(made) == [("create", "root/g"), ("create", "root/g/c")]


def removal_plan(world: World, existing: int, removed: int, **options: object) -> Plan:
    """A plan that removes some of so many jobs (the root folder counts too)."""
    names = [f"s{number}" for number in range(existing - 1)]
    apply(world, world.items(names))
    return plan(world, world.items(names[removed:]), **options)


@pytest.mark.parametrize(("existing", "removed", "refused"), [(9, 8, False), (10, 3, False), (10, 4, True), (20, 6, False), (20, 7, True)])
def test_too_many_removals_are_refused(world: World, existing: int, removed: int, refused: bool) -> None:
    """More than 30 % of at least 10."""
    assert bool(removal_plan(world, existing, removed).unsafe) is refused


def test_a_refusal_has_the_numbers_and_the_flag_and_the_flag_works(world: World) -> None:
    """And apply refuses with exit code 4, before anything is changed."""
    made = removal_plan(world, 10, 5)
    assert "5 of 10 items (50%)" in made.unsafe[0] and "--max-removals 5" in made.unsafe[0]
    with pytest.raises(UnsafeError) as caught:
        apply_plan(made, world.target)
    assert caught.value.exit_code == 4
    names = [f"s{number}" for number in range(9)]
    assert plan(world, world.items(names[5:]), max_removals=5).unsafe == ()
    assert plan(world, world.items(names[5:]), max_removals=4).unsafe != ()


def test_too_many_changes_are_refused_too(world: World) -> None:
    """A new default changes every job, and every job's repository is scanned."""
    names = [f"s{number}" for number in range(12)]
    apply(world, world.items(names))
    made = plan(world, world.items([f"{name}:new" for name in names]))
    assert "--max-changes 12" in made.unsafe[0] and made.scans == 12
    assert plan(world, world.items([f"{name}:new" for name in names]), max_changes=12).unsafe == ()


def test_without_configs_the_digests_decide(world: World) -> None:
    """As on a server, where reading every config would cost a request each."""
    items = world.items(["a", "b"])
    state = State({place(item.kind, item.path): ActualItem(item.path, item.kind, Marker("acme", item.key, item.digest)) for item in items})
    assert make_plan(items, state, "acme", "test").is_empty
    state.items[place("multibranch", ("root", "a"))] = ActualItem(("root", "a"), "multibranch", Marker("acme", "a", "0" * 16))
    assert actions(make_plan(items, state, "acme", "test")) == [("update", "root/a")]


@pytest.mark.parametrize("text", ["", "<broken", "<x>&#27;</x>"])
def test_a_config_that_is_no_xml_is_a_difference(world: World, text: str) -> None:
    """Not the end of the plan, nor of the search for drift."""
    items = world.items(["a"])
    state = State({place(item.kind, item.path): ActualItem(item.path, item.kind, Marker("acme", item.key, item.digest), False, item.config) for item in items})
    state.items[place("multibranch", ("root", "a"))] = ActualItem(("root", "a"), "multibranch", Marker("acme", "a", items[1].digest), False, text)
    made = make_plan(items, state, "acme", "test")
    assert actions(made) == [("update", "root/a")] and made.changes[0].differences
    assert [one.what for one in find_drift(items, state, "acme")] == ["changed"]


def test_a_file_that_is_no_xml_is_not_taken_for_somebody_elses(world: World) -> None:
    """It may be ours, damaged: it is blocked, and said to be what it is."""
    apply(world, world.items(["a"]))
    (world.home / "jobs/root/jobs/a/config.xml").write_text("<half")
    made = plan(world, world.items(["a"]))
    assert made.is_empty and "is not XML" in made.blocked[0].reason
