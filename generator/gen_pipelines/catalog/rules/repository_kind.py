"""Which kind of server is it?"""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding, UserError
from ..model import Service
from . import Context, Rule

RULE = Rule(
    "repository-kind",
    WARNING,
    "A server whose kind cannot be told from its host.",
    why="It is read as plain Git, which knows branches and tags, and no pull requests. If it is a GitHub, GitLab or Bitbucket "
    "server, say so.",
    bad="services: {web: {repository: https://git.example.com/acme/web.git}}",
    good="services: {web: {repository: https://git.example.com/acme/web.git, source: git}}",
)
KNOWN = ("", "github.com", "gitlab.com", "bitbucket.org")


def check(context: Context) -> Iterator[Finding]:
    """The first service of each host that is not known, unless it says its kind."""
    seen = set(KNOWN)
    for service in context.catalog.services.values():
        parts = (service.repository or "").split("/", 3)
        if len(parts) == 4 and parts[2] in seen:  # https://host/..., as most are
            continue
        host, kind = _read(service)
        if host not in seen and kind == "git" and service.settings.source.kind == "auto":
            seen.add(host)
            place = context.at_path("services", service.name, "repository")
            yield RULE.found(f'"{host}" is read as plain Git: without pull requests', place, _hint(host))


def _read(service: Service) -> tuple[str, str]:
    """Host, empty for a local one or none at all, and kind of the service's repository."""
    from ...jobs.sources import kind_of
    from ...jobs.sources.address import parse_address

    try:
        address = parse_address(service.repository or "")
    except UserError:
        return "", "git"
    return address.host, kind_of(service.settings.source, address)


def _hint(host: str) -> str:
    if "gitlab" in host.split("."):
        return "say `source: {kind: gitlab, server: NAME}` with the name the server has in Jenkins, or `source: git`"
    return "say `source: github`, `gitlab`, `bitbucket` or `git`"
