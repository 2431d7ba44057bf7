"""What came of a folder of scenarios, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ..simulate.run import ScenarioRun
from .findings import colour_wanted, lines_of, printable


def print_tested(results: Iterable[ScenarioRun], folder: Path, output_format: str) -> list[ScenarioRun]:
    """Print each scenario as it is done, and the count; gives them back."""
    done = []
    colour = colour_wanted(False)
    for one in results:
        done.append(one)
        if output_format == "text":
            _print(one, folder, colour)
    passed = sum(one.passed for one in done)
    if output_format == "json":
        click.echo(json.dumps([_data(one, folder) for one in done], indent=2, ensure_ascii=False))
    else:
        click.echo(f"{passed} of {len(done)} scenario{'s' * (len(done) != 1)} passed")
    return done


def _print(one: ScenarioRun, folder: Path, colour: bool) -> None:
    word = "ok  " if one.passed else "FAIL"
    shown = click.style(word, fg="green" if one.passed else "red") if colour else word
    click.echo(f"{shown}  {printable(str(one.file.path.relative_to(folder)))}  {printable(one.file.title)}", color=colour)
    for failure in one.failures:
        click.echo(f"      {printable(failure)}")
    if one.file.findings:
        for finding in one.file.findings:
            for line in lines_of(finding, {str(one.file.path): one.file.text}, colour):
                click.echo(f"      {line}", color=colour)
    elif one.problem:
        click.echo("\n".join(f"      {printable(line)}" for line in one.problem.splitlines()))


def _data(one: ScenarioRun, folder: Path) -> dict[str, Any]:
    result = one.simulation.result if one.simulation else None
    return {
        "file": one.file.path.relative_to(folder).as_posix(),
        "title": one.file.title,
        "passed": one.passed,
        "result": result,
        "failures": list(one.failures),
        "problem": one.problem,
    }
