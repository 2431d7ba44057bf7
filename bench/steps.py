"""What a pipeline of the example costs with real tools: side by side against in sequence, our Groovy's part of it, and a second build with warm caches.

``python bench/steps.py [--quick]`` prints the tables, writes ``bench/steps.json`` and the tables of ``docs/BENCHMARKS.md``.
The servers and tools are those of ``make e2e``. ``--quick`` does everything once and shows its figures without judging them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "generator"), str(ROOT / "bench")]

from caches import Caches  # noqa: E402
from run import PAGE, machine  # noqa: E402
from tests.e2e.build import Project  # noqa: E402
from tests.e2e.world import World  # noqa: E402

from gen_pipelines.simulate.engine import Engine  # noqa: E402
from gen_pipelines.simulate.simulation import Simulation  # noqa: E402

BEGIN, END = "<!-- begin steps: written by `make bench` -->", "<!-- end steps -->"
SERVICE = "backend"
DEPLOY = {"strategy": "rolling", "deployment": "api", "health": "/healthz"}
"""Without a load test, which takes the time that it is told to take."""


class Whole(NamedTuple):
    """One build. ``tools`` are the seconds in which at least one command ran, ``program`` those in which the Groovy of the Jenkinsfile and the library did;
    ``stages`` has the seconds of each stage that has no stages of its own."""

    seconds: float
    tools: float
    program: float
    stages: dict[tuple[str, ...], float]


class Figure(NamedTuple):
    """A claim, in percent, and its limit. ``least`` says whether more is better."""

    what: str
    value: float
    limit: float
    least: bool

    @property
    def kept(self) -> bool:
        """Whether it is on the right side of its limit."""
        return self.value >= self.limit if self.least else self.value < self.limit


def busy(simulation: Simulation) -> float:
    """Seconds in which at least one command ran."""
    spans = sorted((call["time"], call["time"] + call["duration"]) for call in simulation.calls if call["step"] == "sh")
    total, reached = 0.0, 0.0
    for start, end in spans:
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def built(projects: Iterator[Project], *, parallel: bool) -> Whole:
    """Build the service once, in a workspace of its own."""
    tests: dict[str, Any] = {"files": "test/**/*.test.js", "splits": 3} if parallel else {"files": "test/**/*.test.js"}
    in_sequence = lambda text: text.replace("parallel {", "stages {")  # noqa: E731
    ended = next(projects).build(settings={"deploy": DEPLOY, "tests": tests}, rewrite=str if parallel else in_sequence)
    if ended.result != "SUCCESS":
        raise SystemExit(f"{SERVICE} is {ended.result}: a benchmark of a failure is worth nothing\n{ended.log[-4000:]}")
    done = ended.simulation
    leaves = {stage.path: stage.duration for stage in done.walk() if not stage.children and not stage.path[0].startswith("Deliver")}
    return Whole(done.answer["wall"] / 1000, busy(done), done.answer["program"] / 1000, leaves)


def projects(engine: Engine, world: World, folder: Path) -> Iterator[Project]:
    """Fresh clones of the service."""
    for number in count(1):
        (place := folder / f"build-{number}").mkdir()
        yield Project(engine, world, place, SERVICE)


def middle(values: list[Whole]) -> Whole:
    """The build whose time is the median."""
    return sorted(values)[len(values) // 2]


def critical_path(parallel: Whole, sequence: Whole) -> float:
    """Seconds that the stages take side by side when none slows another: each takes the time that it takes alone."""
    alone = {path[-1]: seconds for path, seconds in sequence.stages.items()}
    groups: dict[tuple[str, ...], list[float]] = {}
    for path in parallel.stages:
        side_by_side = len(path) > 2 and path[1] in ("Scans", "Build and test", "Image gates")
        groups.setdefault(path[:2] if side_by_side else path, []).append(alone.get(path[-1], 0.0))
    return sum(max(one) for one in groups.values())


def tables(parallel: Whole, sequence: Whole, caches: Caches, figures: list[Figure]) -> str:
    """All of it as Markdown."""
    rows = [
        "| `backend` on main, without deploys | seconds | less |",
        "| --- | ---: | ---: |",
        f"| in sequence | {sequence.seconds:.1f} | |",
        f"| side by side, on 2 CPUs | {parallel.seconds:.1f} | {less(parallel.seconds, sequence.seconds):.0f}% |",
        f"| side by side, where no stage slows another (computed from the times in sequence) | {critical_path(parallel, sequence):.1f} |"
        f" {less(critical_path(parallel, sequence), sequence.seconds):.0f}% |",
        "",
        "| side by side, where the time goes | seconds |",
        "| --- | ---: |",
        f"| at least one tool at work | {parallel.tools:.2f} |",
        f"| Groovy of the Jenkinsfile and the library | {parallel.program:.2f} |",
        f"| the rest: the simulator's own checks, waiting for SonarQube, messages sent | {parallel.seconds - parallel.tools - parallel.program:.2f} |",
        "",
        *caches.table(),
        "",
        "| claim | measured | limit | |",
        "| --- | ---: | ---: | --- |",
        *(f"| {one.what} | {one.value:.2g}% | {'at least' if one.least else 'under'} {one.limit:g}% | {'kept' if one.kept else 'missed'} |" for one in figures),
        "",
        "Measured with Python {python} on {cpus} CPUs ({model}).".format(**machine()),
    ]
    return "\n".join(rows)


def less(now: float, before: float) -> float:
    """Percent that is saved."""
    return (1 - now / before) * 100


def main() -> int:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="everything once, nothing written or judged: does the benchmark itself still work?")
    quick = parser.parse_args().quick
    times = 1 if quick else 5
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        engine = stack.enter_context(Engine())
        caches = Caches(engine, folder, stack)
        caches.measure(1 if quick else 3)
        (folder / "world").mkdir()
        ready = projects(engine, World(folder / "world", stack), folder)
        built(ready, parallel=True)  # the servers' first build, and the JVM's
        pairs = [(built(ready, parallel=True), built(ready, parallel=False)) for _ in range(times)]
    parallel, sequence = (middle(list(side)) for side in zip(*pairs, strict=True))
    overhead = statistics.median(one.program / one.seconds * 100 for one, _ in pairs)
    figures = [
        Figure("side by side takes less than in sequence by", less(parallel.seconds, sequence.seconds), 40, least=True),
        Figure("a second build with warm caches takes less by", caches.saved, 75, least=True),
        Figure("our Groovy's part of the time", overhead, 2, least=False),
    ]
    text = tables(parallel, sequence, caches, figures)
    print(text)
    if not quick:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(BEGIN) + len(BEGIN)] + "\n" + text + "\n" + page[page.index(END) :], encoding="utf-8")
        (ROOT / "bench/steps.json").write_text(json.dumps([one._asdict() for one in figures], indent=2) + "\n", encoding="utf-8")
        for path, seconds in sequence.stages.items():
            print(f"{' / '.join(path):<70} {seconds:6.2f} {parallel.stages.get(path, 0):6.2f}")
    return 0 if quick or all(one.kept for one in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
