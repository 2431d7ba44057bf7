"""The Jenkinsfiles of a catalog.

Services with equal settings share a skeleton (see :mod:`.skeleton`): it is built, rendered, linted and checked against the steps' contracts once.
A team's own template may look at anything, so services that use one are rendered by themselves.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from ..catalog.model import Catalog, Operation, Service
from ..errors import UserError
from ..pipeline.build import build_pipeline, operation_pipeline
from ..pipeline.model import Pipeline
from .groovy import inner
from .skeleton import Skeleton, slot

MAIN = "Jenkinsfile.groovy.j2"
_LAYOUT = re.compile(r"[ \t]+$|\n{3,}", re.M)


class Shape(NamedTuple):
    """What services must have in common to share a skeleton."""

    settings: int
    has_path: bool
    watch: tuple[str, ...]


class Jenkinsfiles:
    """Renders the pipelines of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.file = Path(catalog.file).name
        self._skeletons: dict[Shape, Skeleton] = {}

    def of_service(self, service: Service) -> str:
        """The Jenkinsfile of a service.

        Raises:
            UserError: a template is wrong, or the result would be refused by Jenkins.
        """
        if service.settings.templates or service.settings.stages:
            return self._render(build_pipeline(self.catalog, service), service, f"from {self.file}, service {service.name}")
        shape = Shape(id(service.settings), service.path is not None, service.watch)
        skeleton = self._skeletons.get(shape)
        if skeleton is None:
            skeleton = self._skeletons[shape] = self._skeleton(service)
        values = {"name": service.name, "image": inner(service.image)}
        if service.path is not None:
            values["path"] = inner(service.path)
        return skeleton.fill(values)

    def of_operation(self, name: str, operation: Operation) -> str:
        """The inline pipeline of an operation.

        Raises:
            UserError: the result would be refused by Jenkins.
        """
        return self._render(operation_pipeline(self.catalog, name, operation), None, f"from {self.file}, operation {name}")

    def _skeleton(self, service: Service) -> Skeleton:
        anyone = service._replace(name=slot("name"), image=slot("image"), path=slot("path") if service.path is not None else None)
        try:
            return Skeleton(self._render(build_pipeline(self.catalog, anyone), anyone, f"from {self.file}, service {anyone.name}"))
        except UserError as error:
            raise UserError(error.message.replace(slot("name"), service.name), hint=error.hint) from error

    def _render(self, pipeline: Pipeline, service: Service | None, origin: str) -> str:
        from .environment import environment, template_text

        main = service.settings.templates.get("pipeline", MAIN) if service else MAIN
        values: dict[str, Any] = {"pipeline": pipeline, "service": service, "catalog": self.catalog, "origin": origin}
        text = template_text(environment(Path(self.catalog.file).parent), main, values).strip("\n") + "\n"
        _check(pipeline, text)
        return text


def _check(pipeline: Pipeline, text: str) -> None:
    """Contracts, layout, and what Jenkins' parser would say."""
    from ..steps.check import check_call
    from .linter.rules import lint

    problems = [problem for call in pipeline.calls() for problem in check_call(call)]
    problems += [f"line {problem.line}, column {problem.column}: {problem.message} [{problem.rule}]" for problem in lint(text, generated=True)]
    if found := _LAYOUT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.append(f"line {line}: trailing blanks or a run of blank lines; a template leaves them")
    if problems:
        listed = "\n  ".join(dict.fromkeys(problems))
        raise UserError(f"the pipeline of {pipeline.service} would be refused:\n  {listed}", hint="see `gen-pipelines steps` for the steps' parameters")
