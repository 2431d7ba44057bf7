"""What is made at once, and in which order."""

from __future__ import annotations

import random
import threading

from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.jobs.item import Item
from gen_pipelines.sync.apply import DONE, FAILED, SKIPPED, apply_plan
from gen_pipelines.sync.change import CREATE, Change, Plan
from gen_pipelines.sync.state import ActualItem, Path, State


class Parallel:
    """A target that takes eight calls at once, remembers them, and fails where it is told to."""

    name = "test"
    workers = 8

    def __init__(self, failing: set[Path]) -> None:
        self.failing = failing
        self.made: list[Path] = []
        self.threads: set[int] = set()
        self._lock = threading.Lock()

    def create(self, item: Item) -> None:
        """Its folder must be there."""
        with self._lock:
            self.threads.add(threading.get_ident())
            assert len(item.path) == 1 or item.path[:-1] in self.made, f"{item.path} before its folder"
            if item.path in self.failing:
                raise UserError("no")
            self.made.append(item.path)

    def alone(self) -> threading.Lock:
        """A context of its own."""
        return threading.Lock()

    def read(self, root: str) -> State:
        """Nothing."""
        return State()

    def config(self, actual: ActualItem) -> str | None:
        """Nothing."""
        return None


def plan_of(paths: list[tuple[Path, str]]) -> Plan:
    """Creates, in the order of a plan."""
    changes = [Change(CREATE, path, kind, "/".join(path), Item(path, kind, "/".join(path), "", "")) for path, kind in paths]
    return Plan("acme", "test", tuple(sorted(changes, key=lambda change: change.order)), (), 0, 0, (), "")


@given(groups=st.integers(1, 6), each=st.integers(1, 8), seed=st.integers(0, 1000))
def test_a_folder_is_there_before_what_is_in_it_and_a_failure_stops_only_that(groups: int, each: int, seed: int) -> None:
    """Whatever fails, however the threads take turns."""
    folders = [("r", f"g{number}") for number in range(groups)]
    jobs = [(*folder, f"s{number}") for folder in folders for number in range(each)]
    chance = random.Random(seed)
    target = Parallel({path for path in [*folders, *jobs] if chance.random() < 0.2})
    plan = plan_of([(("r",), "folder"), *((path, "folder") for path in folders), *((path, "multibranch") for path in jobs)])
    fates = {fate.change.path: fate.outcome for fate in apply_plan(plan, target).fates}  # type: ignore[arg-type]
    for path, outcome in fates.items():
        assert outcome == (SKIPPED if path[:-1] in target.failing else FAILED if path in target.failing else DONE)
    assert sorted(target.made) == sorted(path for path, outcome in fates.items() if outcome == DONE)


def test_neighbours_in_the_queue_are_in_different_folders() -> None:
    """Jenkins makes one item of a folder at a time."""
    target = Parallel(set())
    target.workers = 1
    folders = [("r", f"g{number}") for number in range(3)]
    jobs = [(*folder, f"s{number}") for folder in folders for number in range(3)]
    apply_plan(plan_of([(("r",), "folder"), *((path, "folder") for path in folders), *((path, "multibranch") for path in jobs)]), target)  # type: ignore[arg-type]
    assert [path[1] for path in target.made[4:]] == ["g0", "g1", "g2"] * 3
