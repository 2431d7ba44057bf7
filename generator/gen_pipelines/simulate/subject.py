"""What is simulated: the pipeline of a service or an operation of the catalog, or any Jenkinsfile."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..catalog.load import Map
from ..catalog.model import Catalog, Service
from ..errors import UserError
from ..pipeline.build import build_pipeline, operation_pipeline
from ..pipeline.model import Pipeline
from ..render.jenkinsfile import Jenkinsfiles
from ..resources import folder
from ..steps.load import all_contracts
from ..suggestion import did_you_mean

_LABEL = re.compile(r"""\b(?:label|node)\b\s*[(:]?\s*(?:label\s*:\s*)?(?:'([^'\n]*)'|"([^"\n$]*)")""")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LABEL_WORD = re.compile(r"[^\s!&|()<>-][^\s!&|()<>]*")


@dataclass(frozen=True)
class Library:
    """A shared library: its folder, or its files by path."""

    name: str
    version: str = "master"
    implicit: bool = False
    trusted: bool = True
    folder: Path | None = None
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """A pipeline with what is known of it.

    ``catalog``, ``service``, ``pipeline`` and the catalog's ``document`` are ``None`` for a Jenkinsfile from elsewhere.
    """

    name: str
    file: str
    script: str
    library: Library | None = None
    catalog: Catalog | None = None
    service: Service | None = None
    pipeline: Pipeline | None = None
    document: Map | None = None
    sandbox: bool = True

    @property
    def main(self) -> str | None:
        """The branch that is delivered, if this is built by a multibranch project."""
        return self.service.settings.source.main if self.service else None

    @cached_property
    def words(self) -> frozenset[str]:
        """Every name in the pipeline: what it could call."""
        return frozenset(_WORD.findall(self.script))

    @cached_property
    def labels(self) -> list[str]:
        """The labels of agents that the pipeline asks for."""
        expressions = (single or double for single, double in _LABEL.findall(self.script))
        return sorted({word.strip("\"'") for expression in expressions for word in _LABEL_WORD.findall(expression)})


class Subjects:
    """The pipelines of one catalog."""

    def __init__(self, catalog: Catalog, document: Map | None) -> None:
        self.catalog = catalog
        self.document = document
        self._rendered = Jenkinsfiles(catalog)

    def of(self, name: str) -> Subject:
        """The pipeline of a service or an operation.

        Raises:
            UserError: there is none of that name, or its pipeline cannot be rendered.
        """
        return of_service(self.catalog, self._rendered, name, self.document)


def of_service(catalog: Catalog, rendered: Jenkinsfiles, name: str, document: Map | None = None) -> Subject:
    """The pipeline of a service, or of an operation.

    Raises:
        UserError: there is none of that name, or its pipeline cannot be rendered.
    """
    service = catalog.services.get(name)
    if service is not None:
        script, pipeline = rendered.of_service(service), build_pipeline(catalog, service)
        return Subject(name, service.jenkinsfile, script, own_library(catalog), catalog, service, pipeline, document)
    operation = catalog.operations.get(name)
    if operation is None:
        hint = did_you_mean(name, [*catalog.services, *catalog.operations]) or "`gen-pipelines list` shows them"
        raise UserError(f'there is no service "{name}"', hint=hint)
    pipeline = operation_pipeline(catalog, name, operation)
    return Subject(name, name, rendered.of_operation(name, operation), own_library(catalog), catalog, None, pipeline, document)


def of_text(text: str, file: str, library: Library | None, *, sandbox: bool = True) -> Subject:
    """Any Jenkinsfile."""
    return Subject(Path(file).name, file, text, library, sandbox=sandbox)


def of_file(path: Path, library: Library | None, *, sandbox: bool = True) -> Subject:
    """A Jenkinsfile on disk.

    Raises:
        UserError: it cannot be read.
    """
    return of_text(read_text(path), str(path), library, sandbox=sandbox)


def read_text(path: Path) -> str:
    """A file's text.

    Raises:
        UserError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8", hint="save the file as UTF-8") from error


def own_library(catalog: Catalog) -> Library:
    """This project's library, under the name and version that the catalog's pipelines load."""
    return Library(catalog.library.name, catalog.library.version, folder=folder("vars").parent)


def library_in(path: Path, *, name: str = "library", trusted: bool = False) -> Library:
    """A library in a folder, there without being loaded.

    Raises:
        UserError: there is no such folder, or it is no library.
    """
    if not path.is_dir():
        raise UserError(f"there is no folder {path}")
    if not any((path / part).is_dir() for part in ("vars", "src")):
        raise UserError(f"{path} is no shared library", hint="a library has a folder `vars` or `src`")
    return Library(name, implicit=True, trusted=trusted, folder=path)


def contracts_for(subject: Subject, mode: str, answered: Container[str]) -> dict[str, Any]:
    """The contracts, as the engine wants them, of the steps that are answered from them instead of run.

    Those are the steps that have no Groovy, and those that the scenario gives an answer of; where commands are only shown, all: nothing
    could be known of what their commands find.
    """
    if subject.catalog is None:
        return {}
    written = {path.stem for path in folder("vars").glob("*.groovy")} if mode != "dry" else set()
    return {name: one for name, one in all_contracts_once().items() if (name not in written or name in answered) and (written or name in subject.words)}


_CONTRACTS: dict[str, Any] = {}


def all_contracts_once() -> dict[str, Any]:
    """Every contract as plain data; read once, because a thousand services need the same."""
    if not _CONTRACTS:
        from ..steps.describe import as_data

        for name, contract in all_contracts().items():
            data = as_data(contract)
            needs = {"plugins": data.pop("plugins"), "tools": data.pop("tools"), "credentials": data.pop("credentials")}
            _CONTRACTS[name] = data | {"needs": needs}
    return _CONTRACTS
