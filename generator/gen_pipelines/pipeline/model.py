"""The stage tree of a declarative pipeline.

It holds names, structure and the calls of library steps; how it looks as text is the templates' business, how long it takes is the graph's.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Expression(str):
    """A Groovy expression of ours, written as it is. Never made from a value of the catalog."""


class Call(NamedTuple):
    """One call of a step, arguments by name. Values are str, int, float, bool, None, list, dict and :class:`Expression`."""

    step: str
    arguments: dict[str, Any]


class Condition(NamedTuple):
    """One condition of ``when``: ``branch``, ``changeset``, ``triggeredBy`` with a value, ``equals`` with arguments, or ``anyOf`` with children."""

    kind: str
    value: Any = None
    arguments: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    children: tuple[Condition, ...] = ()


class Option(NamedTuple):
    """One entry of ``options``, ``triggers`` or ``parameters``: named arguments, or one value, which may itself be a call."""

    name: str
    arguments: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    value: Any = None


class AgentBlock(NamedTuple):
    """An ``agent`` block: ``any``, or a kind (``label``, ``docker``, ``kubernetes``) with its settings."""

    kind: str = "any"
    settings: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed


class Input(NamedTuple):
    """An approval. It waits before an agent is allocated."""

    message: str
    ok: str
    submitters: tuple[str, ...] = ()
    submitter_parameter: str = "APPROVER"
    reason: bool = False


class Post(NamedTuple):
    """What runs afterwards, by condition (``always``, ``failure``, ..., ``cleanup``)."""

    conditions: dict[str, tuple[Call, ...]] = {}  # noqa: RUF012 - a NamedTuple's default, never changed


class Stage(NamedTuple):
    """A stage: calls, or stages one after the other, or stages side by side.

    ``key`` names its place (``scans``, ``deploy-prod``); teams refer to it in ``stages`` and ``templates``. ``template`` replaces its text.
    """

    name: str
    key: str
    calls: tuple[Call, ...] = ()
    stages: tuple[Stage, ...] = ()
    parallel: tuple[Stage, ...] = ()
    agent: AgentBlock | None = None
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()
    before: tuple[str, ...] = ()
    input: Input | None = None
    environment: dict[str, str] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    post: Post | None = None
    template: str | None = None
    values: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed

    def walk(self) -> list[Stage]:
        """This stage and all below it, in order."""
        found = [self]
        for child in self.stages + self.parallel:
            found += child.walk()
        return found


class Pipeline(NamedTuple):
    """A declarative pipeline. ``agent`` None is ``agent none``."""

    service: str
    library: str
    agent: AgentBlock | None
    options: tuple[Option, ...]
    environment: dict[str, str]
    stages: tuple[Stage, ...]
    post: Post | None = None
    triggers: tuple[Option, ...] = ()
    parameters: tuple[Option, ...] = ()

    def walk(self) -> list[Stage]:
        """All stages, in order, outer before inner."""
        return [found for stage in self.stages for found in stage.walk()]

    def calls(self) -> list[Call]:
        """Every step call, stages' and posts'."""
        posts = [stage.post for stage in self.walk() if stage.post] + ([self.post] if self.post else [])
        return [call for stage in self.walk() for call in stage.calls] + [call for post in posts for calls in post.conditions.values() for call in calls]
