"""The repository's address must fit its server."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding, UserError
from . import Context, Rule

RULE = Rule(
    "repository-address",
    ERROR,
    "An address that the server's branch source cannot use.",
    why="GitHub and Bitbucket have an owner and a repository, and nothing else; a branch source made from another address finds nothing.",
    bad="services: {web: {repository: https://github.com/web.git}}",
    good="services: {web: {repository: https://github.com/acme/web.git}}",
    required=True,
)
USUAL = ("github.com", "gitlab.com", "bitbucket.org")


def check(context: Context) -> Iterator[Finding]:
    """Every service's repository. What looks as most addresses do is passed over: this runs for each service."""
    for service in context.catalog.services.values():
        address = service.repository
        if not address:
            continue
        parts = address.split("/")
        if len(parts) == 5 and parts[0] == "https:" and parts[2] in USUAL and parts[3] and parts[4]:
            continue
        yield from _check_address(context, service.name, address)


def _check_address(context: Context, name: str, address: str) -> Iterator[Finding]:
    from ...jobs.sources import source_values

    try:
        source_values(address, context.catalog.services[name].settings.source)
    except UserError as error:
        yield RULE.found(error.message, context.at_path("services", name, "repository"), error.hint)
