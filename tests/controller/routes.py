"""From a path to the item it is about, and to the call that answers."""

from __future__ import annotations

from collections.abc import Callable

from . import item_calls, pages, site_calls
from .call import Call, segments
from .wire import Answer

Handler = Callable[[Call], Answer]

SITE: dict[tuple[str, ...], Handler] = {
    ("whoAmI", "api", "json"): site_calls.who_am_i,
    ("me", "api", "json"): site_calls.me,
    ("crumbIssuer", "api", "json"): site_calls.crumb_issuer,
    ("pluginManager", "api", "json"): site_calls.plugin_manager,
}
ITEM: dict[str, Handler] = {
    "config.xml": item_calls.config_xml,
    "createItem": item_calls.create_item,
    "doDelete": item_calls.do_delete,
    "disable": item_calls.switch,
    "enable": item_calls.switch,
}


def route(call: Call) -> Answer:
    """Answer a request.

    Raises:
        Refused: it ends early.
    """
    if not _walk(call):
        return pages.deleted() if False else _gone(call)
    if not call.rest:
        return _page(call)
    if tuple(call.rest) in SITE and call.item.parent is None:
        return SITE[tuple(call.rest)](call)
    if call.rest == ["api", "json"]:
        return site_calls.api(call)
    handler = ITEM.get(call.rest[0]) if len(call.rest) == 1 else None
    if handler is None or (call.item.parent is None and call.rest[0] != "createItem"):
        return pages.missing()
    return handler(call)


def _gone(call: Call) -> Answer:
    """404; for DELETE without a page."""
    return Answer(404) if call.request.method == "DELETE" else pages.missing()


def _walk(call: Call) -> bool:
    """Follow ``job/NAME`` to the item; whether all were there, and may be seen."""
    parts = segments(call.request.path)
    index = 0
    while index + 1 < len(parts) and parts[index][1] in ("job", "item"):
        child = call.item.child(parts[index + 1][1])
        if child is None or call.user in child.hidden_from:
            return False
        call.item = child
        call.place += f"{parts[index][0]}/{parts[index + 1][0]}/"
        index += 2
    call.rest = [meant for _, meant in parts[index:]]
    return True


def _page(call: Call) -> Answer:
    """The item itself: its page, or the item removed."""
    if call.request.method == "DELETE" and call.item.parent is not None:
        return item_calls.delete_method(call)
    if not call.slash:
        return pages.redirect(call.place)
    title = "Dashboard" if call.item.parent is None else f"All [{call.item.full_name}]"
    return pages.page(f"{title} - Jenkins", f"<h1>{call.item.name}</h1>")
