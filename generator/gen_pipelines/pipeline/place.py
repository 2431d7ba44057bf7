"""Stages and templates of a team's own, put at their places in the tree."""

from __future__ import annotations

from ..catalog.places import MEMBERS
from ..catalog.settings import ExtraStage, Settings
from .model import Stage

Stages = tuple[Stage, ...]


def with_team_stages(stages: Stages, settings: Settings) -> Stages:
    """The tree with the team's stages beside the ones they name, and its templates instead of ours."""
    for extra in settings.stages:
        stages = _insert(stages, extra, _place(extra.after or extra.before or "", keys(stages)))
    return tuple(_retemplate(stage, settings.templates) for stage in stages)


def _place(key: str, there: list[str]) -> str:
    """The key, or that of the one stage that stands for its group."""
    members = (one for one in there if one in MEMBERS.get(key, ()) or (key == "plans" and one.startswith("plan-")))
    return key if key in there else next(members, key)


def _insert(stages: Stages, extra: ExtraStage, key: str) -> Stages:
    placed: list[Stage] = []
    for stage in stages:
        stage = stage._replace(stages=_insert(stage.stages, extra, key), parallel=_insert(stage.parallel, extra, key))
        if stage.key != key:
            placed.append(stage)
            continue
        name = extra.template.rsplit("/", 1)[-1].split(".", 1)[0]
        own = Stage(name, name, template=extra.template, values=extra.values)
        placed += [own, stage] if extra.before else [stage, own]
    return tuple(placed)


def _retemplate(stage: Stage, templates: dict[str, str]) -> Stage:
    changed = stage._replace(
        stages=tuple(_retemplate(child, templates) for child in stage.stages),
        parallel=tuple(_retemplate(child, templates) for child in stage.parallel),
    )
    return changed._replace(template=templates[stage.key]) if stage.key in templates else changed


def keys(stages: Stages) -> list[str]:
    """The keys of all stages: the places a team can name."""
    return [below.key for stage in stages for below in stage.walk()]
