"""Which controllers a command means, and the targets behind them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..catalog.model import Catalog, Controller
from ..errors import UserError
from ..jenkins.client import Client, Settings
from ..jenkins.controller import ControllerTarget
from ..jenkins.directory import DirectoryTarget
from ..jenkins.target import Target
from ..suggestion import did_you_mean

DEFAULT = Settings()
_PASSWORD = re.compile(r"^(\w+://)[^/@]*@")


def choose_target(catalog: Catalog, name: str | None, home: str | None, settings: Settings = DEFAULT) -> tuple[str | None, Target]:
    """The controller's name, for placing services, and its target.

    Args:
        catalog: the catalog.
        name: the controller asked for; left out, the only one that is a directory, or the only one.
        home: a directory, instead of the one in the catalog.
        settings: how to talk to a controller.

    Raises:
        UserError: there is no such controller, or none can be chosen, or its sign-in is incomplete.
    """
    if home is not None:
        return name and _known(catalog, name), DirectoryTarget(home)
    chosen = _known(catalog, name) if name else _only(catalog)
    return chosen, target_of(catalog, chosen, settings)


def choose_targets(catalog: Catalog, name: str | None, home: str | None, *, everything: bool, settings: Settings = DEFAULT) -> list[tuple[str | None, Target]]:
    """The targets of a command that can work on several: the one that is meant, or all of the catalog.

    Left out, it is the only one that is a directory; without one, all.

    Raises:
        UserError: as of :func:`choose_target`; or both one and all are asked for.
    """
    if everything and (name or home):
        raise UserError("--all and a single controller cannot be meant at once", hint="leave one of them out")
    directories = [key for key, controller in catalog.controllers.items() if controller.home is not None]
    if everything or (name is None and home is None and not directories and len(catalog.controllers) > 1):
        return [(key, target_of(catalog, key, settings)) for key in catalog.controllers]
    return [choose_target(catalog, name, home, settings)]


def target_of(catalog: Catalog, name: str, settings: Settings) -> Target:
    """The target behind a controller of the catalog.

    Raises:
        UserError: only one half of the sign-in is there.
    """
    controller = catalog.controllers[name]
    if controller.home is not None:
        return DirectoryTarget(os.path.join(Path(catalog.file).parent, controller.home))
    return ControllerTarget(_client(name, controller, settings))


def _client(name: str, controller: Controller, settings: Settings) -> Client:
    """Sign-in comes from the environment only. Without any, Jenkins is asked as nobody."""
    url = controller.url or ""
    if _PASSWORD.match(url):
        raise UserError(f"the address of the controller {name} has a user or a password in it", hint=f"set {controller.user_env} and {controller.token_env} instead")
    user, token = (os.environ.get(variable, "").strip() or None for variable in (controller.user_env, controller.token_env))
    if (user is None) != (token is None):
        missing, there = (controller.user_env, controller.token_env) if user is None else (controller.token_env, controller.user_env)
        raise UserError(f"{missing} is not set, and {there} is", hint=f"signing in to {name} needs both")
    return Client(url, user, token, settings, f"set {controller.user_env} and {controller.token_env}, with an API token from the user's Security page")


def _known(catalog: Catalog, name: str) -> str:
    if name not in catalog.controllers:
        raise UserError(f'there is no controller "{name}"', hint=did_you_mean(name, catalog.controllers) or f"known: {', '.join(catalog.controllers) or 'none'}")
    return name


def _only(catalog: Catalog) -> str:
    directories = [name for name, controller in catalog.controllers.items() if controller.home is not None]
    candidates = directories or list(catalog.controllers)
    if len(candidates) != 1:
        known = f"name one with --controller: {', '.join(catalog.controllers)}"
        raise UserError("which controller is meant?", hint=known if candidates else "declare one under `controllers`, or give --home")
    return candidates[0]
