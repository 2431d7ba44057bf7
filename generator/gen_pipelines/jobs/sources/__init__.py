"""Branch sources: a module for each kind of server, and the choice between them.

Every module has ``CLASS``, ``PLUGIN``, ``PULL_REQUEST`` (how heads of pull requests begin), ``values`` (what differs between repositories,
by name) and ``fields`` (the XML, from those values or from slots for them).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from ...catalog.source import Source
from ..xml import Element, tag
from . import bitbucket, git, github, gitlab
from .address import Address, parse_address

MODULES: dict[str, ModuleType] = {"git": git, "github": github, "gitlab": gitlab, "bitbucket": bitbucket}

_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "bitbucket.org": "bitbucket"}
_LABELS = ("github", "gitlab", "bitbucket")


def kind_of(source: Source, address: Address) -> str:
    """``git``, ``github``, ``gitlab`` or ``bitbucket``: as the catalog says, or by the host for ``auto``.

    A server of one's own is known by a label of its host (``github.example.com``). A GitLab server must also be named by ``server``,
    because the plugin finds it by the name it has in Jenkins; without it, plain Git always works.
    """
    if source.kind != "auto":
        return source.kind
    known = _HOSTS.get(address.host)
    if known is not None:
        return known
    labels = address.host.split(".")
    found = next((label for label in _LABELS if label in labels), "git")
    return "git" if found == "gitlab" and source.server is None else found


def source_values(url: str, source: Source) -> tuple[str, dict[str, str]]:
    """The kind of source for a repository's address, and the values that its XML needs.

    Raises:
        UserError: the address cannot be read, or not as that kind of server has them.
    """
    address = parse_address(url)
    kind = kind_of(source, address)
    values: dict[str, str] = MODULES[kind].values(url, address, source)
    return kind, values


def source_element(kind: str, source: Source, values: Mapping[str, str]) -> Element:
    """``<source>``: its id, which must never change, then the fields of its kind. ``values`` may be slots."""
    module = MODULES[kind]
    credentials = tag("credentialsId", values["credentials"]) if "credentials" in values else None
    fields = module.fields(values, credentials, source)
    return tag("source", tag("id", values["source_id"]), *fields, of=module.CLASS, plugin=module.PLUGIN)
