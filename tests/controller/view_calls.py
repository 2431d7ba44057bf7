"""Views: they live in their folder's configuration, and a folder that is posted without them loses them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from . import pages
from .call import Call, Refused
from .configuration import BadXml, change
from .live import FOLDER_VIEWS, written
from .model import FOLDER, MULTIBRANCH, View
from .names import refusal, trimmed
from .wire import Answer
from .xmltext import decode_updated, parse

_CLASSES = ("hudson.model.ListView", "hudson.model.AllView", "hudson.model.MyView")
_DEFAULTS = {
    "filterExecutors": "<filterExecutors>false</filterExecutors>",
    "filterQueue": "<filterQueue>false</filterQueue>",
    "properties": '<properties class="hudson.model.View$PropertyList"/>',
    "jobNames": '<jobNames><comparator class="java.lang.String$CaseInsensitiveComparator"/></jobNames>',
    "jobFilters": "<jobFilters/>",
    "columns": "<columns/>",
    "includeRegex": "",
    "recurse": "<recurse>false</recurse>",
}


def create_view(call: Call) -> Answer:
    """``POST createView?name=N``: by XML, or by a form."""
    if call.request.method != "POST":
        return pages.post_only()
    call.site.require(call, "View/Create")
    name = trimmed(call.field("name") or "")
    message = refusal(name) or (f"A view already exists with the name ‘{name}’" if any(view.name == name for view in call.item.facts.views) else "")
    if message:
        return pages.refused(message)
    mode = call.field("mode")
    if mode is not None:
        _add(call, _settled(ET.Element(mode), name, call))
        return pages.redirect(f"{call.place}view/{name}/configure")
    if not call.request.media_type:
        return pages.refused("No Content-Type header set")
    if call.item.kind == MULTIBRANCH:
        return pages.done()
    _add(call, _settled(_posted(call), name, call))
    return pages.done()


def _posted(call: Call) -> ET.Element:
    """The view in a body.

    Raises:
        Refused: it is none.
    """
    try:
        root = parse(decode_updated(call.request.body, call.request.media_type))
    except BadXml as error:
        raise Refused(call.site.oops()) from error
    if root.tag not in _CLASSES:
        raise Refused(call.site.oops())
    return root


def _settled(posted: ET.Element, name: str, call: Call) -> ET.Element:
    """A view as it is in memory: with its owner, its name and its defaults."""
    view = ET.Element(posted.tag)
    if call.item.kind == FOLDER:
        ET.SubElement(view, "owner", {"class": FOLDER, "reference": "../../../.."})
    ET.SubElement(view, "name").text = name
    description = posted.find("description")
    if description is not None:
        view.append(description)
    for field, default in _DEFAULTS.items():
        if posted.tag != "hudson.model.ListView" and field not in ("filterExecutors", "filterQueue", "properties"):
            continue
        found = posted.find(field)
        if found is not None:
            view.append(found)
        elif default:
            view.append(ET.fromstring(default))
    names = view.find("jobNames")
    if names is not None:
        names[:] = sorted(names, key=lambda one: (one.tag != "comparator", (one.text or "").lower()))
    return view


def _add(call: Call, view: ET.Element) -> None:
    def edit(root: ET.Element) -> None:
        listed = root.find("folderViews/views")
        if listed is None:
            holder = root.find("folderViews")
            if holder is not None:
                root.remove(holder)
            root.append(ET.fromstring(FOLDER_VIEWS))
            listed = root.find("folderViews/views")
        assert listed is not None
        listed.append(view)

    change(call.item, call.site, edit)
    call.site.counters.add("views")


def view_config(call: Call) -> Answer:
    """``GET`` and ``POST view/V/config.xml``."""
    assert call.view is not None
    if call.request.method == "GET":
        root = parse(call.item.text)
        view = _find(root, call.view.name)
        for owner in view.findall("owner"):
            view.remove(owner)
        return pages.config(('<?xml version="1.1" encoding="UTF-8"?>\n' + written(view, call.site.plugins)).encode())
    if call.request.method != "POST":
        answer = call.site.oops()
        answer.status = 400
        return answer
    call.site.require(call, "View/Configure")
    return _update(call, call.view)


def _update(call: Call, view: View) -> Answer:
    posted = _posted(call)
    if posted.tag != view.class_name:
        return call.site.oops()
    settled = _settled(posted, view.name, call)

    def edit(root: ET.Element) -> None:
        listed = root.find("folderViews/views")
        assert listed is not None
        listed[list(listed).index(_find(root, view.name))] = settled

    change(call.item, call.site, edit)
    call.site.counters.add("views")
    return pages.done()


def delete_view(call: Call) -> Answer:
    """``POST view/V/doDelete``."""
    assert call.view is not None
    if call.request.method != "POST":
        return pages.post_only()
    call.site.require(call, "View/Delete")
    name = call.view.name

    def edit(root: ET.Element) -> None:
        listed = root.find("folderViews/views")
        if listed is not None:
            listed.remove(_find(root, name))

    change(call.item, call.site, edit)
    call.site.counters.add("views")
    return pages.redirect(call.place)


def _find(root: ET.Element, name: str) -> ET.Element:
    """A view in its folder's configuration; one that is there from the start stands in no file."""
    for view in root.iterfind("folderViews/views/*"):
        if view.findtext("name") == name:
            return view
    return ET.fromstring(FOLDER_VIEWS).findall("views/*")[0]

