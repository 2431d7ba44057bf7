"""Why a simulated build failed: what, in which stage, and the lines of the Jenkinsfile, the library and the catalog it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..errors import Place
from ..simulate.origin import catalog_origin
from ..simulate.simulation import Simulation
from .findings import printable

Paint = Callable[..., str]
SHOWN = 5
"""Errors that are told in full, and places of one error."""
SOURCE = 130


def failure_lines(simulation: Simulation, paint: Paint) -> Iterator[str]:
    """Every error with its places; nothing for a build without errors."""
    invalid = simulation.answer.get("validation") or ()
    if invalid:
        yield ""
        yield paint("FAILURE", "Jenkins would refuse this file")
    for one in invalid:
        place = Place(simulation.subject.file, one["line"], one.get("column") or 1)
        yield f"  {printable(str(place))}: {printable(one['message'])}"
        yield from _source(simulation, place.file, place.line)
    if invalid:
        return
    errors = simulation.errors
    for error in errors[:SHOWN]:
        yield ""
        yield from _error(simulation, error, paint)
    if len(errors) > SHOWN:
        yield f"and {len(errors) - SHOWN} more errors"


def _error(simulation: Simulation, error: dict[str, Any], paint: Paint) -> Iterator[str]:
    lines = str(error.get("message") or error.get("type") or "it failed without a message").splitlines() or [""]
    yield f"{paint('FAILURE', 'why')}  {printable(lines[0])}"
    yield from (f"     {printable(line)}" for line in lines[1:])
    names = list(error.get("stage") or ())
    if names:
        step = f", step {error['step']}" if error.get("step") else ""
        yield f"  in {printable(' > '.join(dict.fromkeys(names)))}{printable(step)}"
    for place in _telling(simulation, error.get("at") or [])[:SHOWN]:
        yield f"  at {printable(place['file'])}:{place['line']}"
        yield from _source(simulation, place["file"], place["line"])
    origin = catalog_origin(simulation.subject, names)
    if origin is not None:
        yield f"  of {printable(str(origin.place))}, {printable(origin.layer)}"
        yield from _numbered(_read(Path(origin.place.file)), origin.place.line)


def _telling(simulation: Simulation, places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each place once, without the line of the whole ``pipeline`` block, which every error comes through."""
    lines = simulation.script_lines
    places = [place for number, place in enumerate(places) if place not in places[:number]]
    told = [place for place in places if not (0 < place["line"] <= len(lines) and lines[place["line"] - 1].startswith("pipeline {"))]
    return told or places


def violation_lines(simulation: Simulation, paint: Paint) -> Iterator[str]:
    """What Jenkins would let pass, but no pipeline should do."""
    for one in simulation.answer.get("violations") or ():
        yield ""
        yield f"{paint('FAILURE', one['kind'])}  {printable(one['message'])}"
        for place in (one.get("at") or ())[:SHOWN]:
            yield f"  at {printable(place['file'])}:{place['line']}"
            yield from _source(simulation, place["file"], place["line"])
    for one in simulation.answer.get("warnings") or ():
        yield ""
        yield f"{paint('UNSTABLE', 'warning')}  {printable(one['message'])}"


def _source(simulation: Simulation, file: str, line: int) -> Iterator[str]:
    if file in (simulation.subject.file, "Jenkinsfile", "WorkflowScript"):
        yield from _numbered(simulation.subject.script, line)
        return
    library = simulation.subject.library
    if file in simulation.scenario.library:
        yield from _numbered(simulation.scenario.library[file], line)
    elif library is not None and library.folder is not None and not Path(file).is_absolute() and ".." not in Path(file).parts:
        yield from _numbered(_read(library.folder / file), line)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _numbered(text: str, line: int) -> Iterator[str]:
    lines = text.split("\n")
    if 0 < line <= len(lines) and lines[line - 1].strip():
        shown = printable(lines[line - 1].rstrip().replace("\t", " "))
        yield f"     {line} | {shown[:SOURCE]}{' ...' if len(shown) > SOURCE else ''}"
