"""The remote API: which properties the objects of a controller export, and cutting out what ``tree=`` asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from .call import Call, encoded
from .model import FOLDER, MULTIBRANCH, PIPELINE, ROOT, Build, Item, View
from .tree import Tree

Getter = Callable[[Call, Item, Tree], Any]
_SKIPPED = object()
_WELCOME = View("welcome", "jenkins.branch.MultiBranchProjectEmptyView")
"""The view of a multibranch project that has no branch."""


def export(call: Call, item: Item, tree: Tree) -> dict[str, Any]:
    """An item as JSON data. ``_class`` comes always; properties that it does not have are left out.

    Raises:
        MalformedTree: a range starts behind the end of its list.
    """
    getters = GETTERS[item.kind]
    result: dict[str, Any] = {"_class": item.kind}
    if "*" in tree.children:
        names = list(getters)
    else:
        names = [name for name in tree.children if name in getters]
    for name in names:
        below = tree.below(name)
        value = getters[name](call, item, below) if below is not None else _SKIPPED
        if value is not _SKIPPED:
            result[name] = value
    return result


def visible(call: Call, item: Item) -> list[Item]:
    """The children that the user may read; the others are left out without a word."""
    return [child for child in item.listed() if not child.hidden_from or call.user not in child.hidden_from]


def _jobs(call: Call, item: Item, tree: Tree) -> list[dict[str, Any]]:
    return [export(call, child, tree) for child in tree.cut(visible(call, item))]


def _url(call: Call, item: Item, tree: Tree) -> str:
    if item is call.item:
        return call.site.url + call.place
    if item.parent is call.item:
        return f"{call.site.url}{call.place}job/{encoded(item.name)}/"
    return call.site.url + call.url_of(item)


def _display(item: Item) -> str:
    if item.is_branch:
        return item.facts.display_name or unquote(item.name)
    return item.facts.display_name or item.name


def _full_display(call: Call, item: Item, tree: Tree) -> str:
    names: list[str] = []
    above: Item | None = item
    while above is not None and above.parent is not None:
        names.append(_display(above))
        above = above.parent
    return " » ".join(reversed(names))


def _build(call: Call, build: Build, item: Item, tree: Tree) -> Any:
    values: dict[str, Any] = {
        "_class": "org.jenkinsci.plugins.workflow.job.WorkflowRun",
        "number": build.number,
        "url": f"{call.site.url}{call.url_of(item)}{build.number}/",
        "building": build.running,
        "result": None if build.running else "SUCCESS",
    }
    return cut(values, tree)


def _builds(call: Call, item: Item, tree: Tree) -> list[dict[str, Any]]:
    return [_build(call, build, item, tree) for build in tree.cut(list(reversed(item.builds)))]


def _last(of: Callable[[Build], bool]) -> Getter:
    def get(call: Call, item: Item, tree: Tree) -> Any:
        builds = [build for build in item.builds if of(build)]
        return _build(call, builds[-1], item, tree) if builds else None

    return get


def _never(build: Build) -> bool:
    return False


def _ended(build: Build) -> bool:
    return not build.running


def _views(call: Call, item: Item, tree: Tree) -> Any:
    base = call.site.url + call.url_of(item)
    listed = []
    views = (_WELCOME,) if item.kind == MULTIBRANCH and not item.children else item.facts.views
    for index, view in enumerate(views):
        url = base if index == 0 and not view.class_name.endswith("ListView") else f"{base}view/{encoded(view.name)}/"
        listed.append({"_class": view.class_name, "name": view.name, "url": url, "description": view.description})
    return cut(listed, tree)


def _primary_view(call: Call, item: Item, tree: Tree) -> Any:
    views = _views(call, item, tree)
    return views[0] if views else None


def _sources(call: Call, item: Item, tree: Tree) -> Any:
    return cut([{"source": {"_class": one.class_name}} for one in item.facts.sources], tree)


def _property(call: Call, item: Item, tree: Tree) -> Any:
    listed: list[dict[str, Any]] = []
    if item.facts.parameters:
        definitions = [
            {
                "_class": f"hudson.model.{one.kind}",
                "defaultParameterValue": {"_class": f"hudson.model.{one.kind.removesuffix('Definition')}Value", "name": one.name, "value": one.default},
                "description": one.description,
                "name": one.name,
                "type": one.kind,
            }
            for one in item.facts.parameters
        ]
        listed.append({"_class": "hudson.model.ParametersDefinitionProperty", "parameterDefinitions": definitions})
    if item.is_branch:
        listed.append({"_class": "org.jenkinsci.plugins.workflow.multibranch.BranchJobProperty", "branch": {}})
    return cut(listed, tree)


def _queue_item(call: Call, item: Item, tree: Tree) -> Any:
    waiting = call.site.queue.of(item)
    if not waiting:
        return None
    value = {"_class": "hudson.model.Queue$WaitingItem", "blocked": False, "buildable": False, "id": waiting[0].number, "params": waiting[0].parameters}
    return cut({**value, "stuck": False, "why": "In the quiet period. Expires in 2.9 sec"}, tree)


class Mapping(dict[str, Any]):
    """A map of objects: its keys are no properties, and all come."""


def cut(value: Any, tree: Tree) -> Any:
    """Data cut to what a tree asks for. ``_class`` always stays; of an object that nothing is asked of, only that."""
    if isinstance(value, list):
        return [cut(one, Tree(tree.children)) for one in tree.cut(value)]
    if isinstance(value, Mapping):
        return {name: cut(one, tree) for name, one in value.items()}
    if not isinstance(value, dict):
        return value
    found = {name: (one, tree.below(name)) for name, one in value.items()}
    return {name: one if below is None else cut(one, below) for name, (one, below) in found.items() if name == "_class" or below is not None}


def _color(call: Call, item: Item, tree: Tree) -> str:
    if item.facts.disabled:
        return "disabled"
    ended = any(not build.running for build in item.builds)
    return ("blue" if ended else "notbuilt") + ("_anime" if any(build.running for build in item.builds) else "")


_COMMON: dict[str, Getter] = {
    "actions": lambda call, item, tree: [{}],
    "description": lambda call, item, tree: item.facts.description,
    "displayName": lambda call, item, tree: _display(item),
    "displayNameOrNull": lambda call, item, tree: item.facts.display_name,
    "fullDisplayName": _full_display,
    "fullName": lambda call, item, tree: item.full_name,
    "name": lambda call, item, tree: item.name,
    "url": _url,
    "healthReport": lambda call, item, tree: [],
}
_GROUP: dict[str, Getter] = {"jobs": _jobs, "views": _views, "primaryView": _primary_view}
_JOB: dict[str, Getter] = {
    "buildable": lambda call, item, tree: not item.facts.disabled,
    "builds": _builds,
    "color": _color,
    "concurrentBuild": lambda call, item, tree: True,
    "disabled": lambda call, item, tree: item.facts.disabled,
    "firstBuild": lambda call, item, tree: _build(call, item.builds[0], item, tree) if item.builds else None,
    "inQueue": lambda call, item, tree: bool(call.site.queue.of(item)),
    "keepDependencies": lambda call, item, tree: False,
    "lastBuild": _last(lambda build: True),
    "lastCompletedBuild": _last(_ended),
    "lastFailedBuild": _last(_never),
    "lastStableBuild": _last(_ended),
    "lastSuccessfulBuild": _last(_ended),
    "lastUnstableBuild": _last(_never),
    "lastUnsuccessfulBuild": _last(_never),
    "nextBuildNumber": lambda call, item, tree: item.next_build,
    "property": _property,
    "queueItem": _queue_item,
    "resumeBlocked": lambda call, item, tree: False,
}
_ROOT: dict[str, Getter] = {
    "assignedLabels": lambda call, item, tree: [{"name": "built-in"}],
    "mode": lambda call, item, tree: "NORMAL",
    "nodeDescription": lambda call, item, tree: "the Jenkins controller's built-in node",
    "nodeName": lambda call, item, tree: "",
    "numExecutors": lambda call, item, tree: 4,
    "description": lambda call, item, tree: None,
    "quietDownReason": lambda call, item, tree: call.site.quiet_reason,
    "quietingDown": lambda call, item, tree: call.site.quiet,
    "slaveAgentPort": lambda call, item, tree: -1,
    "url": lambda call, item, tree: call.site.url + "/",
    "useCrumbs": lambda call, item, tree: call.site.security.use_crumbs,
    "useSecurity": lambda call, item, tree: True,
    **_GROUP,
}
GETTERS: dict[str, dict[str, Getter]] = {
    ROOT: _ROOT,
    FOLDER: {**_COMMON, **_GROUP},
    MULTIBRANCH: {**_COMMON, **_GROUP, "buildable": lambda call, item, tree: not item.facts.disabled and bool(item.facts.sources), "sources": _sources},
    PIPELINE: {**_COMMON, **_JOB},
}
"""The exported properties of each class."""
