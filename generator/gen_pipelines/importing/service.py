"""From a multibranch project's config.xml back to a service: the inverse of :mod:`..jobs.multibranch`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..catalog.model import Catalog
from ..catalog.source import Source
from ..jobs.canonical import canonical_lines
from ..jobs.multibranch import FACTORY, REMOTE_FACTORY, build_strategies
from ..jobs.sources import MODULES, kind_of
from ..jobs.sources.address import parse_address
from ..jobs.xml import class_name, document
from .entry import Entry, NotImportable, texts_of
from .traits import Traits, Values

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

_SOURCE = "sources/data/jenkins.branch.BranchSource"
_TRIGGER = "triggers/com.cloudbees.hudson.plugins.folder.computed.PeriodicFolderTrigger/interval"


def read_service(root: Tree, catalog: Catalog) -> Entry:
    """A service that makes a project like this one.

    Raises:
        NotImportable: no service could.
    """
    branch_sources = root.findall(_SOURCE)
    if len(branch_sources) != 1:
        raise NotImportable(f"it has {len(branch_sources) or 'no'} branch sources, and a service has one")
    source = branch_sources[0].find("source")
    kind = next((kind for kind, module in MODULES.items() if source is not None and source.get("class") == module.CLASS), None)
    if source is None or kind is None:
        known = source.get("class") if source is not None else None
        raise NotImportable(f"its branch source is a {(known or 'nothing').rpartition('.')[2]}, which the catalog does not know")
    address = _ADDRESSES[kind](source)
    traits = Traits(MODULES[kind].PULL_REQUEST, getattr(MODULES[kind], "TRUST", {}))
    traits.read(source.find("traits"))
    identifier = source.findtext("id") or ""
    own = {"repository": address, **texts_of(root), **({"source-id": identifier} if identifier else {})}
    values = traits.values | _of_source(source, kind, address) | _of_project(root)
    entry = Entry(own, values, notes=traits.notes)
    _read_rest(root, branch_sources[0], values, entry, catalog)
    return entry


def _of_source(source: Tree, kind: str, address: str) -> Values:
    """Kind, server and credentials, as far as the address does not say them."""
    values: Values = {"credentials": source.findtext("credentialsId") or None, "kind": "auto"}
    server = source.findtext("serverName") if kind == "gitlab" else None
    if server is not None and server != MODULES["gitlab"].DEFAULT_SERVER:
        values["server"] = server
    if kind_of(Source(server=values.get("server")), parse_address(address)) != kind:
        values["kind"] = kind
    return values


def _of_project(root: Tree) -> Values:
    orphans = root.find("orphanedItemStrategy")
    kept: Values = {"prune": True, "days": -1, "count": -1, "abort_builds": False}
    if orphans is not None:
        kept["prune"] = orphans.findtext("pruneDeadBranches") != "false"
        kept["abort_builds"] = orphans.findtext("abortBuilds") == "true"
        for key, name in (("days", "daysToKeep"), ("count", "numToKeep")):
            text = orphans.findtext(name) or "-1"
            kept[key] = int(text) if text.isdecimal() and int(text) > 0 else -1
    interval = root.findtext(_TRIGGER) or ""
    return {"orphans": kept, "scan": duration(int(interval) // 1000) if interval.isdecimal() and int(interval) >= 1000 else None}


def duration(seconds: int) -> str:
    """Seconds as the catalog writes them: ``90s``, ``45m``, ``24h``, ``1d``."""
    for unit, size in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _read_rest(root: Tree, branch_source: Tree, values: Values, entry: Entry, catalog: Catalog) -> None:
    """Triggers, first builds and the Jenkinsfile: settings beside ``source``."""
    quiet = branch_source.find("strategy//jenkins.branch.NoTriggerBranchProperty")
    entry.settings["triggers"] = {"webhook": quiet is None}
    if quiet is not None and (quiet.findtext("triggeredBranchesRegex"), quiet.findtext("strategy")) != ("^$", "NONE"):
        entry.notes.append("builds are suppressed for some branches only; the catalog suppresses all or none")
    strategies = branch_source.find("buildStrategies")
    values["initial_build"] = strategies is None or not len(strategies)
    if strategies is not None and not values["initial_build"]:
        _read_strategies(strategies, values, entry)
    if root.findtext("disabled") == "true":
        entry.notes.append("it is disabled; a service of the catalog is not")
    _read_jenkinsfile(root.find("factory"), entry, catalog)


def _read_strategies(strategies: Tree, values: Values, entry: Entry) -> None:
    """No first build, which is all that the catalog says about build strategies. A Git source knows of pull requests only here."""
    from ..jobs.parsing import parse

    if "pull_requests" not in values:
        values["pull_requests"] = {} if any(element.tag.endswith(".ChangeRequestBuildStrategyImpl") for element in strategies.iter()) else None
    requests = None if values["pull_requests"] is None else Source().pull_requests
    wanted = parse(document(build_strategies(Source(pull_requests=requests))))
    if canonical_lines(strategies) != canonical_lines(wanted):
        entry.notes.append("its build strategies are other than `initial-build: false` makes")


def _read_jenkinsfile(factory: Tree | None, entry: Entry, catalog: Catalog) -> None:
    of = factory.get("class") if factory is not None else FACTORY
    if factory is not None and of == REMOTE_FACTORY:
        repository = catalog.organization.repository
        if repository is not None and factory.findtext("remoteJenkinsFileSCM//url") == repository.url:
            entry.settings["jenkinsfile"] = {"from_": "catalog"}
        else:
            entry.notes.append("its Jenkinsfile comes from another repository, which is not `organization.repository`")
    elif of == FACTORY:
        path = (factory.findtext("scriptPath") if factory is not None else None) or "Jenkinsfile"
        entry.settings["jenkinsfile"] = {"from_": "repository", "path": path}
    else:
        entry.notes.append(f"its branches are made by {class_name(of or '?').rpartition('.')[2]}, which the catalog does not know")


def _git(source: Tree) -> str:
    return _need(source, "remote")


def _github(source: Tree) -> str:
    address = source.findtext("repositoryUrl")
    if address:
        return f"{address.removesuffix('.git')}.git"
    api = (source.findtext("apiUri") or "https://api.github.com").rstrip("/")
    web = "https://github.com" if api == "https://api.github.com" else api.removesuffix("/api/v3")
    return f"{web}/{_need(source, 'repoOwner')}/{_need(source, 'repository')}.git"


def _gitlab(source: Tree) -> str:
    known = source.findtext("httpRemote") or source.findtext("sshRemote")
    if known:
        return known
    if source.findtext("serverName") not in (None, MODULES["gitlab"].DEFAULT_SERVER):
        raise NotImportable(f"the job names its GitLab server ({source.findtext('serverName')}) and not the server's address, because it was never scanned")
    return f"https://gitlab.com/{_need(source, 'projectPath')}.git"


def _bitbucket(source: Tree) -> str:
    server = (source.findtext("serverUrl") or "https://bitbucket.org").rstrip("/")
    place = f"{_need(source, 'repoOwner')}/{_need(source, 'repository')}.git"
    return f"{server}/{place}" if server == "https://bitbucket.org" else f"{server}/scm/{place}"


def _need(source: Tree, name: str) -> str:
    text = (source.findtext(name) or "").strip()
    if not text:
        raise NotImportable(f"its branch source has no {name}")
    return text


_ADDRESSES: dict[str, Callable[[Any], str]] = {"git": _git, "github": _github, "gitlab": _gitlab, "bitbucket": _bitbucket}

