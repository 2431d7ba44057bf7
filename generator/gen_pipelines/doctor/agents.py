"""The agents that pipelines ask for, and the tools that steps run on them."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import ControllerError
from ..jenkins.client import Client
from .check import OK, UNSEEN, Check
from .labels import UnknownExpression, matches
from .needs import Needs

AGENTS, TOOLS = "agents", "tools"


def check_agents(client: Client, needs: Needs) -> Iterator[Check]:
    """Whether an agent has the labels. A missing one is no problem yet: a cloud may start agents when they are asked for."""
    agents = _agents(client)
    for label in sorted(needs.labels):
        if agents is None:
            yield Check(AGENTS, label, UNSEEN, "this user may not see the agents")
            continue
        try:
            fitting = [online for labels, online in agents if matches(label, labels)]
        except UnknownExpression:
            yield Check(AGENTS, label, UNSEEN, "an expression that only Jenkins can work out")
            continue
        if any(fitting):
            yield Check(AGENTS, label, OK, f"{sum(fitting)} online")
        else:
            found = f"{len(fitting)} offline" if fitting else "no agent has these labels now"
            yield Check(AGENTS, label, UNSEEN, f"{found}; builds wait for one, unless a cloud starts it")


def check_tools(needs: Needs) -> Iterator[Check]:
    """Tools stand on agents, where the remote API does not look; each step checks its own at run time."""
    for name, need in sorted(needs.tools.items()):
        yield Check(TOOLS, f"{name} {need.version}".strip(), UNSEEN, "on the agents; every step checks its own when it runs")


def _agents(client: Client) -> list[tuple[frozenset[str], bool]] | None:
    """Labels of each agent, and whether it is online; ``None`` if they cannot be seen."""
    try:
        found = client.get_json("computer/api/json?tree=computer[displayName,offline,assignedLabels[name]]")
    except ControllerError as error:
        if error.status in (401, 403):
            return None
        raise
    if not isinstance(found, dict):
        return None
    return [
        (frozenset(str(label.get("name")) for label in computer.get("assignedLabels") or ()), not computer.get("offline")) for computer in found.get("computer") or ()
    ]
