"""All checks of a target, in the order in which a person would repair what they find."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..catalog.model import Catalog
from ..errors import ControllerError
from ..jenkins.client import Client
from .access import CONTROLLER, check_controller, check_permissions, check_user
from .agents import check_agents, check_tools
from .check import OK, PROBLEM, UNSEEN, Check
from .credentials import check_credentials
from .library import check_library
from .linting import LINTER, check_jenkinsfiles
from .needs import Needs
from .plugins import check_plugins

Part = Callable[[], Iterable[Check]]


def examine(client: Client, catalog: Catalog, controller: str | None, needs: Needs, jenkinsfiles: Mapping[str, str], advance: Callable[[str], None]) -> Iterator[Check]:
    """Everything that can be seen of a controller. What cannot is told, and stops nothing else."""
    try:
        yield from check_controller(client)
    except ControllerError as error:
        advice = "it starts or restarts: look again in a minute, or let it take longer with --wait" if error.status == 503 else error.hint
        yield Check(CONTROLLER, client.url, PROBLEM, error.message, advice)
        return
    named = catalog.controllers[controller] if controller is not None else None
    parts: tuple[tuple[str, Part], ...] = (
        ("user", lambda: check_user(client, named)),
        ("permissions", lambda: check_permissions(client, catalog.root)),
        ("plugins", lambda: check_plugins(client, needs)),
        ("credentials", lambda: check_credentials(client, needs, catalog.root)),
        ("library", lambda: check_library(client, catalog)),
        ("agents", lambda: check_agents(client, needs)),
        ("tools", lambda: check_tools(needs)),
        (LINTER, lambda: check_jenkinsfiles(client, jenkinsfiles, advance)),
    )
    for area, part in parts:
        try:
            yield from part()
        except ControllerError as error:
            yield Check(area, area, UNSEEN, error.message, error.hint)


def examine_directory(home: str, needs: Needs) -> Iterator[Check]:
    """What a directory can tell: whether it can be written. What the catalog needs is listed, so that somebody can compare it."""
    existing = home
    while not os.path.exists(existing) and os.path.dirname(existing) != existing:
        existing = os.path.dirname(existing) or "."
    if os.path.isdir(existing) and os.access(existing, os.W_OK | os.X_OK):
        yield Check(CONTROLLER, f"directory {home}", OK, "can be written" if existing == home else "will be made")
    else:
        yield Check(CONTROLLER, f"directory {home}", PROBLEM, f"{existing} cannot be written", "choose another --home, or run as another user")
    counts = ((needs.plugins, "plugins"), (needs.credentials, "credentials"), (needs.labels, "agents"), (needs.tools, "tools"))
    for needed, area in counts:
        if needed:
            yield Check(area, ", ".join(sorted(needed)[:4]) + (" ..." if len(needed) > 4 else ""), UNSEEN, f"{len(needed)} needed; a directory does not tell what there is")
