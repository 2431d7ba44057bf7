"""Calls on items: make, read, write, remove, switch off and on."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from unicodedata import normalize

from . import pages
from .call import Call, Refused
from .configuration import BadXml, change, read_back, read_created, read_updated, set_text
from .copies import create_by_form
from .model import FOLDER, MULTIBRANCH, ROOT, Item
from .names import LONGEST, refusal, trimmed
from .scans import scan, scan_below
from .wire import Answer


def create_item(call: Call) -> Answer:
    """``POST createItem``: XML makes an item, ``mode=copy`` copies one, a class in ``mode`` makes an empty one."""
    if call.request.method != "POST":
        return pages.post_only()
    name = call.field("name")
    if call.item.kind == MULTIBRANCH:
        return pages.done() if call.item.children else call.site.oops()
    if call.item.kind not in (FOLDER, ROOT):
        return pages.missing()
    call.site.require(call, "Job/Create")
    if name is None:
        return pages.refused("Query parameter ‘name’ is required")
    name = trimmed(name)
    with call.item.lock:
        call.site.on_create()
        return _create(call, name)


def _create(call: Call, name: str) -> Answer:
    refuse_name(call, call.item, name)
    mode = call.field("mode")
    if mode is not None:
        return create_by_form(call, name, mode)
    media = call.request.media_type
    if not media:
        return pages.refused("No Content-Type header set")
    if not media.startswith(("application/xml", "text/xml")) and media.split(";")[0] != "TEXT/XML":
        return pages.refused("No mode given")
    try:
        text, facts = read_created(call.request.body, call.site.plugins)
    except BadXml:
        return call.site.oops()
    if len(name.encode()) > LONGEST or normalize("NFC", name) != name:
        return call.site.oops()
    item = Item(name, facts, text)
    call.item.attach(item)
    call.site.counters.add("created")
    if item.kind == MULTIBRANCH:
        scan(call.site, item)
    elif facts.moves_triggers:
        change(item, call.site, lambda root: None)
    return pages.done()


def refuse_name(call: Call, parent: Item, name: str) -> None:
    """Check a name for a new item.

    Raises:
        Refused: Jenkins does not take it, or it is taken.
    """
    message = refusal(name)
    taken = parent.child(name)
    if not message and taken is not None:
        if call.user in taken.hidden_from:
            raise Refused(call.site.oops() if call.site.discover else pages.refused(""))
        message = f"A job already exists with the name ‘{name}’"
    if message:
        raise Refused(pages.refused(message))


def config_xml(call: Call) -> Answer:
    """``GET`` and ``POST config.xml``; any other method is refused."""
    method = call.request.method
    if call.item.kind == ROOT:
        return pages.config(call.item.text.encode()) if method == "GET" else pages.denied(call.user, "Overall/Administer")
    if method == "GET":
        call.site.require(call, "Job/ExtendedRead")
        return pages.config(read_back(call.item, call.site))
    if method != "POST":
        return Answer(400, headers=[pages.JETTY_HTML]) if method == "HEAD" else Answer(400)
    if call.item.is_branch:
        return pages.denied(call.user, "Job/Configure")
    call.site.require(call, "Job/Configure")
    return _update(call)


def _update(call: Call) -> Answer:
    item = call.item
    try:
        text, facts = read_updated(call.request.body, call.request.media_type, call.site.plugins)
    except BadXml:
        return call.site.oops()
    if facts.kind != item.kind:
        return call.site.oops()
    with item.lock:
        item.text, item.facts, item.saved, item.case_sensitive = text, facts, False, True
    call.site.counters.add("updated")
    if item.kind == MULTIBRANCH:
        scan(call.site, item)
    elif item.kind == FOLDER:
        scan_below(call.site, item)
    return pages.done()


def do_delete(call: Call) -> Answer:
    """``POST doDelete``: gone, with everything in it."""
    if call.request.method != "POST":
        return pages.post_only()
    delete(call)
    parent = call.place.rstrip("/").rpartition("/job/")[0] + "/"
    return pages.redirect(parent)


def delete(call: Call) -> None:
    """Remove an item, waiting for its builds to end.

    Raises:
        Refused: it may not be, builds do not end, or somebody else is deleting it.
    """
    item, site = call.item, call.site
    site.require(call, "Job/Delete")
    with site.lock:
        if item.deleting:
            raise Refused(pages.refused(f"{item.full_name} is currently being deleted"))
        item.deleting = True
    try:
        _wait_for_builds(call)
        with site.lock:
            lost = sum(len(one.builds) for one in (item, *item.walk()))
            if item.parent is not None:
                item.parent.detach(item)
    finally:
        item.deleting = False
    site.counters.add("deleted")
    site.counters.add("history lost", lost)


def _wait_for_builds(call: Call) -> None:
    """Give running builds the time Jenkins gives them; those that can be interrupted end at once."""
    item, site = call.item, call.site
    end = time.monotonic() + site.delete_wait
    while running := [build for one in (item, *item.walk()) for build in one.builds if build.running]:
        if not site.builds_hang:
            for build in running:
                build.running = False
            return
        if time.monotonic() >= end:
            number = len(running)
            raise Refused(pages.refused(f"Failed to interrupt and stop {number} {'build' if number == 1 else 'builds'} of {item.full_name}"))
        time.sleep(0.01)


def delete_method(call: Call) -> Answer:
    """``DELETE /job/x/``: 204, and without the slash a redirect that deletes nothing."""
    if not call.slash:
        return pages.redirect(call.place)
    delete(call)
    return pages.deleted()


def switch(call: Call) -> Answer:
    """``POST disable`` and ``enable``: a save; a plain folder cannot be disabled."""
    if call.request.method != "POST":
        return pages.post_only()
    if call.item.kind == FOLDER:
        return pages.redirect(call.place)
    call.site.require(call, "Job/Configure")
    text = "true" if call.rest[0] == "disable" else "false"

    def edit(root: ET.Element) -> None:
        set_text(root, "disabled", text, "sources")

    change(call.item, call.site, edit)
    call.site.counters.add("switched")
    return pages.redirect(call.place)


def reload(call: Call) -> Answer:
    """``POST reload``: a folder is read from disk again, which scans what is in it."""
    if call.request.method != "POST":
        return pages.post_only()
    call.site.require(call, "Job/Configure")
    if call.item.kind == FOLDER:
        scan_below(call.site, call.item)
    return pages.redirect(call.place)
