"""Simulate: one pipeline, a whole catalog, or a folder of scenarios."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..catalog.check import read_catalog
from ..errors import CatalogError, GenPipelinesError
from .engine import Answer, Engine, Hung
from .expectation import unmet
from .given import beside_file, of_scenario, placed
from .reading import ScenarioFile, read_scenario
from .request import build_request
from .scenario import Scenario
from .simulation import Simulation, hung
from .subject import Subject, Subjects

DEFAULT = Scenario()


def simulate(engine: Engine, subject: Subject, scenario: Scenario = DEFAULT, *, shell: str | None = None, workspace: Path | None = None) -> Simulation:
    """Run a pipeline. One that never ends is a result too: the engine was stopped. A given workspace is never emptied.

    Raises:
        UserError: the engine is missing, or the scenario asks for what is not there.
        EngineError: the engine died, or its answer makes no sense.
    """
    request = build_request(subject, scenario, shell=shell, workspace=workspace)
    if request["shell"]["mode"] != "real" or workspace is not None:
        return _ask(engine, subject, scenario, request)
    with tempfile.TemporaryDirectory(prefix="gen-pipelines-") as folder:
        request["shell"]["workspace"] = str(Path(folder, "workspace"))
        return _ask(engine, subject, scenario, request)


def _ask(engine: Engine, subject: Subject, scenario: Scenario, request: dict[str, Any]) -> Simulation:
    _without_plugins(engine, request, scenario)
    try:
        answer = _through_restarts(engine, request, scenario.budget.seconds)
    except Hung as error:
        return hung(subject, scenario, error.message)
    return Simulation(subject, scenario, answer, request)


def _through_restarts(engine: Engine, request: dict[str, Any], seconds: float) -> Answer:
    """Ask; when the controller restarts, everything is in a file, and a new JVM goes on from there."""
    if not any(event["kind"] == "restart" for event in request["events"]):
        return engine.ask(request, seconds)
    with tempfile.TemporaryDirectory(prefix="gen-pipelines-") as folder:
        answer = engine.ask(request | {"state": str(Path(folder, "state"))}, seconds)
        while answer.get("result") is None:
            engine.close()
            answer = engine.ask({"op": "resume", "state": answer["state"]}, seconds)
        return answer


def _without_plugins(engine: Engine, request: dict[str, Any], scenario: Scenario) -> None:
    """The plugins that are there, when some are said to be missing: all that the engine knows without them."""
    if scenario.without_plugins:
        known = {step["plugin"] for step in engine.ask({"op": "hello"})["steps"].values() if step.get("plugin")}
        request["plugins"] = sorted(known - set(scenario.without_plugins))


def simulate_all(engine: Engine, subjects: Subjects, done: Callable[[str], None] = lambda name: None) -> Iterator[Simulation]:
    """Every service of a catalog, on its main branch."""
    for name in subjects.catalog.services:
        yield simulate(engine, subjects.of(name))
        done(name)


class ScenarioRun(NamedTuple):
    """A scenario that was run: what came of it, and what was not as expected. ``problem`` tells why it could not be run."""

    file: ScenarioFile
    simulation: Simulation | None
    failures: tuple[str, ...]
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.failures and not self.problem


class ScenarioRunner:
    """Runs scenario files; catalogs that several of them name are read once."""

    def __init__(self, engine: Engine, catalog_file: Path) -> None:
        self._engine = engine
        self._catalog_file = catalog_file
        self._catalogs: dict[Path, Subjects] = {}

    def run(self, path: Path) -> ScenarioRun:
        """Run one scenario. What is wrong with the file, or goes wrong, is in the answer.

        Raises:
            UserError: the file cannot be read, or the engine is missing.
        """
        file = read_scenario(path)
        if file.scenario is None:
            first = file.findings[0]
            return ScenarioRun(file, None, (), f"{first.place}: {first.message}" + (f"; {first.hint}" if first.hint else ""))
        self._engine.ask({"op": "hello"})
        try:
            simulation = simulate(self._engine, self.subject(file), placed(file.scenario, path.parent))
        except GenPipelinesError as error:
            return ScenarioRun(file, None, (), error.message + (f"; {error.hint}" if error.hint else ""))
        return ScenarioRun(file, simulation, tuple(unmet(simulation)))

    def subject(self, file: ScenarioFile) -> Subject:
        """The pipeline that a scenario runs.

        Raises:
            UserError: there is no such service, file, catalog or library.
        """
        scenario, beside = file.scenario, file.path.parent
        assert scenario is not None, "asked for scenarios without findings only"
        if scenario.service is None:
            return of_scenario(scenario, beside)
        catalog_file = beside_file(beside, scenario.catalog) if scenario.catalog else self._catalog_file
        return self._subjects(catalog_file.resolve(), catalog_file).of(scenario.service)

    def _subjects(self, key: Path, shown: Path) -> Subjects:
        if key not in self._catalogs:
            self._catalogs[key] = read_subjects(shown)
        return self._catalogs[key]


def read_subjects(catalog_file: Path) -> Subjects:
    """The pipelines of the catalog at a path.

    Raises:
        UserError: there is no such file.
        CatalogError: it has errors.
    """
    checked = read_catalog(catalog_file)
    if checked.catalog is None:
        raise CatalogError(checked.findings)
    return Subjects(checked.catalog, checked.data)


