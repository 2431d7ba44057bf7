"""Both sides of the benchmark, in one run: ours and Jenkins Job Builder 6.5.0.

``python bench/run.py [--quick]`` prints a table and writes ``bench/results.json`` and the tables of ``docs/BENCHMARKS.md``.
A figure is that of the whole process as the operating system accounts for it (user + system CPU, largest resident set), the median of
several runs after one that is not counted; the two sides take turns, so that a machine that slows down slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import inputs

ROOT = Path(__file__).resolve().parent.parent
OURS = ROOT / ".venv/bin/gen-pipelines"
THEIRS = ROOT / ".cache/jjb/bin/jenkins-jobs"
PAGE = ROOT / "docs/BENCHMARKS.md"
BEGIN, END = "<!-- begin figures: written by `make bench` -->", "<!-- end figures -->"
Figure = dict[str, Any]


def measure(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> tuple[float, float, float]:
    """CPU seconds, peak memory in MiB and wall seconds of one run.

    Raises:
        SystemExit: the command failed; a benchmark of a failure is worth nothing.
    """
    import time

    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said.decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.perf_counter() - started


def median(runs: list[tuple[float, float, float]]) -> Figure:
    """The median of each figure over the runs."""
    cpu, memory, wall = (statistics.median(column) for column in zip(*runs, strict=True))
    return {"cpu_s": round(cpu, 4), "peak_mib": round(memory, 1), "wall_s": round(wall, 4), "runs": len(runs)}


def in_turn(sides: dict[str, Callable[[], tuple[float, float, float]]], count: int) -> dict[str, Figure]:
    """Each side once uncounted, then all in turn."""
    for run in sides.values():
        run()
    kept: dict[str, list[tuple[float, float, float]]] = {name: [] for name in sides}
    for _ in range(count):
        for name, run in sides.items():
            kept[name].append(run())
    return {name: median(runs) for name, runs in kept.items()}


def cold(count: int, folder: Path, runs: int) -> dict[str, Any]:
    """From nothing: a new output folder for each run, no cache.

    Nothing is deleted in between: for half a minute ext4 does not give deleted inodes out again, and searching past them is counted as ours.
    """
    ours, theirs, number = folder / "ours", folder / "jjb", iter(range(10_000))

    def run_ours() -> tuple[float, float, float]:
        return measure([str(OURS), "render", "-o", f"out-{next(number)}"], ours)

    def run_theirs() -> tuple[float, float, float]:
        return measure([str(THEIRS), "--conf", str(folder / "jjb.ini"), "test", str(theirs), "-o", str(folder / f"out-{next(number)}"), "--config-xml"], folder)

    figures = in_turn({"ours": run_ours, "jjb": run_theirs}, runs)
    made = _count(ours / "out-0" / "jobs", "*.xml"), _count(ours / "out-0", "*.jenkinsfile"), _count(folder / "out-1", "config.xml")
    return {"services": count, **figures, "made": {"ours_xml": made[0], "ours_jenkinsfiles": made[1], "jjb_xml": made[2]}}


def _count(folder: Path, pattern: str) -> int:
    return sum(1 for _ in folder.rglob(pattern))


def again(folder: Path, runs: int) -> dict[str, Figure]:
    """With everything rendered: nothing changed, and one service of all changed."""
    ours = folder / "ours"
    measure([str(OURS), "render"], ours)
    source = ours / "services" / "25.yaml"
    text = source.read_text(encoding="utf-8")

    def unchanged() -> tuple[float, float, float]:
        before = stamps(ours / "build")
        result = measure([str(OURS), "render"], ours)
        if stamps(ours / "build") != before:
            raise SystemExit("a file was touched although nothing had changed")
        return result

    versions = iter(range(1000))

    def changed() -> tuple[float, float, float]:
        number = next(versions)
        source.write_text(text.replace("description: Service number", f"description: Edited {number}, service number", 1), encoding="utf-8")
        return measure([str(OURS), "render"], ours)

    figures = in_turn({"unchanged": unchanged}, runs) | in_turn({"one_changed": changed}, runs)
    source.write_text(text, encoding="utf-8")
    return figures


def stamps(folder: Path) -> dict[str, int]:
    """The time of the last change of every file below a folder."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def table(results: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        "| services | gen-pipelines, CPU | Jenkins Job Builder, CPU | ratio | ms a service | gen-pipelines, peak | Job Builder, peak |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in results["cold"]:
        ours, theirs = row["ours"], row["jjb"]
        ratio, each = theirs["cpu_s"] / ours["cpu_s"], ours["cpu_s"] / row["services"] * 1000
        lines.append(
            f"| {row['services']:,} | {ours['cpu_s']:.3f} s | {theirs['cpu_s']:.3f} s | {ratio:.1f} × | {each:.3f} | {ours['peak_mib']:.0f} MiB | {theirs['peak_mib']:.0f} MiB |"
        )
    cold_cpu = results["cold"][-1]["ours"]["cpu_s"]
    lines += ["", f"| again, {results['cold'][-1]['services']:,} services | CPU | of the cold run |", "| --- | ---: | ---: |"]
    for name, title in (("one_changed", "one service changed"), ("unchanged", "nothing changed; no file touched")):
        cpu = results["again"][name]["cpu_s"]
        lines.append(f"| {title} | {cpu:.3f} s | {cpu / cold_cpu:.0%} |")
    machine = results["machine"]
    lines += ["", f"Measured with Python {machine['python']} on {machine['cpus']} CPUs ({machine['model']})."]
    return "\n".join(lines)


def machine() -> dict[str, Any]:
    """What it was measured on."""
    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    return {"python": platform.python_version(), "cpus": os.cpu_count(), "model": names[0] if names else platform.machine()}


def main() -> None:
    """Measure, print, and write the results down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 services, one run, nothing written: does the benchmark itself still work?")
    quick = parser.parse_args().quick
    sizes = [(100, 1)] if quick else [(100, 15), (1000, 7), (5000, 5)]
    results: dict[str, Any] = {"machine": machine(), "cold": []}
    with tempfile.TemporaryDirectory() as temporary:
        for count, runs in sizes:
            folder = Path(temporary) / str(count)
            made = inputs.services(count)
            inputs.ours(made, folder / "ours")
            inputs.jjb(made, folder / "jjb")
            results["cold"].append(cold(count, folder, runs))
            print(f"{count} services: done", file=sys.stderr)
        results["again"] = again(folder, 1 if quick else 7)
    print(table(results))
    if not quick:
        (ROOT / "bench/results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page[: page.index(BEGIN) + len(BEGIN)] + "\n" + table(results) + "\n" + page[page.index(END) :], encoding="utf-8")


if __name__ == "__main__":
    main()
