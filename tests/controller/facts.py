"""What a controller knows of a configuration: read once when it is posted."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from .model import KINDS, PIPELINE, Facts, Source
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
    )


def _text(root: ET.Element, name: str) -> str | None:
    """The text of the last field of a name: a repeated one overwrites."""
    found = root.findall(name)
    return released(found[-1].text or "") if found else None


def _sources(root: ET.Element, plugins: Plugins) -> tuple[Source, ...]:
    """The branch sources that can be loaded; a source without an id is numbered by its place."""
    sources = []
    for source in root.iterfind("sources/data/jenkins.branch.BranchSource/source"):
        class_name = source.get("class", "")
        if plugins.loads(class_name):
            sources.append(Source(source.findtext("id") or "", source.findtext("remote") or source.findtext("repository") or "", class_name))
    return tuple(sources)


def _parameters(root: ET.Element) -> tuple[str, ...]:
    definitions = root.find("properties/hudson.model.ParametersDefinitionProperty/parameterDefinitions")
    return () if definitions is None else tuple(one.findtext("name") or "" for one in definitions)
