"""From a path to the item it is about, and to the call that answers."""

from __future__ import annotations

from collections.abc import Callable

from . import build_calls, copies, credential_calls, item_calls, pages, site_calls, view_calls
from .call import Call, segments
from .converter import convert
from .model import PIPELINE, Item
from .wire import Answer

Handler = Callable[[Call], Answer]
FORMATS = ("json", "xml", "python")

OBJECTS: dict[str, Handler] = {
    "computer": site_calls.computers,
    "crumbIssuer": site_calls.crumb_issuer,
    "me": site_calls.me,
    "pluginManager": site_calls.plugin_manager,
    "updateCenter": site_calls.update_center,
    "whoAmI": site_calls.who_am_i,
}
"""Objects of the root that have a remote API of their own."""
SITE: dict[str, Handler] = {
    "cancelQuietDown": site_calls.quiet_down,
    "checkJobName": site_calls.check_job_name,
    "config.xml": item_calls.config_xml,
    "createItem": item_calls.create_item,
    "createView": view_calls.create_view,
    "credentials": credential_calls.credentials,
    "pipeline-model-converter": convert,
    "queue": build_calls.queue,
    "quietDown": site_calls.quiet_down,
    "robots.txt": site_calls.robots,
}
ITEM: dict[str, Handler] = {
    "build": build_calls.build,
    "buildWithParameters": build_calls.build_with_parameters,
    "checkJobName": site_calls.check_job_name,
    "config.xml": item_calls.config_xml,
    "confirmRename": copies.rename,
    "createItem": item_calls.create_item,
    "createView": view_calls.create_view,
    "credentials": credential_calls.credentials,
    "description": site_calls.description,
    "disable": item_calls.switch,
    "doDelete": item_calls.do_delete,
    "doRename": copies.rename,
    "enable": item_calls.switch,
    "indexing": build_calls.indexing,
    "reload": item_calls.reload,
    "submitDescription": copies.submit_description,
}
VIEW: dict[str, Handler] = {"config.xml": view_calls.view_config, "createItem": item_calls.create_item, "doDelete": view_calls.delete_view}
LONG = ("credentials", "indexing", "pipeline-model-converter", "queue")
"""Calls that look at the rest of the path themselves."""


def route(call: Call) -> Answer:
    """Answer a request.

    Raises:
        Refused: it ends early.
    """
    if not _walk(call):
        return Answer(404) if call.request.method == "DELETE" else pages.missing()
    if not call.rest:
        return _page(call)
    if call.view is not None:
        return _on_view(call)
    return _on_site(call) if call.item.parent is None else _on_item(call)


def _on_site(call: Call) -> Answer:
    head, tail = call.rest[0], call.rest[1:]
    if head in OBJECTS and len(tail) == 2 and tail[0] == "api" and tail[1] in FORMATS:
        return OBJECTS[head](call)
    if head == "pluginManager" and len(tail) == 4 and tail[0] == "plugin" and tail[2:] == ["api", "json"]:
        return site_calls.plugin(call)
    if head == "user" and len(tail) == 3 and tail[1:] == ["api", "json"]:
        return site_calls.user(call)
    return _called(call, SITE)


def _on_item(call: Call) -> Answer:
    head = call.rest[0]
    if call.rest == ["move", "move"]:
        return copies.move(call)
    if call.item.kind == PIPELINE and (head.isdigit() or head == "lastBuild"):
        return build_calls.of_build(call)
    return _called(call, ITEM)


def _on_view(call: Call) -> Answer:
    if len(call.rest) == 2 and call.rest[0] == "api" and call.rest[1] in FORMATS:
        assert call.view is not None
        value = {"_class": call.view.class_name, "name": call.view.name, "description": call.view.description}
        value["jobs"] = [{"_class": child.kind, "name": child.name} for child in call.item.listed()]  # type: ignore[assignment]
        return site_calls.api(call, value)
    return _called(call, VIEW)


def _called(call: Call, calls: dict[str, Handler]) -> Answer:
    """The call of a name, or the remote API of the item."""
    head = call.rest[0]
    if head == "api" and len(call.rest) <= 2:
        return _api(call)
    handler = calls.get(head)
    return handler(call) if handler is not None and (len(call.rest) == 1 or head in LONG) else pages.missing()


def _api(call: Call) -> Answer:
    if len(call.rest) == 2:
        return site_calls.api(call) if call.rest[1] in FORMATS else pages.missing()
    return pages.page("Remote API - Jenkins", "<h1>REST API</h1>") if call.slash else pages.redirect(f"{call.place}api/")


def _walk(call: Call) -> bool:
    """Follow ``job/NAME`` and ``view/NAME`` to the item; whether all were there, and may be seen."""
    parts = segments(call.request.path)
    index = 0
    while index + 1 < len(parts) and parts[index][1] in ("job", "item", "view"):
        word, name = parts[index][1], parts[index + 1][1]
        if word == "view":
            call.view = next((view for view in call.item.facts.views if view.name == name), None)
        if (word == "view" and call.view is None) or (word != "view" and not _enter(call, name)):
            return False
        if word != "view" or _leads_on(parts, index + 2):
            call.place += f"{parts[index][0]}/{parts[index + 1][0]}/"
        index += 2
    call.rest = [meant for _, meant in parts[index:]]
    return True


def _leads_on(parts: list[tuple[str, str]], index: int) -> bool:
    """Whether a view's URL goes on to an item in it."""
    return index + 1 < len(parts) and parts[index][1] == "job"


def _enter(call: Call, name: str) -> bool:
    """Go to a child; a branch also answers to its name unescaped."""
    child: Item | None = call.item.child(name) or call.item.child(name.replace("/", "%2F"))
    if child is None or call.user in child.hidden_from:
        return False
    call.item, call.view = child, None
    return True


def _page(call: Call) -> Answer:
    """The item or view itself: its page; or the item removed."""
    if call.request.method == "DELETE" and call.item.parent is not None and call.view is None:
        return item_calls.delete_method(call)
    if not call.slash:
        return pages.redirect(call.request.path + "/")
    if call.item.parent is None:
        return pages.page("Dashboard - Jenkins", "")
    first = call.view.name if call.view is not None else "All"
    shown = "".join(f"{part} " if index else part for index, part in enumerate([call.item.full_name]))
    return pages.page(f"{first} [{shown}] - Jenkins", f"<h1>{shown.replace('-', ' -')}</h1>")
