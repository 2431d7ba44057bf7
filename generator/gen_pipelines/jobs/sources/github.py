"""GitHub and GitHub Enterprise (plugin github-branch-source)."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalog.source import Source
from ..xml import Element, tag
from . import traits
from .address import Address, owner_and_name

PACKAGE = "org.jenkinsci.plugins.github_branch_source"
CLASS = f"{PACKAGE}.GitHubSCMSource"
PLUGIN = "github-branch-source"
PULL_REQUEST = "PR-"
TRUST = {"nobody": "TrustNobody", "contributors": "TrustContributors", "permission": "TrustPermission", "everyone": "TrustEveryone"}


def values(url: str, address: Address, source: Source) -> dict[str, str]:
    """API, owner, repository and web address of a repository.

    Raises:
        UserError: the address does not name an owner and a repository.
    """
    owner, name = owner_and_name(address, "GitHub")
    web = address.web if source.server is None else source.server.removesuffix("/").removesuffix("/api/v3")
    api = "https://api.github.com" if address.host == "github.com" else f"{web}/api/v3"
    return {"api": api, "owner": owner, "repository": name, "repository_url": f"{web}/{owner}/{name}"}


def fields(values: Mapping[str, str], credentials: Element | None, source: Source) -> list[Element | None]:
    """The source's fields."""
    return [
        tag("apiUri", values["api"]),
        credentials,
        tag("repoOwner", values["owner"]),
        tag("repository", values["repository"]),
        tag("repositoryUrl", values["repository_url"]),
        tag("traits", *traits_of(source)),
    ]


def traits_of(source: Source) -> list[Element]:
    """Discovery, filters and clone options."""
    prefix = PULL_REQUEST if source.pull_requests else None
    found = traits.discovery(PACKAGE, source, "PullRequest", TRUST)
    return found + traits.head_filters(source.branches, prefix) + traits.clone_traits(source.clone, "git")
