"""What a controller knows of a configuration: read once when it is posted."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from .model import FOLDER, KINDS, MULTIBRANCH, PIPELINE, Facts, Parameter, Source, View
from .plugins import Plugins
from .xmltext import BadXml, released


def facts_of(root: ET.Element, plugins: Plugins) -> Facts:
    """The facts of a parsed configuration.

    Raises:
        BadXml: the root element is of no class that is an item.
    """
    kind = KINDS.get(root.tag)
    if kind is None or not plugins.loads(root.tag):
        raise BadXml(f"{root.tag} is no item")
    return Facts(
        kind=kind,
        description=_text(root, "description"),
        display_name=_text(root, "displayName") or None,
        disabled=(root.findtext("disabled") or "").strip() == "true",
        sources=_sources(root, plugins),
        parameters=_parameters(root) if kind == PIPELINE else (),
        views=views_of(root, kind),
        moves_triggers=kind == PIPELINE and root.find("triggers/*") is not None,
    )


def _text(root: ET.Element, name: str) -> str | None:
    """The text of the last field of a name: a repeated one overwrites."""
    found = root.findall(name)
    return released(found[-1].text or "") if found else None


def _sources(root: ET.Element, plugins: Plugins) -> tuple[Source, ...]:
    """The branch sources that can be loaded; one without an id is numbered by its place when it is scanned."""
    listed = root.iterfind("sources/data/jenkins.branch.BranchSource/source")
    return tuple(_source(source) for source in listed if plugins.loads(source.get("class", "")))


def _source(source: ET.Element) -> Source:
    traits = {trait.tag.rpartition(".")[2]: trait for trait in source.iterfind("traits/*")}
    wildcard, regex = traits.get("WildcardSCMHeadFilterTrait"), traits.get("RegexSCMHeadFilterTrait")
    is_git = source.get("class") == "jenkins.plugins.git.GitSCMSource"
    return Source(
        identifier=source.findtext("id") or "",
        remote=source.findtext("remote") or source.findtext("repositoryUrl") or source.findtext("repository") or "",
        class_name=source.get("class", ""),
        branches=not is_git or source.find("traits") is None or "BranchDiscoveryTrait" in traits,
        tags="TagDiscoveryTrait" in traits,
        includes="*" if wildcard is None else wildcard.findtext("includes") or "",
        excludes="" if wildcard is None else wildcard.findtext("excludes") or "",
        regex=".*" if regex is None else regex.findtext("regex") or "",
    )


def _parameters(root: ET.Element) -> tuple[Parameter, ...]:
    definitions = root.find("properties/hudson.model.ParametersDefinitionProperty/parameterDefinitions")
    if definitions is None:
        return ()
    return tuple(Parameter(one.findtext("name") or "", one.tag.rpartition(".")[2], one.findtext("defaultValue") or "", one.findtext("description")) for one in definitions)


def views_of(root: ET.Element, kind: str) -> tuple[View, ...]:
    """The views of a folder, by name; a folder that says nothing has the one of all."""
    if kind == MULTIBRANCH:
        return (View("default", "jenkins.branch.MultiBranchProjectViewHolder$ViewImpl"),)
    if kind == PIPELINE:
        return ()
    listed = root.find("folderViews/views")
    if listed is None:
        return (View("All", "hudson.model.AllView"),) if kind == FOLDER else ()
    found = [View(view.findtext("name") or "", view.tag.replace("_-", "$"), _text(view, "description")) for view in listed]
    return tuple(sorted(found, key=lambda view: view.name))
