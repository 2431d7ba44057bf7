"""The parts of a repository's address."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...errors import UserError

_URL = re.compile(r"(?P<scheme>[a-z]+)://(?:[^@/]*@)?(?P<host>[^/:]*)(?P<port>:\d+)?/(?P<path>.*)")
_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>(?!//)[^\\]+)")

# Hosts that answer SSH on the HTTPS port for people behind a proxy.
_SSH_HOSTS = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com", "altssh.bitbucket.org": "bitbucket.org"}


class Address(NamedTuple):
    """Where a repository is. ``web`` is the server's address for browsers; ``path`` has neither outer slashes nor ``.git``."""

    host: str
    web: str
    path: str

    @property
    def parts(self) -> list[str]:
        """The path's segments."""
        return self.path.split("/")


def parse_address(url: str) -> Address:
    """The parts of an ``https``, ``http``, ``ssh``, ``git`` or ``file`` URL, or of the scp-like ``git@host:owner/repository.git``.

    For SSH the web address is assumed to be HTTPS on the same host. The host is in lower case; a local file has none.

    Raises:
        UserError: not an address of these forms.
    """
    found = _URL.fullmatch(url) or _SCP.fullmatch(url)
    if found is None:
        raise UserError(f"{url!r} is not the address of a repository", hint="write https://host/..., ssh://git@host/... or git@host:...")
    groups = found.groupdict()
    host = groups["host"].lower()
    host = _SSH_HOSTS.get(host, host)
    scheme = groups.get("scheme")
    web = f"{scheme}://{host}{groups.get('port') or ''}" if scheme in ("http", "https") else f"https://{host}"
    return Address(host, web, groups["path"].strip("/").removesuffix(".git"))


def misfit(address: Address, expected: str, kind: str) -> UserError:
    """The error for an address that is not like those of a kind of server."""
    message = f"{address.path!r} on {address.host} is not {expected}, as {kind} has them"
    return UserError(message, hint="use `source: git` for other servers")


def owner_and_name(address: Address, kind: str) -> tuple[str, str]:
    """Owner and repository of a path of exactly two segments.

    Raises:
        UserError: there are more or fewer.
    """
    owner, _, name = address.path.partition("/")
    if not owner or not name or "/" in name:
        raise misfit(address, "an owner and a repository", kind)
    return owner, name
