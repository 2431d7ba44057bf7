"""The remote API: which properties the objects of a controller export, and cutting out what ``tree=`` asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .call import Call
from .model import FOLDER, MULTIBRANCH, PIPELINE, Build, Item
from .tree import Tree

Getter = Callable[[Call, Item, Tree], Any]
_SKIPPED = object()


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
        return f"{call.site.url}{call.place}job/{_spelled(item)}/"
    return call.site.url + call.url_of(item)


def _spelled(item: Item) -> str:
    from .call import encoded

    return encoded(item.name)


def _display(item: Item) -> str:
    if item.is_branch:
        from urllib.parse import unquote

        return item.facts.display_name or unquote(item.name)
    return item.facts.display_name or item.name


def _full_display(call: Call, item: Item, tree: Tree) -> str:
    names: list[str] = []
    above: Item | None = item
    while above is not None and above.parent is not None:
        names.append(_display(above))
        above = above.parent
    return " » ".join(reversed(names))


def _build(call: Call, build: Build, item: Item, tree: Tree) -> dict[str, Any]:
    values: dict[str, Any] = {
        "_class": "org.jenkinsci.plugins.workflow.job.WorkflowRun",
        "number": build.number,
        "url": f"{call.site.url}{call.url_of(item)}{build.number}/",
        "building": build.running,
        "result": None if build.running else "SUCCESS",
    }
    wanted = tree.children or {"number": Tree(), "url": Tree()}
    return {name: value for name, value in values.items() if name == "_class" or name in wanted or "*" in wanted}


def _builds(call: Call, item: Item, tree: Tree) -> list[dict[str, Any]]:
    return [_build(call, build, item, tree) for build in tree.cut(list(reversed(item.builds)))]


def _last(completed: bool) -> Getter:
    def get(call: Call, item: Item, tree: Tree) -> Any:
        builds = [build for build in item.builds if not (completed and build.running)]
        return _build(call, builds[-1], item, tree) if builds else None

    return get


def _views(call: Call, item: Item, tree: Tree) -> list[dict[str, Any]]:
    base = call.site.url + call.url_of(item)
    first = "all" if item.parent is None else "All"
    listed = [{"_class": "hudson.model.AllView", "name": first, "url": base}] if first not in item.views else []
    listed += [{"_class": view.class_name, "name": view.name, "url": f"{base}view/{view.name}/"} for view in item.views.values()]
    wanted = tree.children or {"name": Tree(), "url": Tree()}
    return [{name: value for name, value in view.items() if name == "_class" or name in wanted} for view in tree.cut(listed)]


def _sources(call: Call, item: Item, tree: Tree) -> list[dict[str, Any]]:
    return [{"_class": "jenkins.branch.BranchSource", **({"source": {"_class": one.class_name}} if "source" in tree.children else {})} for one in tree.cut(list(item.facts.sources))]


def _color(call: Call, item: Item, tree: Tree) -> str:
    if item.facts.disabled:
        return "disabled"
    return "blue" if item.builds else "notbuilt"


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
_GROUP: dict[str, Getter] = {"jobs": _jobs, "views": _views, "primaryView": lambda call, item, tree: (_views(call, item, tree) or [None])[0]}
_JOB: dict[str, Getter] = {
    "buildable": lambda call, item, tree: not item.facts.disabled and not (item.parent is not None and item.parent.facts.disabled),
    "builds": _builds,
    "color": _color,
    "concurrentBuild": lambda call, item, tree: True,
    "disabled": lambda call, item, tree: item.facts.disabled,
    "firstBuild": lambda call, item, tree: _build(call, item.builds[0], item, tree) if item.builds else None,
    "inQueue": lambda call, item, tree: False,
    "keepDependencies": lambda call, item, tree: False,
    "lastBuild": _last(False),
    "lastCompletedBuild": _last(True),
    "lastFailedBuild": lambda call, item, tree: None,
    "lastStableBuild": _last(True),
    "lastSuccessfulBuild": _last(True),
    "lastUnstableBuild": lambda call, item, tree: None,
    "lastUnsuccessfulBuild": lambda call, item, tree: None,
    "nextBuildNumber": lambda call, item, tree: item.builds[-1].number + 1 if item.builds else 1,
    "property": lambda call, item, tree: [{"_class": "hudson.model.ParametersDefinitionProperty"}] if item.facts.parameters else [],
    "queueItem": lambda call, item, tree: None,
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
    "hudson.model.Hudson": _ROOT,
    FOLDER: {**_COMMON, **_GROUP},
    MULTIBRANCH: {**_COMMON, **_GROUP, "buildable": lambda call, item, tree: not item.facts.disabled and bool(item.facts.sources), "sources": _sources},
    PIPELINE: {**_COMMON, **_JOB},
}
"""The exported properties of each class."""
