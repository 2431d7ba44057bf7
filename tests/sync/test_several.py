"""Several controllers in one catalog: what moves is there before it goes here."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gen_pipelines.catalog.model import Catalog
from gen_pipelines.errors import UnsafeError
from gen_pipelines.generate import operation_scripts
from gen_pipelines.jenkins.directory import DirectoryTarget
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.sync.apply import SKIPPED, Applied
from gen_pipelines.sync.plan import Options
from gen_pipelines.sync.planning import plan_for
from gen_pipelines.sync.several import Share, apply_all, hold_back, homes
from tests.three_tier import catalog_of

CAREFUL = Options(max_removals=9)
TEXT = """\
version: 1
organization: {{name: root, owner: acme}}
library: {{version: v1}}
controllers: {{east: {{home: east, services: [{east}]}}, west: {{home: west, services: [{west}]}}}}
services:
  a: {{repository: 'https://github.com/acme/a.git'}}
  b: {{repository: 'https://github.com/acme/b.git'}}
  c: {{repository: 'https://github.com/acme/c.git'}}
"""


def placed(folder: Path, east: str, west: str) -> Catalog:
    """A catalog with these services on its two controllers."""
    return catalog_of(TEXT.format(east=east, west=west), folder)


def shares(catalog: Catalog, folder: Path, options: Options = CAREFUL) -> list[Share]:
    """The plan of each controller."""
    made = []
    for name in catalog.controllers:
        target = DirectoryTarget(str(folder / name))
        items = desired_items(catalog, name, operation_scripts(catalog))
        plan, state = plan_for(items, target, "root", "acme", options)
        made.append(Share(name, target, plan, state))
    return made


def apply(catalog: Catalog, folder: Path, options: Options = CAREFUL) -> list[Applied]:
    """Plan and apply everywhere."""
    return apply_all(shares(catalog, folder, options), homes(catalog), lambda fate: None, threading.Event())


def jobs(folder: Path, name: str) -> dict[str, bool]:
    """The services on a controller, and whether they build."""
    found = DirectoryTarget(str(folder / name)).read("root").items.values()
    return {item.path[-1]: not item.disabled for item in found if item.kind == "multibranch"}


def test_each_controller_gets_its_services(tmp_path: Path) -> None:
    """By wildcards."""
    assert not any(one.failed for one in apply(placed(tmp_path, "a, b", "c"), tmp_path))
    assert jobs(tmp_path, "east") == {"a": True, "b": True} and jobs(tmp_path, "west") == {"c": True}


def test_a_service_that_moves_is_made_there_and_disabled_here(tmp_path: Path) -> None:
    """In one run; afterwards nothing is left to do."""
    apply(placed(tmp_path, "a, b", "c"), tmp_path)
    catalog = placed(tmp_path, "a", "b, c")
    assert not any(one.failed for one in apply(catalog, tmp_path))
    assert jobs(tmp_path, "east") == {"a": True, "b": False} and jobs(tmp_path, "west") == {"b": True, "c": True}
    assert all(share.plan.is_empty for share in shares(catalog, tmp_path))


def test_a_service_that_moves_back_is_enabled_there_and_disabled_here(tmp_path: Path) -> None:
    """In one run too: what was left there disabled is there again."""
    apply(placed(tmp_path, "a, b", "c"), tmp_path)
    apply(placed(tmp_path, "a", "b, c"), tmp_path)
    catalog = placed(tmp_path, "a, b", "c")
    assert not any(one.failed for one in apply(catalog, tmp_path))
    assert jobs(tmp_path, "east") == {"a": True, "b": True} and jobs(tmp_path, "west") == {"b": False, "c": True}
    assert all(share.plan.is_empty for share in shares(catalog, tmp_path))


def test_what_could_not_be_made_there_stays_here(tmp_path: Path) -> None:
    """The removal waits for the next run."""
    apply(placed(tmp_path, "a, b", "c"), tmp_path)
    (tmp_path / "west/jobs/root/jobs/b").symlink_to(tmp_path)
    applied = apply(placed(tmp_path, "a", "b, c"), tmp_path)
    waiting = [fate for fate in applied[0].fates if fate.outcome == SKIPPED]
    assert [(fate.change.path[-1], fate.reason) for fate in waiting] == [("b", "it is not on its new controller yet")]
    assert jobs(tmp_path, "east") == {"a": True, "b": True}
    (tmp_path / "west/jobs/root/jobs/b").unlink()
    apply(placed(tmp_path, "a", "b, c"), tmp_path)
    assert jobs(tmp_path, "east") == {"a": True, "b": False}


def test_a_single_controller_does_not_remove_what_moves(tmp_path: Path) -> None:
    """Whether it is on the other one already was not looked at; what is on none goes."""
    apply(placed(tmp_path, "a, b", "c"), tmp_path)
    catalog = placed(tmp_path, "a", "b, c")
    plan = hold_back(shares(catalog, tmp_path)[0].plan, "east", homes(catalog))
    assert plan.is_empty and "moves to the controller west" in plan.blocked[0].reason and "--all" in plan.blocked[0].hint
    less = catalog_of(TEXT.format(east="a", west="c").replace("  b: {repository: 'https://github.com/acme/b.git'}\n", ""), tmp_path)
    assert [change.action for change in hold_back(shares(less, tmp_path)[0].plan, "east", homes(less)).changes] == ["disable"]


def test_one_unsafe_plan_stops_all(tmp_path: Path) -> None:
    """Before anything is changed anywhere."""
    apply(placed(tmp_path, "a, b", "c"), tmp_path)
    with pytest.raises(UnsafeError):
        apply(placed(tmp_path, "a", "b, c"), tmp_path, Options(max_removals=0))
    assert jobs(tmp_path, "west") == {"c": True}
