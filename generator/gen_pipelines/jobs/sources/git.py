"""Any Git server: the source of the git plugin. It knows branches and tags, no pull requests."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.source import Source
from ..xml import Element, instance, tag
from . import traits
from .address import Address

CLASS = "jenkins.plugins.git.GitSCMSource"
PLUGIN = "git"
PULL_REQUEST = None


def values(url: str, address: Address, source: Source) -> dict[str, str]:
    """What differs between repositories: the address, as it is written in the catalog."""
    return {"remote": url}


def fields(values: Mapping[str, str], credentials: Element | None, source: Source) -> list[Element | None]:
    """The source's fields. The traits are always written: left out, Jenkins would add its own (config_xml, section Sources)."""
    return [tag("remote", values["remote"]), credentials, tag("traits", *traits_of(source))]


def traits_of(source: Source) -> list[Element]:
    """Discovery, filters and clone options."""
    found = [instance("jenkins.plugins.git.traits.BranchDiscoveryTrait")]
    if source.tags:
        found.append(instance("jenkins.plugins.git.traits.TagDiscoveryTrait"))
    return found + traits.head_filters(source.branches, PULL_REQUEST) + traits.clone_traits(source.clone, None)
