"""Bitbucket Cloud and Bitbucket Data Center (plugin cloudbees-bitbucket-branch-source)."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.source import Source
from ..xml import Element, tag
from . import traits
from .address import Address, misfit

PACKAGE = "com.cloudbees.jenkins.plugins.bitbucket.trait"
CLASS = "com.cloudbees.jenkins.plugins.bitbucket.BitbucketSCMSource"
PLUGIN = "cloudbees-bitbucket-branch-source"
PULL_REQUEST = "PR-"
TRUST = {"nobody": "TrustNobody", "contributors": "TrustTeamForks", "permission": "TrustTeamForks", "everyone": "TrustEveryone"}
"""Bitbucket cannot ask for a contributor's permission: forks of the same account are what it can trust."""


def values(url: str, address: Address, source: Source) -> dict[str, str]:
    """Server, workspace (Data Center: project key, or ``~user``) and repository.

    Raises:
        UserError: the address does not name them.
    """
    context, owner, name = _split(address)
    return {"server": (source.server or f"{address.web}{context}").removesuffix("/"), "owner": owner, "repository": name}


def _split(address: Address) -> tuple[str, str, str]:
    """Context path of the server, owner and repository.

    Data Center has ``/scm/KEY/name``, ``/projects/KEY/repos/name`` and ``/users/name/repos/name``.
    """
    parts = address.parts
    if parts[-1] == "browse":
        parts = parts[:-1]
    if len(parts) >= 4 and parts[-2] == "repos" and parts[-4] in ("projects", "users"):
        user = "~" if parts[-4] == "users" else ""
        before, owner, name = parts[:-4], user + parts[-3], parts[-1]
    elif len(parts) >= 3 and parts[-3] == "scm":
        before, owner, name = parts[:-3], parts[-2], parts[-1]
    elif len(parts) == 2 and all(parts):
        before, owner, name = [], parts[0], parts[1]
    else:
        raise misfit(address, "a project and a repository", "Bitbucket")
    return "".join(f"/{part}" for part in before), owner, name


def fields(values: Mapping[str, str], credentials: Element | None, source: Source) -> list[Element | None]:
    """The source's fields."""
    return [
        tag("serverUrl", values["server"]),
        credentials,
        tag("repoOwner", values["owner"]),
        tag("repository", values["repository"]),
        tag("traits", *traits_of(source)),
    ]


def traits_of(source: Source) -> list[Element]:
    """Discovery, filters and clone options."""
    prefix = PULL_REQUEST if source.pull_requests else None
    found = traits.discovery(PACKAGE, source, "PullRequest", TRUST)
    return found + traits.head_filters(source.branches, prefix) + traits.clone_traits(source.clone, "git")
