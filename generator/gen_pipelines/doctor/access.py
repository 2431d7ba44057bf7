"""Reaching the controller, who one is there, and what one may do.

Jenkins has no list of permissions to ask for. Where a request exists that needs a permission and cannot do anything (creating an item without a name,
renaming a folder to the name it has), it is sent, and its refusal tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..catalog.model import Controller
from ..errors import ControllerError
from ..jenkins.addresses import item_address
from ..jenkins.client import FORM, Client
from .check import OK, PROBLEM, UNSEEN, Check

CONTROLLER, USER, PERMISSIONS = "controller", "user", "permissions"


def check_controller(client: Client) -> Iterator[Check]:
    """Whether it answers, and is not about to be restarted.

    Raises:
        ControllerError: it cannot be reached, or refused; nothing else can be looked at then.
    """
    found = client.get_json("api/json?tree=quietingDown,quietDownReason")
    if not isinstance(found, dict):
        raise ControllerError("GET /api/json", f"there is no Jenkins at {client.url}", status=404, hint="does the address need a path, as in https://ci.example.com/jenkins?")
    yield Check(CONTROLLER, client.url, OK, f"Jenkins {client.version or 'of an unknown version'}")
    if found.get("quietingDown"):
        reason = str(found.get("quietDownReason") or "no reason was given")
        yield Check(CONTROLLER, "quiet mode", PROBLEM, reason, "wait for the restart; `apply` refuses to run now, unless told --in-quiet-mode")
    else:
        yield Check(CONTROLLER, "quiet mode", OK, "off")


def check_user(client: Client, controller: Controller | None) -> Iterator[Check]:
    """Who one is."""
    found: Any = client.get_json("whoAmI/api/json")
    variables = f"{controller.user_env} and {controller.token_env}" if controller is not None else "JENKINS_USER and JENKINS_API_TOKEN"
    if not isinstance(found, dict):
        yield Check(USER, "who am I", UNSEEN, "no answer")
    elif found.get("anonymous", True):
        yield Check(USER, "who am I", PROBLEM, "anonymous", f"set {variables} in the environment; an API token is made on the user's page in Jenkins")
    else:
        groups = [str(group) for group in found.get("authorities") or () if group != "authenticated"]
        yield Check(USER, "who am I", OK, str(found.get("name")) + (f", in {', '.join(groups)}" if groups else ""))


def check_permissions(client: Client, root: str) -> Iterator[Check]:
    """Creating, configuring and reading. There is no harmless way to ask about deleting."""
    folder = item_address((root,))
    exists = client.get(f"{folder}api/json?tree=name").status == 200
    place = folder if exists else ""
    yield _permission("create items", "Job/Create", _is_refused(client, f"{place}createItem"))
    if exists:
        yield _permission("change items", "Job/Configure", _is_refused(client, f"{folder}confirmRename?newName={quote(root, safe='')}"))
        yield _permission("read configurations", "Job/ExtendedRead", _is_hidden(client, f"{folder}config.xml"))
    else:
        yield Check(PERMISSIONS, "change items", UNSEEN, f"there is no folder {root} yet to ask about")
    yield Check(PERMISSIONS, "delete items", UNSEEN, "no request asks about it without deleting something")


def _permission(what: str, name: str, refused: bool | None) -> Check:
    if refused is None:
        return Check(PERMISSIONS, what, UNSEEN, "no clear answer")
    if refused:
        return Check(PERMISSIONS, what, PROBLEM, f"{name} is missing", f"ask an administrator to give this user {name}")
    return Check(PERMISSIONS, what, OK, name)


def _is_refused(client: Client, path: str) -> bool | None:
    """Whether a request that can only fail fails for lack of permission."""
    try:
        client.post(path, content_type=FORM)
    except ControllerError as error:
        return {400: False, 401: True, 403: True}.get(error.status or 0)
    return None


def _is_hidden(client: Client, path: str) -> bool | None:
    try:
        return client.get(path).status != 200
    except ControllerError as error:
        return True if error.status in (401, 403) else None
