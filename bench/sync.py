"""What a sync costs: gen-pipelines, Jenkins Job Builder 6.5.0 and a yardstick, on the same double of a controller in the same run.

``python bench/sync.py [--quick]`` prints a table and writes ``bench/sync.json`` and the table of ``docs/BENCHMARKS.md``.
Requests, writes and scans are counted by the controller; times and memory are the operating system's for the whole process. It fails when a count is not what it must be.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from run import PAGE, ROOT, machine
from runner import Runner
from sides import Bench, Row, controller_of

BEGIN, END = "<!-- begin sync figures: written by `make bench` -->", "<!-- end sync figures -->"
NOTHING, CREATE, UPDATE, LATER = "nothing changed", "create", "update", "nothing changed, the run after an update"


def measure_large(runner: Runner, count: int, groups: int, folder: Path, *, times: int) -> list[Row]:
    """Nothing changed among many jobs."""
    with controller_of(0) as controller:
        bench = Bench(controller, runner, folder, count, groups)
        rows = [bench.ours("first run"), bench.ours(NOTHING, times=times)]
        bench.fill_for_jjb()
        rows.append(bench.jjb(NOTHING, "--ignore-cache"))
    return [{**row, "items": count, "folders": groups, "delay_ms": 0} for row in rows]


def measure_work(runner: Runner, count: int, groups: int, delay_ms: float, folder: Path, *, times: int) -> list[Row]:
    """Everything is made, everything is changed, and then nothing is, with a delay before each answer."""
    with controller_of(delay_ms) as controller:
        bench = Bench(controller, runner, folder, count, groups)
        rows = [bench.ours(CREATE, times=times, before=bench.forget("bench")), bench.jjb(CREATE)]
        rows.append(bench.yardstick(CREATE, "create", times, bench.forget("yardstick")))
        bench.edit()
        rows += [bench.ours(f"{UPDATE}, every config saved first")]
        _edit_again(bench)
        rows += [bench.ours(UPDATE, "--no-backup"), bench.jjb(UPDATE, "--ignore-cache"), bench.yardstick(UPDATE, "update", times)]
        rows += [bench.ours(LATER), bench.jjb(LATER)]
    return [{**row, "items": count, "folders": groups, "delay_ms": delay_ms} for row in rows]


def _edit_again(bench: Bench) -> None:
    for file in (bench.folder / "ours/services").glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("Edited service", "Edited again, service"), encoding="utf-8")


def mistakes(rows: list[Row]) -> list[str]:
    """Counts that are not what they must be: these do not depend on the machine."""
    found = []
    for row in (row for row in rows if row["side"] == "gen-pipelines"):
        work, count = row["work"], row["items"]
        made = count + row["folders"] + 1
        expected = {
            NOTHING: (3, 0, 0),
            LATER: (3, 0, 0),
            CREATE: (1.05 * made + 6, made, count),
            UPDATE: (1.05 * count + 35, count, count),
        }.get(work)
        if expected is not None and (row["requests"] > expected[0] or (row["writes"], row["scans"]) != expected[1:]):
            found.append(f"{work}: {row['requests']} requests, {row['writes']} writes, {row['scans']} scans; at most {expected[0]:.0f}, exactly {expected[1]} and {expected[2]}")
        if row["history_lost"]:
            found.append(f"{work}: {row['history_lost']} builds lost")
    return found


def table(results: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = ["| work | side | requests | an item | writes | scans | wall | CPU | peak |", "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for row in results["rows"]:
        delay = f", {row['delay_ms']:g} ms an answer" if row["delay_ms"] else ""
        work = f"{row['work']}: {row['items']:,} projects in {row['folders']} folders{delay}"
        each = row["requests"] / (row["items"] + row["folders"])
        numbers = f"{row['requests']:,} | {each:.2f} | {row['writes']:,} | {row['scans']:,}"
        lines.append(f"| {work} | {row['side']} | {numbers} | {row['wall_s']:.2f} s | {row['cpu_s']:.2f} s | {row['peak_mib']:.0f} MiB |")
    return "\n".join([*lines, "", *_ratios(results["rows"]), "", _machine(results["machine"])])


def _ratios(rows: list[Row]) -> list[str]:
    """How much faster than Job Builder, and how near to the yardstick."""
    lines = []
    for work in (CREATE, UPDATE):
        wall = {row["side"]: row["wall_s"] for row in rows if row["work"] == work}
        ours, theirs, least = wall["gen-pipelines"], wall["Jenkins Job Builder"], wall["yardstick"]
        lines.append(f"* {work}: {theirs / ours:.1f} times faster than Jenkins Job Builder; {ours / least:.1f} times the yardstick's time.")
    return lines


def _machine(found: dict[str, Any]) -> str:
    return f"Measured with Python {found['python']} on {found['cpus']} CPUs ({found['model']}), the controller's double on the same ones."


def main() -> None:
    """Measure, print, check, and write the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few projects, nothing written: are the counts what they must be?")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as temporary, Runner() as runner:
        large, work = Path(temporary) / "large", Path(temporary) / "work"
        rows = measure_large(runner, *((300, 20) if quick else (10_000, 200)), large, times=1 if quick else 5)
        rows += measure_work(runner, *((100, 10, 1.0) if quick else (1000, 20, 5.0)), work, times=1 if quick else 5)
    results = {"machine": machine(), "rows": rows}
    print(table(results))
    found = mistakes(rows)
    if found:
        raise SystemExit("\n".join(found))
    if not quick:
        (ROOT / "bench/sync.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(BEGIN) + len(BEGIN)] + "\n" + table(results) + "\n" + page[page.index(END) :], encoding="utf-8")


if __name__ == "__main__":
    main()
