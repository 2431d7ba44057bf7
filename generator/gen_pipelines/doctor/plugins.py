"""The plugins that a catalog needs, and those that a controller has."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import ControllerError
from ..jenkins.client import Client
from .check import OK, PROBLEM, UNSEEN, Check
from .needs import Needs
from .versions import newer

PLUGINS = "plugins"


def check_plugins(client: Client, needs: Needs) -> Iterator[Check]:
    """Each needed plugin. A user who may not see the list is told so, once."""
    installed = _installed(client)
    if installed is None:
        found = f"{len(needs.plugins)} are needed; this user may not see which there are (Overall/SystemRead)"
        yield Check(PLUGINS, "list of plugins", UNSEEN, found)
        return
    for name, need in sorted(needs.plugins.items()):
        wanted = f"{name} {need.version}".strip()
        version, active = installed.get(name, ("", False))
        if not version:
            yield Check(PLUGINS, wanted, PROBLEM, "missing", f"install {name}{_or_later(need.version)}; needed by {need.why}")
        elif newer(need.version, version):
            yield Check(PLUGINS, wanted, PROBLEM, version, f"update {name} to {need.version} or later; needed by {need.why}")
        elif not active:
            yield Check(PLUGINS, wanted, PROBLEM, f"{version}, switched off", f"enable {name}; needed by {need.why}")
        else:
            yield Check(PLUGINS, wanted, OK, version)


def _or_later(version: str) -> str:
    return f" {version} or later" if version else ""


def _installed(client: Client) -> dict[str, tuple[str, bool]] | None:
    """Version and whether it is active, by name; ``None`` if they cannot be seen."""
    try:
        found = client.get_json("pluginManager/api/json?tree=plugins[shortName,version,active]")
    except ControllerError as error:
        if error.status in (401, 403):
            return None
        raise
    if not isinstance(found, dict):
        return None
    return {str(plugin.get("shortName")): (str(plugin.get("version")), bool(plugin.get("active"))) for plugin in found.get("plugins") or ()}
