"""Reading everything once more after an apply: an answer is a promise, what is there is the fact.

A create can be answered with 200 and make nothing (jenkins_live, section Answers: inside a multibranch project); a controller can be put back to an older state.
"""

from __future__ import annotations

from dataclasses import replace

from ..errors import GenPipelinesError
from ..jenkins.target import Target
from .apply import DONE, FAILED, Applied, Fate
from .change import DELETE, DISABLE, MOVE, Change
from .state import State, place


def read_again(applied: Applied, target: Target, root: str) -> Applied:
    """The fates after a look at the target; as they are, if the run was broken off or the target cannot be read."""
    if applied.interrupted:
        return applied
    try:
        return verify(applied, target.read(root))
    except GenPipelinesError:
        return applied


def verify(applied: Applied, state: State) -> Applied:
    """The fates, those that the state does not bear out as failures.

    Args:
        applied: what an apply believes to have done.
        state: the target as it was read afterwards.
    """
    return replace(applied, fates=tuple(_checked(fate, state) for fate in applied.fates))


def _checked(fate: Fate, state: State) -> Fate:
    if fate.outcome != DONE or _is_so(fate.change, state):
        return fate
    return replace(fate, outcome=FAILED, reason="the controller said that it was done, and it is not so", hint="the next run does it again")


def _is_so(change: Change, state: State) -> bool:
    actual = state.items.get(place(change.kind, change.path))
    if change.action == DELETE:
        return actual is None
    if actual is None:
        return False
    if change.action == DISABLE:
        return actual.disabled
    return change.action == MOVE or change.item is None or (actual.marker is not None and actual.marker.digest == change.item.digest)
