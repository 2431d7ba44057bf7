"""Read scenarios, with every mistake at its place."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..catalog.field import Section
from ..catalog.invalid import find_invalid
from ..catalog.layers import build, find_missing, normal
from ..catalog.load import Map, load_bytes, place_of_key, place_of_value
from ..catalog.schema import Schema, build_schema
from ..errors import ERROR, Finding, Place, UserError
from .scenario import Scenario

SUFFIXES = (".yaml", ".yml")
_ONE_OF = {"commands": ("run", "contains", "regex"), "http": ("url", "regex")}


class ScenarioFile(NamedTuple):
    """A scenario as it was read. ``scenario`` is ``None`` when there are findings."""

    path: Path
    scenario: Scenario | None
    findings: tuple[Finding, ...]
    text: str

    @property
    def title(self) -> str:
        """What it shows, or its name."""
        return (self.scenario and self.scenario.title) or self.path.stem


@cache
def schema() -> Schema:
    """The JSON Schema of scenarios."""
    return build_schema(Scenario, "gen-pipelines scenario")


@cache
def _validator() -> Any:
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema())


def read_scenario(path: Path) -> ScenarioFile:
    """Read one scenario.

    Raises:
        UserError: the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    loaded = load_bytes(content, str(path))
    findings = list(loaded.findings)
    data = loaded.data
    if not findings and not isinstance(data, Map):
        findings.append(Finding("yaml-syntax", ERROR, "the scenario is empty or not a map", Place(str(path), 1, 1), "begin with `title:`"))
    if isinstance(data, Map) and not findings:
        findings = [*find_invalid(_validator(), data, schema())] or list(_unclear(data))
    if findings:
        return ScenarioFile(path, None, tuple(sorted(findings, key=lambda one: one.sort_key)), loaded.text)
    return ScenarioFile(path, _built(Scenario, data), (), loaded.text)


def _built(section: type[Section], data: Any) -> Any:
    return build(section, normal(section, data))


def _unclear(data: Map) -> Any:
    """What the schema cannot say."""
    sources = [key for key in ("service", "pipeline", "jenkinsfile") if key in data]
    if len(sources) != 1:
        place = place_of_key(data, sources[1]) if sources else Place(data.file, 1, 1)
        yield Finding("scenario-pipeline", ERROR, "a scenario runs one of `service`, `pipeline`, `jenkinsfile`", place, "keep one of them" if sources else "add `service:`")
    for path, key in find_missing(Scenario, normal(Scenario, data)):
        place = place_of_key(data, path[0]) if path and path[0] in data else Place(data.file, 1, 1)
        yield Finding("missing-key", ERROR, f'`{".".join(path)}`: "{key}" is missing', place, f"add `{key}:`")
    for section, choices in _ONE_OF.items():
        for one in data.get(section, ()):
            if isinstance(one, Map) and sum(key in one for key in choices) != 1:
                place = place_of_key(one, next(iter(one))) if one else place_of_key(data, section)
                yield Finding("scenario-unclear", ERROR, f"`{section}`: give one of {', '.join(choices)}", place)
    yield from _unclear_events(data)
    if "start" in data and moment(data["start"]) is None:
        yield Finding("scenario-unclear", ERROR, f'`start`: "{data["start"]}" is no moment', place_of_value(data, "start"), "write a date and a time: 2026-12-24T22:30")


def moment(text: str) -> str | None:
    """A date and a time as the engine wants it; ``None`` when it is none."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None


def _unclear_events(data: Map) -> Any:
    for one in data.get("events", ()):
        at = one.get("at")
        if isinstance(at, Map) and sum(key in at for key in ("stage", "step", "line", "time")) != 1:
            yield Finding("scenario-unclear", ERROR, "`at`: give one of stage, step, line, time", place_of_key(one, "at"))


def scenario_files(folder: Path) -> list[Path]:
    """Every scenario below a folder, sorted.

    Raises:
        UserError: there is no such folder, or no scenario in it.
    """
    if not folder.is_dir():
        raise UserError(f"there is no folder {folder}")
    found = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    if not found:
        raise UserError(f"{folder} has no scenarios", hint="a scenario is a .yaml file; docs/simulator.md shows one")
    return found
