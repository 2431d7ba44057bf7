"""What the command line asks for, as a subject and a scenario: options are laid over the scenario's file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from ..catalog.check import Checked
from ..catalog.field import Section
from ..errors import CatalogError, UserError
from ..suggestion import did_you_mean
from .reading import ScenarioFile, read_scenario
from .replies import parse_failure
from .scenario import Credential, Scenario
from .subject import Library, Subject, Subjects, library_in, of_file, of_text, read_text

CREDENTIAL_KINDS = ("secret-text", "username-password", "file", "ssh-key", "aws")


class Chosen(NamedTuple):
    """A scenario with the failures that were asked for beside it."""

    scenario: Scenario
    file: ScenarioFile | None
    failures: tuple[str, ...]

    def with_failures(self, subject: Subject) -> Chosen:
        """The failures put into the scenario.

        Raises:
            UserError: one names no step of this pipeline, or no outcome.
        """
        asked = tuple(parse_failure(text, subject) for text in self.failures)
        return self._replace(scenario=changed(self.scenario, steps=asked + self.scenario.steps)) if asked else self


def changed(scenario: Scenario, **values: Any) -> Scenario:
    """The scenario with some settings replaced."""
    return Scenario(**{name: getattr(scenario, name) for name in scenario.SETTINGS} | values)


def chosen_scenario(given: dict[str, Any]) -> Chosen:
    """The scenario of ``--scenario`` or an empty one, with what the other options say.

    Raises:
        CatalogError: the scenario's file has mistakes.
        UserError: it cannot be read, or an option is not what it should be.
    """
    file = read_scenario(given["scenario"]) if given["scenario"] else None
    if file is not None and file.scenario is None:
        raise ScenarioError(file)
    scenario = placed(file.scenario, file.path.parent) if file is not None and file.scenario is not None else Scenario()
    said: dict[str, Any] = {name: given[name] for name in ("branch", "tag") if given[name]}
    if given["parameters"]:
        said["parameters"] = scenario.parameters | dict(map(_parameter, given["parameters"]))
    if given["credentials"]:
        said["credentials"] = scenario.credentials + tuple(map(_credential, given["credentials"]))
    return Chosen(changed(scenario, **said) if said else scenario, file, given["failures"])


class ScenarioError(CatalogError):
    """A scenario with mistakes."""

    def __init__(self, file: ScenarioFile) -> None:
        super().__init__(file.findings)
        self.texts = {str(file.path): file.text}


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UserError(f'"{text}" is no parameter', hint="write --param NAME=VALUE")
    return name, {"true": True, "false": False}.get(value, value)


def _credential(text: str) -> Section:
    name, _, kind = text.partition("=")
    kind = kind or CREDENTIAL_KINDS[0]
    if not name or kind not in CREDENTIAL_KINDS:
        raise UserError(f'"{text}" is no credential', hint=did_you_mean(kind, CREDENTIAL_KINDS) or f"write ID or ID=KIND; kinds: {', '.join(CREDENTIAL_KINDS)}")
    return Credential(id=name, kind=kind)


def chosen_subject(catalog_file: Path, chosen: Chosen, given: dict[str, Any], read: Callable[[Path], Checked]) -> Subject:
    """The pipeline to simulate: of ``--file``, of SERVICE, else of the scenario.

    Raises:
        UserError: there is no such file, service or library.
    """
    library = library_in(given["library"]) if given["library"] else None
    if given["jenkinsfile"] is not None:
        return of_file(given["jenkinsfile"], library)
    scenario, beside = chosen.scenario, chosen.file.path.parent if chosen.file else Path()
    service = given["service"] or scenario.service
    if service is not None:
        checked = read(beside_file(beside, scenario.catalog) if scenario.catalog else catalog_file)
        assert checked.catalog is not None, "read() ends the command otherwise"
        return Subjects(checked.catalog, checked.data).of(service)
    return of_scenario(scenario, beside)


def placed(scenario: Scenario, folder: Path) -> Scenario:
    """The scenario with the path of its repository from here instead of from its folder."""
    repository = scenario.repository
    if repository is None or "://" in repository:
        return scenario
    return changed(scenario, repository=str(folder / repository))


def beside_file(folder: Path, name: str) -> Path:
    """A file named from a scenario's folder, without the ``..`` in between: the path is shown to people."""
    return Path(os.path.normpath(folder / name))


def of_scenario(scenario: Scenario, beside: Path) -> Subject:
    """The pipeline that a scenario brings along. Paths in it start from its folder.

    Raises:
        UserError: there is no such file or library.
    """
    library: Library | None = library_in(beside / scenario.library_folder, trusted=scenario.trusted) if scenario.library_folder else None
    if scenario.jenkinsfile is not None:
        return of_text(read_text(beside / scenario.jenkinsfile), scenario.jenkinsfile, library)
    return of_text(scenario.pipeline or "", "Jenkinsfile", library)
