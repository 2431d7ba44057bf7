"""GitLab (plugin gitlab-branch-source). Projects may lie in nested groups."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.source import Source
from ..xml import Element, tag
from . import traits
from .address import Address, misfit

PACKAGE = "io.jenkins.plugins.gitlabbranchsource"
CLASS = f"{PACKAGE}.GitLabSCMSource"
PLUGIN = "gitlab-branch-source"
PULL_REQUEST = "MR-"
DEFAULT_SERVER = "default"
"""The plugin's own name for gitlab.com (GitLabServer.GITLAB_SERVER_DEFAULT_NAME)."""

TRUST = {"nobody": "TrustNobody", "contributors": "TrustMembers", "permission": "TrustPermission", "everyone": "TrustEveryone"}


def values(url: str, address: Address, source: Source) -> dict[str, str]:
    """Server (by its name in Jenkins), owner (user or group, with its parents) and full path of a project.

    The project's numeric id is left out: the plugin looks it up, with both clone addresses, at every scan.

    Raises:
        UserError: the address does not name a group and a project.
    """
    owner, _, name = address.path.rpartition("/")
    if not owner or not name:
        raise misfit(address, "a group and a project", "GitLab")
    return {"server": source.server or DEFAULT_SERVER, "owner": owner, "path": address.path}


def fields(values: Mapping[str, str], credentials: Element | None, source: Source) -> list[Element | None]:
    """The source's fields."""
    return [
        tag("serverName", values["server"]),
        tag("projectOwner", values["owner"]),
        tag("projectPath", values["path"]),
        credentials,
        tag("traits", *traits_of(source)),
    ]


def traits_of(source: Source) -> list[Element]:
    """Discovery, filters and clone options."""
    prefix = PULL_REQUEST if source.pull_requests else None
    found = traits.discovery(PACKAGE, source, "MergeRequest", TRUST)
    return found + traits.head_filters(source.branches, prefix) + traits.clone_traits(source.clone, "git")
