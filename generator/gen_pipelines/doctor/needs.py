"""What a catalog needs of a controller: from the contracts of the steps it calls, the kinds of its jobs, and the credentials it names.

Services that share their settings share their pipeline, so each shape is looked at once, however many services have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..catalog.model import Catalog, Service
from ..jobs.item import Item
from ..pipeline.build import build_pipeline, operation_pipeline
from ..pipeline.model import AgentBlock, Call, Pipeline
from ..steps.load import contract
from .versions import newer

PIPELINE = ("pipeline-model-definition", "workflow-cps", "workflow-job", "pipeline-groovy-lib", "pipeline-stage-step")
"""Plugins that any declarative pipeline with a shared library needs."""

_AGENTS = {"docker": "docker-workflow", "kubernetes": "kubernetes"}
_OPTIONS = {"timestamps": "timestamper"}
_PLUGIN = re.compile(r' plugin="([a-z0-9-]+)')


@dataclass
class Need:
    """A plugin or tool: the oldest version that does (empty: any), and who needs it."""

    version: str = ""
    users: list[str] = field(default_factory=list)

    def add(self, user: str, version: str = "") -> None:
        """One more who needs it."""
        if newer(version, self.version):
            self.version = version
        if user not in self.users:
            self.users.append(user)

    @property
    def why(self) -> str:
        """Who needs it, in a few words."""
        shown = ", ".join(self.users[:3])
        return shown if len(self.users) <= 3 else f"{shown} and {len(self.users) - 3} more"


@dataclass
class CredentialNeed:
    """A credential: the kinds that the steps take (none: any kind), and who needs it."""

    kinds: set[str] = field(default_factory=set)
    users: list[str] = field(default_factory=list)


@dataclass
class Needs:
    """Everything, by name."""

    plugins: dict[str, Need] = field(default_factory=dict)
    tools: dict[str, Need] = field(default_factory=dict)
    credentials: dict[str, CredentialNeed] = field(default_factory=dict)
    labels: dict[str, Need] = field(default_factory=dict)

    def plugin(self, name: str, user: str, version: str = "") -> None:
        """Note a plugin."""
        self.plugins.setdefault(name, Need()).add(user, version)

    def credential(self, identifier: str | None, user: str, kind: str = "any") -> None:
        """Note a credential, if there is one."""
        if not identifier:
            return
        need = self.credentials.setdefault(identifier, CredentialNeed())
        if kind != "any":
            need.kinds.add(kind)
        if user not in need.users:
            need.users.append(user)


def needs_of(catalog: Catalog, items: Iterable[Item], services: Iterable[Service]) -> Needs:
    """What the catalog's items and the pipelines of these services need.

    Raises:
        UserError: the contract of a step is broken.
    """
    needs = Needs()
    for item in items:
        for plugin in set(_PLUGIN.findall(item.config)):
            needs.plugin(plugin, f"{item.kind}s")
    _of_catalog(catalog, needs)
    seen: set[tuple[int, bool]] = set()
    for service in services:
        source = service.repository_credentials or service.settings.source.credentials
        needs.credential(source, "branch sources")
        shape = id(service.settings), service.path is not None
        if shape not in seen:
            seen.add(shape)
            _of_pipeline(build_pipeline(catalog, service), needs)
            _of_secrets(service, needs)
    for name, operation in catalog.operations.items():
        _of_pipeline(operation_pipeline(catalog, name, operation), needs)
    return needs


def _of_catalog(catalog: Catalog, needs: Needs) -> None:
    needs.credential(catalog.library.credentials if catalog.library.repository else None, "library")
    repository = catalog.organization.repository
    needs.credential(repository.credentials if repository else None, "the catalog's repository")


def _of_secrets(service: Service, needs: Needs) -> None:
    settings = service.settings
    for section, user in ((settings.build, "buildImage"), (settings.tests, "runTests")):
        for identifier in section.secrets.values() if section is not None else ():
            needs.credential(identifier, user)


def _of_pipeline(pipeline: Pipeline, needs: Needs) -> None:
    for plugin in PIPELINE:
        needs.plugin(plugin, "pipelines")
    for option in pipeline.options:
        if option.name in _OPTIONS:
            needs.plugin(_OPTIONS[option.name], option.name)
    for agent in (pipeline.agent, *(stage.agent for stage in pipeline.walk())):
        if agent is not None:
            _of_agent(agent, pipeline.service, needs)
    if any(stage.input is not None for stage in pipeline.walk()):
        needs.plugin("pipeline-input-step", "approvals")
    for call in pipeline.calls():
        _of_call(call, needs)


def _of_agent(agent: AgentBlock, service: str, needs: Needs) -> None:
    if agent.kind in _AGENTS:
        needs.plugin(_AGENTS[agent.kind], f"{agent.kind} agents")
    label = agent.settings.get("label")
    if label:
        needs.labels.setdefault(label, Need()).add(service)


def _of_call(call: Call, needs: Needs) -> None:
    found = contract(call.step)
    if found is None:
        return
    for plugin, version in found.plugins.items():
        needs.plugin(plugin, call.step, version)
    for tool, version in found.tools.items():
        needs.tools.setdefault(tool, Need()).add(call.step, version)
    for credential in found.credentials:
        name = credential["parameter"]
        value = call.arguments.get(name, found.parameters[name].default)
        for identifier in value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,):
            needs.credential(identifier if type(identifier) is str else None, call.step, credential["kind"])
