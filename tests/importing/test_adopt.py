"""Taking jobs made by hand under management."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.importing.adopt import Adoption, plan_adoption
from gen_pipelines.jobs.item import Item
from gen_pipelines.jobs.marker import find
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.sync.apply import apply_plan
from gen_pipelines.sync.plan import make_plan
from tests.backup.conftest import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A target on which people made the folders and jobs of a catalog by hand."""
    made = World(tmp_path)
    made.apply(made.items(["g/a:by hand", "b"]))
    for name in ("", "g", "g/a", "b"):
        text = made.text(name)
        made.file(name).write_text(re.sub(r"\n?\[gen-pipelines .*\]", "", text).replace("gen-pipelines:acme/", ""), encoding="utf-8")
    return made


def adoption(world: World, items: list[Item], *paths: str) -> Adoption:
    """What adopting these would do."""
    return plan_adoption(paths, items, world.target.read("root"), "acme", world.target.name, world.target.config)


@pytest.mark.parametrize("path", ["g/a", "root/g/a", "/root/g/a/", "g/?"])
def test_a_job_and_the_folders_above_it_become_ours(world: World, path: str) -> None:
    """Shown with its difference first; afterwards the plan has only what was not adopted."""
    items = world.items(["g/a:from the catalog", "b"])
    found = adoption(world, items, path)
    assert ["/".join(change.path) for change in found.plan.changes] == ["root", "root/g", "root/g/a"]
    assert found.plan.changes[2].differences == ("+ mark of ownership: g/a", "description: by hand -> from the catalog", "source/id: g/a -> gen-pipelines:acme/g/a")
    assert found.plan.scans == 4  # the root folder's two, the group's one, its own
    assert not apply_plan(found.plan, world.target).failed
    left = make_plan(items, world.target.read("root"), "acme", "t")
    assert left.is_empty and [blocked.path for blocked in left.blocked] == [("root", "b")]


def test_builds_and_what_no_catalog_describes_stay(world: World) -> None:
    """Only the config.xml is written."""
    builds = world.file("b").parent / "builds"
    builds.mkdir()
    world.file("").write_text(world.text("").replace("<properties/>", "<properties><some.Permission><x>1</x></some.Permission></properties>"))
    assert not apply_plan(adoption(world, world.items(["b"]), "b").plan, world.target).failed
    assert builds.is_dir() and "<some.Permission>" in world.text("")
    marker = find(parse(world.text("b")).findtext("description"))
    assert marker is not None and marker.owner == "acme"


def test_a_new_source_id_is_told(world: World) -> None:
    """Jenkins would build every branch again; with the same id it would not."""
    items = world.items(["g/a", "b"])
    assert adoption(world, items, "b").rebuilt == (("root", "b"),)
    world.file("b").write_text(world.text("b").replace("<id>b</id>", "<id>gen-pipelines:acme/b</id>"))
    assert adoption(world, items, "b").rebuilt == ()


def test_the_id_that_was_there_can_be_kept(world: World) -> None:
    """The catalog says it, as `import` writes it: then no branch is built again."""
    items = world.items(["b"], options="source-id: b")
    found = adoption(world, items, "b")
    assert found.rebuilt == () and found.plan.changes[1].differences == ("+ mark of ownership: b",)


def test_ours_and_others_are_left_alone(world: World) -> None:
    """What is ours already is told, what another catalog owns is blocked, and so is another kind."""
    items = world.items(["g/a", "b"])
    apply_plan(adoption(world, items, "b").plan, world.target)
    assert adoption(world, items, "b").ours == (("root", "b"),)
    world.file("g/a").write_text("<flow-definition><description>x</description></flow-definition>")
    (blocked,) = adoption(world, items, "g/a").plan.blocked
    assert "it is a pipeline" in blocked.reason
    world.file("g/a").write_text("<flow-definition><description>[gen-pipelines owner=them key=a sha256=0123456789abcdef]</description></flow-definition>")
    (blocked,) = adoption(world, items, "g/a").plan.blocked
    assert "the catalog of them" in blocked.reason


def test_a_path_that_is_nowhere_is_an_error(world: World) -> None:
    """It says whether the catalog or Jenkins lacks it."""
    items = world.items(["g/a", "c"])
    for path, message in (("g/x", "not in the catalog"), ("root/b", "on the controller, but not in the catalog"), ("c", "not there yet")):
        with pytest.raises(UserError, match=message):
            adoption(world, items, path)
