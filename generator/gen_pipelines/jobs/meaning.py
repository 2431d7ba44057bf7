"""What in a config.xml means nothing, and what Jenkins would add: the tables, and the tree without the one and with the other.

Jenkins never gives back what was posted: it adds defaults and plugin versions, renames classes and keeps runtime state in the same file
(jenkins_api, section 4; jenkins_live, section config.xml read-back).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import marker
from .folder import CLASS as FOLDER
from .multibranch import CLASS as MULTIBRANCH
from .multibranch import FACTORY, REMOTE_FACTORY
from .pipeline import ROOT as PIPELINE
from .pipeline import TRIGGERS
from .sources.git import CLASS as GIT_SOURCE
from .view import CLASS as LIST_VIEW
from .xml import class_name, element_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

NOISE = {
    FOLDER: ("actions", "folderViews", "healthMetrics"),
    MULTIBRANCH: ("actions", "folderViews", "healthMetrics"),
    PIPELINE: ("actions", "quietPeriod"),
    LIST_VIEW: ("owner", "name"),
}
"""Children of the root that are runtime state, made by Jenkins, or items of their own."""

DEFAULT_ICONS = frozenset(("com.cloudbees.hudson.plugins.folder.icons.StockFolderIcon", "jenkins.branch.MetadataActionFolderIcon"))

STATE = frozenset(("scmSourceBranchName", "sshRemote", "httpRemote", "projectId", "projectName"))
"""Fields that plugins fill in while they scan (Remote Jenkinsfile Provider, GitLab)."""

FALSE = frozenset(
    (
        "abortBuilds",
        "abortPrevious",
        "buildMRForksNotMirror",
        "clone",
        "deleteUntrackedNestedRepositories",
        "disabled",
        "doGenerateSubmoduleConfigurations",
        "filterExecutors",
        "filterQueue",
        "honorRefspec",
        "implicit",
        "keepDependencies",
        "lookupInParameters",
        "matchBranches",
        "recurse",
        "removeLastBuild",
    )
)
"""Flags that are false when they are left out; Jenkins adds some of them at a save."""

PLAIN_CLASSES = frozenset(
    (
        "empty-list",
        "java.lang.String$CaseInsensitiveComparator",
        "java.util.Arrays$ArrayList",
        "hudson.model.View$PropertyList",
        "jenkins.branch.MultiBranchProject$BranchSourceList",
    )
)
"""Classes of containers: which one it is says nothing."""

_BITBUCKET = re.compile(r"(com\.cloudbees\.jenkins\.plugins\.bitbucket)\.(\w+Trait)((?:\$\w+)?)")
_ORPHANS = {"pruneDeadBranches": "true", "daysToKeep": "-1", "numToKeep": "-1"}
_ORPHAN_CLASS = "com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy"


def current_name(name: str) -> str:
    """A class by the name it has today: Bitbucket's traits moved to a package of their own and are read back from there."""
    return _BITBUCKET.sub(r"\1.trait.\2\3", name)


def normalize(root: Tree) -> Tree:
    """The tree with everything Jenkins would add and without anything that means nothing. ``root`` is changed."""
    kind = class_name(root.tag)
    for child in list(root):
        if child.tag in NOISE.get(kind, ()) or (child.tag == "icon" and child.get("class") in DEFAULT_ICONS):
            root.remove(child)
    description = root.find("description")
    if description is not None:
        description.text = marker.strip((description.text or "").replace("\r\n", "\n"))
    if kind == MULTIBRANCH:
        _complete_multibranch(root)
    if kind == PIPELINE:
        _move_triggers(root)
    for element in list(root.iter()):
        _normalize_element(element)
    return root


def _normalize_element(element: Tree) -> None:
    for child in list(element):
        if child.tag in STATE or child.get("reference") is not None or (child.tag in FALSE and child.text == "false"):
            element.remove(child)
    if element.get("class") == GIT_SOURCE and element.find("traits") is None:
        _add(_add(element, "traits"), element_name("jenkins.plugins.git.traits.BranchDiscoveryTrait"))
    if element.get("class") == "jenkins.branch.DefaultBranchPropertyStrategy" and not element.findall("properties/*"):
        del element.attrib["class"]
    if element.get("class") == "java.util.Arrays$ArrayList":
        for array in element.findall("a"):
            element.remove(array)
            element.extend(list(array))


def _complete_multibranch(root: Tree) -> None:
    orphans = root.find("orphanedItemStrategy")
    if orphans is None:
        orphans = _add(root, "orphanedItemStrategy", _ORPHAN_CLASS)
        for name, value in _ORPHANS.items():
            _add(orphans, name).text = value
    for limit in orphans:
        if limit.tag in ("daysToKeep", "numToKeep") and limit.text == "0":
            limit.text = "-1"
    factory = root.find("factory")
    if factory is None:
        factory = _add(root, "factory", FACTORY)
    path = factory.find("scriptPath")
    if factory.get("class") == REMOTE_FACTORY and path is not None:
        factory.remove(path)
    elif factory.get("class") == FACTORY and path is None:
        _add(factory, "scriptPath").text = "Jenkinsfile"


def _move_triggers(root: Tree) -> None:
    """Triggers of the job itself are moved to a property when Jenkins loads the job; the element stays, empty."""
    legacy = root.find("triggers")
    if legacy is None or not len(legacy):
        return
    properties = root.find("properties")
    if properties is None:
        properties = _add(root, "properties")
    property_ = properties.find(TRIGGERS)
    if property_ is None:
        property_ = _add(properties, TRIGGERS)
        _add(property_, "triggers").extend(list(legacy))
    root.remove(legacy)


def _add(parent: Tree, name: str, of: str | None = None) -> Tree:
    child = parent.makeelement(name, {} if of is None else {"class": of})
    parent.append(child)
    return child
