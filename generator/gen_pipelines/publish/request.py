"""What is to be published where, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ..catalog.model import Catalog
from ..catalog.wildcards import names_matching
from ..errors import UserError


@dataclass(frozen=True)
class Request:
    """One repository, and the files it shall have. The services of a monorepo share one request."""

    repository: str
    main_branch: str
    files: Mapping[str, str]
    services: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """How to publish. ``timeout`` is in seconds, for each call of git."""

    branch: str = "gen-pipelines/update"
    to_main: bool = False
    adopt: bool = False
    dry_run: bool = False
    jobs: int = 4
    author: str = "gen-pipelines"
    email: str = "gen-pipelines@localhost"
    timeout: float = 120


@dataclass(frozen=True)
class Result:
    """What became of one request: ``pushed``, ``unchanged``, ``would change`` or ``failed``."""

    repository: str
    services: tuple[str, ...]
    outcome: str
    branch: str = ""
    commit: str = ""
    reason: str = ""
    diff: list[str] = field(default_factory=list)


def requests_for(catalog: Catalog, texts: Mapping[str, str], only: tuple[str, ...] = ()) -> list[Request]:
    """One request for each repository of the services that keep their Jenkinsfile there.

    Args:
        catalog: the catalog.
        texts: the rendered Jenkinsfiles by service name.
        only: wildcards of service names; none given means all.

    Raises:
        UserError: two services of a repository disagree about its main branch, or no service has a name that is asked for.
    """
    for pattern in only:
        if not any(map(names_matching((pattern,)).match, catalog.services)):
            raise UserError(f'no service matches "{pattern}"', hint="`gen-pipelines list` shows them")
    by_repository: dict[str, Request] = {}
    for service in catalog.services.values():
        if service.settings.jenkinsfile.from_ != "repository" or not service.repository or (only and not names_matching(only).match(service.name)):
            continue
        known = by_repository.get(service.repository)
        main = service.settings.source.main
        if known is not None and known.main_branch != main:
            raise UserError(f"{service.name} delivers {main}, others in {without_secrets(service.repository)} deliver {known.main_branch}", hint="set `source.main` alike")
        files = {**(known.files if known else {}), service.jenkinsfile: texts[service.name]}
        by_repository[service.repository] = Request(service.repository, main, files, (*(known.services if known else ()), service.name))
    return list(by_repository.values())


def without_secrets(url: str) -> str:
    """The address without user name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if parts.scheme and "@" in parts.netloc else url
