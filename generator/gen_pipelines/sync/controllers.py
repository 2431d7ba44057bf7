"""Which controller a command means, and the target behind it."""

from __future__ import annotations

import os
from pathlib import Path

from ..catalog.invalid import did_you_mean
from ..catalog.model import Catalog
from ..errors import UserError
from ..jenkins.directory import DirectoryTarget
from ..jenkins.target import Target


def choose_target(catalog: Catalog, name: str | None, home: str | None) -> tuple[str | None, Target]:
    """The controller's name, for placing services, and its target.

    Args:
        catalog: the catalog.
        name: the controller asked for; left out, the only one that is a directory, or the only one.
        home: a directory, instead of the one in the catalog.

    Raises:
        UserError: there is no such controller, or none can be chosen.
    """
    if home is not None:
        return name and _known(catalog, name), DirectoryTarget(home)
    chosen = _known(catalog, name) if name else _only(catalog)
    controller = catalog.controllers[chosen]
    if controller.home is None:
        raise UserError(f"the controller {chosen} is a server, and this version writes to directories only", hint="choose a controller with `home`, or give --home")
    return chosen, DirectoryTarget(os.path.join(Path(catalog.file).parent, controller.home))


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
