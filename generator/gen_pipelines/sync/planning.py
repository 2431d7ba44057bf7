"""A plan for a target, with as many reads as it is worth."""

from __future__ import annotations

from collections.abc import Iterable

from ..jenkins.configs import with_configs
from ..jenkins.target import Target
from ..jobs.item import Item
from .change import UPDATE, Plan
from .plan import Options, make_plan
from .state import ActualItem, State, place

DEFAULT = Options()


def plan_for(
    desired: Iterable[Item], target: Target, root: str, owner: str, options: Options = DEFAULT, *, deep: bool = False, limit: int = 1000
) -> tuple[Plan, State]:
    """Read a target and plan; the state is what the plan was made from.

    What is unchanged by its mark is not read. What changes is read, so that the plan can say how.

    Args:
        desired: the items it should have, folders before what is in them.
        target: the target.
        root: the catalog's root folder.
        owner: the catalog's owner.
        options: as of :func:`.plan.make_plan`.
        deep: read every item of the owner, and compare by meaning.
        limit: changed items that are read, at most.

    Raises:
        ControllerError: refused, or not reached.
        UserError: a config.xml that cannot be read.
    """
    wanted = list(desired)
    state = target.read(root)
    fingerprint = state.fingerprint()
    if deep:
        state = with_configs(target, state, lambda item: item.is_owned_by(owner))
    plan = make_plan(wanted, state, owner, target.name, options, fingerprint)
    unread = {place(one.kind, one.path) for one in _unread(plan)[:limit]}
    if not unread:
        return plan, state
    state = with_configs(target, state, lambda item: place(item.kind, item.path) in unread)
    return make_plan(wanted, state, owner, target.name, options, fingerprint), state


def _unread(plan: Plan) -> list[ActualItem]:
    """What will be changed, and whose config is not known."""
    return [change.actual for change in plan.changes if change.action == UPDATE and change.actual is not None and change.actual.config is None]
