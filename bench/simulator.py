"""How fast the simulator is, and whether its memory stays flat.

``python bench/simulator.py [--quick]`` prints a table and writes it into ``docs/BENCHMARKS.md``. Wall-clock times, all in one JVM unless the row says
otherwise; each row has its limit, and the script ends with 1 when one is missed. ``--quick`` runs too few pipelines for a JVM to be warm, and where it runs
(CI) the machine is never quiet: it shows its figures beside the limits, and fails only when a pipeline or a scenario does.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "bench")]

import inputs  # noqa: E402

from gen_pipelines.simulate.engine import Engine  # noqa: E402
from gen_pipelines.simulate.reading import scenario_files  # noqa: E402
from gen_pipelines.simulate.run import ScenarioRunner, read_subjects, simulate  # noqa: E402

PAGE = ROOT / "docs/BENCHMARKS.md"
BEGIN, END = "<!-- begin simulator: written by `make bench` -->", "<!-- end simulator -->"
SERVICE = "backend"


class Figure(NamedTuple):
    """One measured figure and its limit."""

    what: str
    value: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        """Whether it is within its limit."""
        return self.value < self.limit


def seconds_to_start() -> float:
    """From nothing to the first answer of a new JVM."""
    began = time.perf_counter()
    with Engine() as engine:
        engine.ask({"op": "hello"})
        return time.perf_counter() - began


def warm_run(engine: Engine, runs: int) -> tuple[float, int]:
    """Milliseconds of a whole pipeline of the example on main, its median once warm after five times as many runs; and how many stages it has."""
    subject = read_subjects(ROOT / "pipelines.yaml").of(SERVICE)
    for _ in range(5 * runs):
        done = simulate(engine, subject)
    if done.result != "SUCCESS":
        raise SystemExit(f"{SERVICE} is {done.result}: a benchmark of a failure is worth nothing")
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        simulate(engine, subject)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000, sum(1 for stage in done.walk() if not stage.children)


def scenario_seconds(engine: Engine, count: int) -> float:
    """Seconds that so many scenarios take; ours, over and over, without those that really run commands or never end."""
    runner = ScenarioRunner(engine, ROOT / "pipelines.yaml")
    files = [path for path in scenario_files(ROOT / "tests" / "scenarios") if not {"shell: real", "ends: false"} & set(path.read_text().split("\n"))]
    began = time.perf_counter()
    for path in islice(cycle(files), count):
        if not (done := runner.run(path)).passed:
            raise SystemExit(f"{path}: {done.failures or done.problem}")
    return time.perf_counter() - began


def all_seconds(count: int) -> float:
    """Seconds of `gen-pipelines simulate --all` for so many services, the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        inputs.ours(inputs.services(count), Path(folder))
        began = time.perf_counter()
        done = subprocess.run([str(ROOT / ".venv/bin/gen-pipelines"), "simulate", "--all"], cwd=folder, capture_output=True, text=True, check=False)
        taken = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"simulate --all ended with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return taken


def growth(runs: int) -> tuple[float, float]:
    """MiB that a JVM holds more after all runs than after a fifth of them, and MiB at the end."""
    subject = read_subjects(ROOT / "pipelines.yaml").of(SERVICE)
    with Engine() as engine:
        for number in range(runs):
            simulate(engine, subject)
            if number == runs // 5:
                early = resident(engine)
        return resident(engine) - early, resident(engine)


def resident(engine: Engine) -> float:
    """MiB of the engine's process."""
    lines = Path(f"/proc/{engine.process_id}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def figures(quick: bool) -> Iterator[Figure]:
    """Measure everything."""
    yield Figure("JVM ready for the first request", statistics.median(seconds_to_start() for _ in range(1 if quick else 5)), 3, "s")
    with Engine() as engine:
        engine.many = not quick
        taken, stages = warm_run(engine, 5 if quick else 100)
        yield Figure(f"`{SERVICE}` on main, {stages} stages, once warm", taken, 50, "ms")
        count = 50 if quick else 500
        yield Figure(f"{count} scenarios", scenario_seconds(engine, count), 60, "s")
    count = 100 if quick else 1000
    yield Figure(f"`simulate --all`, {count:,} services, the whole process", all_seconds(count), 120, "s")
    count = 200 if quick else 5000
    more, held = growth(count)
    yield Figure(f"memory over {count:,} runs: growth after the first fifth ({held:.0f} MiB at the end)", more, 64, "MiB")


def table(measured: list[Figure]) -> str:
    """The figures as Markdown."""
    rows = [f"| {one.what} | {one.value:.3g} {one.unit} | {one.limit:g} {one.unit} |" for one in measured]
    return "\n".join(["| what | measured | limit |", "| --- | ---: | ---: |", *rows])


def main() -> int:
    """Measure, print, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, nothing written: does the benchmark itself still work?")
    quick = parser.parse_args().quick
    measured = list(figures(quick))
    print(table(measured))
    if not quick:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(BEGIN) + len(BEGIN)] + "\n" + table(measured) + "\n" + page[page.index(END) :], encoding="utf-8")
    return 0 if quick or all(one.kept for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
