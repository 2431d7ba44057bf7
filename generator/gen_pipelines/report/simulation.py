"""A simulated build for people: the stage tree in time, what ran in it, who is told, and why it failed; or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from ..graph.timing import clock
from ..simulate.origin import catalog_origin
from ..simulate.simulation import Simulation
from .findings import colour_wanted, printable
from .simulation_failure import failure_lines, violation_lines
from .simulation_tree import shared_environment, tree_lines

RESULT_COLOURS = {"SUCCESS": "green", "UNSTABLE": "yellow", "FAILURE": "red", "ABORTED": "magenta", "NOT_BUILT": "bright_black", "SKIPPED": "bright_black"}


def print_simulation(simulation: Simulation, output_format: str, unmet: tuple[str, ...] = ()) -> None:
    """Print one build."""
    if output_format == "json":
        click.echo(json.dumps(as_data(simulation, unmet), indent=2, ensure_ascii=False))
        return
    colour = colour_wanted(False)
    for line in as_text(simulation, colour=colour, unmet=unmet):
        click.echo(line, color=colour)


def print_log(simulation: Simulation) -> None:
    """Print the console of a build as Jenkins would, harmless for a terminal."""
    for line in simulation.answer["log"]:
        click.echo(printable(line.replace("\t", "    ")))


def as_text(simulation: Simulation, *, colour: bool = False, unmet: tuple[str, ...] = ()) -> Iterator[str]:
    """The build line by line. Everything that a pipeline wrote is made harmless for a terminal."""
    yield click.style(title(simulation), bold=True) if colour else title(simulation)
    yield ""
    yield from tree_lines(simulation, paint(colour))
    if shared := shared_environment(simulation):
        yield ""
        yield "every command has  " + "  ".join(printable(f"{name}={value}") for name, value in shared.items())
    yield from _notifications(simulation)
    yield from failure_lines(simulation, paint(colour))
    yield from violation_lines(simulation, paint(colour))
    yield ""
    if path := " -> ".join(stage.name for stage in simulation.critical):
        yield f"critical path (*)  {printable(path)}"
    yield f"result             {paint(colour)(simulation.result)} after {clock(round(simulation.answer.get('clock', 0)))} on the simulated clock"
    yield from (f"not as expected    {printable(one)}" for one in unmet)
    if simulation.scenario.title and not unmet:
        yield f"as expected        {printable(simulation.scenario.title)}"


def paint(colour: bool) -> Any:
    """A function that colours a result, and any text in a result's colour."""
    def painted(result: str, text: str | None = None) -> str:
        shown = result if text is None else text
        return click.style(shown, fg=RESULT_COLOURS.get(result), bold=result in ("FAILURE", "UNSTABLE")) if colour else shown

    return painted


def title(simulation: Simulation) -> str:
    """``backend, pull request 7 into main``."""
    branch = simulation.request.get("branch")
    if not branch:
        return printable(simulation.subject.name)
    if change := branch.get("change"):
        return printable(f"{simulation.subject.name}, pull request {change['id']} into {change['target']}")
    return printable(f"{simulation.subject.name}, {'tag' if branch.get('tag') else 'branch'} {branch['name']}")


def _notifications(simulation: Simulation) -> Iterator[str]:
    told = simulation.answer.get("notifications", ())
    if told:
        yield ""
        yield "Notifications"
    for one in told:
        results = (one.get("args") or {}).get("on")
        silent = "" if results is None or told_of(simulation, results) else f"  (not sent: only on {', '.join(results)})"
        subject = one.get("subject") if one.get("subject") != one["step"] else None
        head = "  ".join(str(part) for part in (one["step"], one.get("to") or _recipients(one), subject) if part)
        yield f"  {clock(round(one.get('time') or 0)):>8}  {printable(head)}{silent}"
        text = str(one.get("text") or ("" if silent else f"{title(simulation)}: {simulation.result}" if results is not None else ""))
        yield from (f"            {printable(line)}" for line in text.splitlines())


def _recipients(notification: dict[str, Any]) -> str:
    return ", ".join(map(str, (notification.get("args") or {}).get("recipients", ())))


def told_of(simulation: Simulation, results: list[str]) -> bool:
    """Whether a notification that is wanted for some results is sent for this build."""
    before = simulation.request.get("previous") or []
    was_bad = bool(before) and before[-1]["result"] in ("FAILURE", "UNSTABLE")
    return simulation.result.lower() in results or ("fixed" in results and simulation.result == "SUCCESS" and was_bad)


def as_data(simulation: Simulation, unmet: tuple[str, ...] = ()) -> dict[str, Any]:
    """The engine's answer, with the places in the catalog, the critical path and what was not as expected."""
    answer = {key: value for key, value in simulation.answer.items() if key not in ("ok", "id", "unused", "state", "wall", "program")}
    errors = [_with_catalog(simulation, error) for error in simulation.errors]
    return {
        "name": simulation.subject.name,
        "result": simulation.result,
        "critical": [stage.name for stage in simulation.critical],
        "unmet": list(unmet),
        **answer,
        "errors": errors,
    }


def _with_catalog(simulation: Simulation, error: dict[str, Any]) -> dict[str, Any]:
    found = catalog_origin(simulation.subject, list(error.get("stage") or ()))
    if found is None:
        return error
    place = found.place
    return error | {"catalog": {"file": place.file, "line": place.line, "column": place.column, "layer": found.layer}}


def print_summary(simulations: Iterable[Simulation], output_format: str) -> bool:
    """A line for each build as it comes, or one JSON list; tells whether all were green."""
    if output_format == "json":
        done = list(simulations)
        click.echo(json.dumps([as_data(one) for one in done], indent=2, ensure_ascii=False))
        return all(one.result == "SUCCESS" for one in done)
    colour, green, count = colour_wanted(False), 0, 0
    for one in simulations:
        count += 1
        green += one.result == "SUCCESS"
        for line in summary_lines(one, colour=colour):
            click.echo(line, color=colour)
    click.echo(f"{green} of {count} {'is' if count == 1 else 'are'} green")
    return green == count


def summary_lines(simulation: Simulation, *, colour: bool = False) -> Iterator[str]:
    """A build in a line, and why it failed."""
    result = paint(colour)(simulation.result, f"{simulation.result:9}")
    yield f"{result}  {clock(round(simulation.answer.get('clock', 0))):>10}  {printable(simulation.subject.name)}"
    if simulation.result != "SUCCESS":
        yield from failure_lines(simulation, paint(colour))
