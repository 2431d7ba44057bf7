"""config.xml of a service's multibranch project.

Posting one makes Jenkins scan the repository, whatever changed (jenkins_api, section 0). Its source id must stay the same for ever:
another one makes Jenkins build every branch again.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..catalog.model import CatalogRepository
from ..catalog.settings import Settings
from ..catalog.source import Orphans, Source
from . import marker
from .scanning import folder_triggers
from .sources import source_element
from .xml import Element, document, instance, tag

CLASS = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
FACTORY = "org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory"
REMOTE_FACTORY = "org.jenkinsci.plugins.workflow.multibranch.extended.RemoteJenkinsFileWorkflowBranchProjectFactory"
STRATEGIES = "jenkins.branch.buildstrategies.basic"


def multibranch(
    settings: Settings, kind: str, values: Mapping[str, str], marker_line: str, catalog_repository: CatalogRepository | None = None
) -> str:
    """A multibranch project's config.xml.

    ``values`` holds what is a service's own, as text or as slots: ``source_id``, ``jenkinsfile``, what the source's kind needs
    (:func:`.sources.source_values`) and, where the service has them, ``description``, ``title`` and ``credentials``.
    ``jenkinsfile`` is a path in the service's repository, or in ``catalog_repository`` if that is given.
    """
    description = marker.add(values.get("description", ""), marker_line)
    return document(
        instance(
            CLASS,
            tag("description", description) if description else None,
            tag("displayName", values["title"]) if "title" in values else None,
            tag("properties"),
            orphaned_items(settings.source.orphans),
            folder_triggers(settings.source.scan),
            tag("disabled", False),
            _sources(settings, kind, values),
            _factory(values["jenkinsfile"], catalog_repository),
            plugin="workflow-multibranch",
        )
    )


def orphaned_items(orphans: Orphans) -> Element:
    """What becomes of jobs whose branch is gone; -1 is no limit."""
    return tag(
        "orphanedItemStrategy",
        tag("pruneDeadBranches", orphans.prune),
        tag("daysToKeep", orphans.days or -1),
        tag("numToKeep", orphans.count or -1),
        tag("abortBuilds", orphans.abort_builds),
        of="com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy",
        plugin="cloudbees-folder",
    )


def _owner() -> Element:
    return tag("owner", of=CLASS, reference="../..")


def _sources(settings: Settings, kind: str, values: Mapping[str, str]) -> Element:
    branch_source = instance(
        "jenkins.branch.BranchSource",
        source_element(kind, settings.source, values),
        branch_properties(settings.triggers.webhook),
        None if settings.source.initial_build else build_strategies(settings.source),
    )
    of = "jenkins.branch.MultiBranchProject$BranchSourceList"
    return tag("sources", tag("data", branch_source), _owner(), of=of, plugin="branch-api")


def branch_properties(webhook: bool) -> Element:
    """The strategy for all branches. Without ``webhook`` neither event nor scan starts a build; cron and people do."""
    suppress = instance("jenkins.branch.NoTriggerBranchProperty", tag("triggeredBranchesRegex", "^$"), tag("strategy", "NONE"))
    properties = tag("properties", of="empty-list") if webhook else _array("jenkins.branch.BranchProperty", suppress)
    return tag("strategy", properties, of="jenkins.branch.DefaultBranchPropertyStrategy")


def _array(of: str, *items: Element) -> Element:
    """What XStream writes for ``Arrays.asList``."""
    return tag("properties", tag("a", *items, of=f"{of}-array"), of="java.util.Arrays$ArrayList")


def build_strategies(source: Source) -> Element:
    """No builds at a branch's first scan, afterwards what Jenkins does anyway: every branch and pull request, no tags."""
    changes = tag("ignoreTargetOnlyChanges", False), tag("ignoreUntrustedChanges", False)
    heads = [instance(f"{STRATEGIES}.BranchBuildStrategyImpl")]
    if source.pull_requests is not None:
        heads.append(instance(f"{STRATEGIES}.ChangeRequestBuildStrategyImpl", *changes))
    skip = instance(f"{STRATEGIES}.SkipInitialBuildOnFirstBranchIndexing")
    some = instance(f"{STRATEGIES}.AnyBranchBuildStrategyImpl", tag("strategies", *heads))
    every = instance(f"{STRATEGIES}.AllBranchBuildStrategyImpl", tag("strategies", skip, some), plugin="basic-branch-build-strategies")
    return tag("buildStrategies", every)


def _factory(jenkinsfile: str, repository: CatalogRepository | None) -> Element:
    if repository is None:
        return tag("factory", _owner(), tag("scriptPath", jenkinsfile), of=FACTORY)
    return tag(
        "factory",
        _owner(),
        tag("scriptPath", "Jenkinsfile"),
        tag("localMarker", ""),
        tag("remoteJenkinsFile", jenkinsfile),
        remote_scm(repository),
        tag("matchBranches", False),
        tag("fallbackBranch", repository.branch),
        tag("lookupInParameters", False),
        of=REMOTE_FACTORY,
        plugin="remote-file",
    )


def remote_scm(repository: CatalogRepository) -> Element:
    """The catalog's repository, from which Remote Jenkinsfile Provider reads: a whole ``GitSCM``, not a source."""
    credentials = tag("credentialsId", repository.credentials) if repository.credentials else None
    return tag(
        "remoteJenkinsFileSCM",
        tag("configVersion", 2),
        tag("userRemoteConfigs", instance("hudson.plugins.git.UserRemoteConfig", tag("url", repository.url), credentials)),
        tag("branches", instance("hudson.plugins.git.BranchSpec", tag("name", f"*/{repository.branch}"))),
        tag("doGenerateSubmoduleConfigurations", False),
        tag("submoduleCfg", of="empty-list"),
        tag("extensions"),
        of="hudson.plugins.git.GitSCM",
        plugin="git",
    )
