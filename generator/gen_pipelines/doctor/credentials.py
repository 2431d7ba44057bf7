"""The credentials that a catalog names, and those that a controller and the catalog's folder have. Only ids and kinds are read: no secret is ever asked for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ..errors import ControllerError
from ..jenkins.addresses import item_address
from ..jenkins.client import Client
from .check import OK, PROBLEM, UNSEEN, Check
from .needs import CredentialNeed, Needs

CREDENTIALS = "credentials"

KINDS = {
    "secret-text": "Secret text",
    "username-password": "Username with password",
    "ssh-key": "SSH Username with private key",
    "file": "Secret file",
    "aws": "AWS Credentials",
}
"""Kinds of the contracts, as Jenkins calls them."""


def check_credentials(client: Client, needs: Needs, root: str) -> Iterator[Check]:
    """Each needed credential, in the controller's own store or in the folder's."""
    known, hidden = _known(client, root)
    for identifier, need in sorted(needs.credentials.items()):
        users = ", ".join(need.users[:3]) + (f" and {len(need.users) - 3} more" if len(need.users) > 3 else "")
        found = known.get(identifier)
        if found is not None:
            yield _kind_check(identifier, found, need, users)
        elif hidden:
            yield Check(CREDENTIALS, identifier, UNSEEN, f"needed by {users}; this user may not see {' and '.join(hidden)} (Credentials/View)")
        else:
            yield Check(CREDENTIALS, identifier, PROBLEM, "missing", f"add a credential with the id {identifier}{_as(need)}; used by {users}")


def _as(need: CredentialNeed) -> str:
    return f" ({' or '.join(KINDS[kind] for kind in sorted(need.kinds))})" if need.kinds else ""


def _kind_check(identifier: str, found: str, need: CredentialNeed, users: str) -> Check:
    """Kinds that a plugin of somebody else made are taken for right: only a known one can be known to be wrong."""
    wanted = [KINDS[kind] for kind in sorted(need.kinds)]
    if wanted and found in KINDS.values() and found not in wanted:
        return Check(CREDENTIALS, identifier, PROBLEM, found, f"make {identifier} anew as {' or '.join(wanted)}; {users} cannot use another kind")
    return Check(CREDENTIALS, identifier, OK, found)


def _known(client: Client, root: str) -> tuple[dict[str, str], list[str]]:
    """Kinds by id, and the stores that cannot be seen."""
    known: dict[str, str] = {}
    hidden = []
    for name, path in (("the controller's credentials", "credentials/store/system/"), (f"those of {root}", f"{item_address((root,))}credentials/store/folder/")):
        try:
            found = _store(client, path)
        except ControllerError as error:
            if error.status not in (401, 403):
                raise
            found = None
        if found is not None:
            known |= found
        elif name.startswith("the") or client.get(f"{item_address((root,))}api/json?tree=name").status == 200:
            hidden.append(name)
    return known, hidden


def _store(client: Client, path: str) -> dict[str, str] | None:
    """The credentials of a store, in all its domains; ``None`` if there is no such store, or it cannot be seen."""
    store = client.get_json(f"{path}api/json")
    if not isinstance(store, dict):
        return None
    found: dict[str, str] = {}
    for domain in store.get("domains") or {}:
        listed = client.get_json(f"{path}domain/{quote(str(domain), safe='')}/api/json?tree=credentials[id,typeName]") or {}
        found |= {str(one.get("id")): str(one.get("typeName")) for one in listed.get("credentials") or ()}
    return found
