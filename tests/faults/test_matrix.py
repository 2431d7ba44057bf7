"""Each fault at a fifth of all requests, then one clean run: the controller is what the catalog says, and nothing else was touched."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from gen_pipelines.errors import GenPipelinesError
from gen_pipelines.jenkins import patience
from gen_pipelines.sync.plan import Options
from tests.controller import Controller, faults
from tests.controller.filling import PIPELINE_XML, put

from .catalogs import GROUPS, ROOT, desired
from .world import ANYTHING, DELETING, HOSTILE, NAMES, Base, apply, controller_with, make_base, problems, target_of


@dataclass
class Case:
    """A fault, or several at once: what strikes requests, or what is done to items before the run and taken back after it."""

    name: str
    kinds: tuple[str, ...] = ()
    spoil: Callable[[Controller, int], None] | None = None
    mend: Callable[[Controller], None] | None = None
    password: bool = False
    mode: str = "file"
    options: Options = ANYTHING
    counts: Counter[str] = field(default_factory=Counter)


def _some(controller: Controller, seed: int) -> Iterator[object]:
    """A fifth of the catalog's items."""
    root = controller.item(ROOT)
    assert root is not None
    items = [item for item in root.walk() if not item.is_branch]
    return iter(items[seed % 5 :: 5])


def withhold(controller: Controller, seed: int) -> None:
    """Nobody may change or make anything in a fifth of the items."""
    for item in _some(controller, seed):
        item.withheld |= {"Job/Configure", "Job/Create", "Job/Delete", "Job/Move"}  # type: ignore[attr-defined]


def hide(controller: Controller, seed: int) -> None:
    """A fifth of the items cannot be seen, in one run out of two by somebody who may know that they exist."""
    controller.discover = bool(seed % 2)
    for item in _some(controller, seed):
        item.hidden_from.add(controller.user)  # type: ignore[attr-defined]


def forgive(controller: Controller) -> None:
    """Everything may be seen and changed again."""
    for item in controller.root.walk():
        item.withheld.clear()
        item.hidden_from.clear()


def insult(controller: Controller, seed: int) -> None:
    """Hostile descriptions on items of ours, above the mark of ownership; and other people's items with hostile names beside them."""
    for item, text in zip(_some(controller, seed), itertools.cycle(HOSTILE)):
        mark = (item.facts.description or "").rpartition("\n")[2]  # type: ignore[attr-defined]
        if mark.startswith("[gen-pipelines "):
            item.facts = replace(item.facts, description=f"{text}\n{mark}")  # type: ignore[attr-defined]
            item.text = _described(item.text, f"{text}\n{mark}")  # type: ignore[attr-defined]


def _described(config: str, description: str) -> str:
    before, _, rest = config.partition("<description>")
    return f"{before}<description>{_escaped(description)}</description>{rest.partition('</description>')[2]}".replace('version="1.0"', 'version="1.1"', 1)


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"&#{ord(one)};" if one < " " and one != "\n" else one for one in text)


CASES = [Case(kind, (kind,), password=kind in (faults.CRUMB, faults.SESSION)) for kind in faults.KINDS]
CASES += [Case("a permission missing", spoil=withhold, mend=forgive), Case("hidden items", spoil=hide, mend=forgive), Case("hostile texts", spoil=insult)]
CASES += [Case("everything at once", faults.KINDS, password=True), Case("the same, read back anew", faults.KINDS, mode="live")]
CASES += [Case("the same, deleting", faults.KINDS, options=DELETING)]
COUNT, SEEDS = 60, 1
FULL_COUNT, FULL_SEEDS = 1000, 3


@pytest.fixture(scope="module")
def base(full: bool) -> Base:
    """The controller as it is before every run."""
    one = make_base(FULL_COUNT if full else COUNT)
    theirs = set(one.theirs)
    with controller_with(one) as controller:
        for number, (name, text) in enumerate(itertools.product(NAMES, HOSTILE)):
            path = (ROOT, f"team-{number % GROUPS}", f"{name}{number}"[-200:])
            put(controller.root, path, PIPELINE_XML.replace('version="1.0"', 'version="1.1"').format(_escaped(text)), controller.plugins, builds=2)
            theirs.add(path)
        return Base(controller.root, one.count, frozenset(theirs))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_survives(case: Case, base: Base, full: bool, table: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    """After one clean run: equal to the catalog, nothing lost, nothing twice, nothing foreign changed, no history deleted, no changes planned."""
    monkeypatch.setattr(patience, "FIRST", 0.004)
    monkeypatch.setattr(patience, "LONGEST", 0.05)
    found: list[str] = []
    seeds = FULL_SEEDS if full else SEEDS
    for seed in range(seeds):
        with controller_with(base, case.mode) as controller:
            _spoiled_run(controller, base, case, seed)
            found += [f"seed {seed}: {one}" for one in _clean_run(controller, base, case)]
    counts = case.counts
    numbers = (base.count, seeds, counts["requests"], counts["struck"], counts["failed"], counts["clean"], counts["scans"], counts["history lost"], len(found))
    table.append((case.name, *(f"{number:,}" for number in numbers)))
    assert found == [], "\n".join(found[:20])
    assert counts["struck"] or case.spoil is not None


def _spoiled_run(controller: Controller, base: Base, case: Case, seed: int) -> None:
    """The run in which things go wrong; what it could not do is counted."""
    slow = faults.SLOW in case.kinds
    target = target_of(controller, password=case.password, read=0.15 if slow else 5.0, workers=16 if slow else 8)
    if case.spoil is not None:
        case.spoil(controller, seed)
    if case.kinds:
        controller.faults = faults.Faults(case.kinds, seed, slow=0.25, outage=0.01, restart=0.1)
    try:
        case.counts["failed"] += apply(target, desired(base.count, after=True), options=case.options).failed
    except GenPipelinesError:
        case.counts["failed"] += base.count  # nothing was planned, so nothing was done
    case.counts["struck"] += sum(controller.faults.struck.values()) if controller.faults is not None else 0
    case.counts["requests"] += controller.counters["requests"]


def _clean_run(controller: Controller, base: Base, case: Case) -> list[str]:
    """The run after it, and what is still wrong then."""
    controller.faults = None
    controller.calm_down()
    if case.mend is not None:
        case.mend(controller)
    before = controller.counters["requests"]
    applied = apply(target_of(controller), desired(base.count, after=True), options=case.options)
    case.counts["clean"] += controller.counters["requests"] - before
    case.counts["scans"] += controller.counters["scans"]
    case.counts["history lost"] += controller.counters["history lost"]
    failed = [f"{'/'.join(fate.change.path)}: {fate.reason}" for fate in applied.fates if fate.reason]
    return [*failed, *problems(controller, base, moves_seen=case.spoil is not hide, deleted=case.options is DELETING)]
