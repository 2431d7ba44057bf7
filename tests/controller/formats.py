"""The remote API's formats besides JSON: XML with XPath, and Python literals."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any
from xml.sax.saxutils import escape

from . import pages
from .call import Call
from .wire import Answer

_CONCAT = re.compile(r"concat\((.*)\)")
_SINGULAR = {"authorities": "authority", "jobs": "job", "views": "view", "builds": "build", "plugins": "plugin", "sources": "source", "credentials": "credential"}


def formatted(call: Call, value: Any, form: str) -> Answer:
    """An object of the remote API in a format."""
    if form == "json":
        if call.field("jsonp"):
            return pages.jetty(403, "jsonp forbidden; implement jenkins.security.SecureRequester", call.request.path)
        return pages.data(value, call.field("pretty") == "true")
    if form == "python":
        return pages.plain(repr(value), "text/x-python;charset=UTF-8")
    return _xml(call, value)


def _xml(call: Call, value: dict[str, Any]) -> Answer:
    name = value["_class"].rpartition(".")[2].rpartition("$")[2]
    text = _element(name[0].lower() + name[1:], value)
    xpath, exclude, wrapper = (call.field(one) for one in ("xpath", "exclude", "wrapper"))
    if exclude:
        text = '<?xml version="1.0" encoding="UTF-8"?>\n' + _without(text, exclude)
    if xpath:
        found = _selected(text, xpath)
        if found is None:
            return Answer(404, f"XPath {xpath} didn?t match".encode(), [pages.JENKINS])
        if _CONCAT.fullmatch(xpath):
            return pages.plain(found)
        text = f"<{wrapper}>{found}</{wrapper}>" if wrapper else found
    return pages.plain(text, "application/xml;charset=UTF-8")


def _element(name: str, value: Any) -> str:
    if isinstance(value, dict):
        attribute = f" _class='{value['_class']}'" if "_class" in value else ""
        return f"<{name}{attribute}>{''.join(_children(value))}</{name}>"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name}>{escape(text)}</{name}>"


def _children(value: dict[str, Any]) -> list[str]:
    found = []
    for name, one in value.items():
        if name == "_class" or one is None:
            continue
        if isinstance(one, list):
            found += [_element(_SINGULAR.get(name, name), entry) for entry in one]
        else:
            found.append(_element(name, one))
    return found


def _without(text: str, xpath: str) -> str:
    root = ET.fromstring(text)
    for parent in root.iter():
        for child in parent.findall(xpath.removeprefix("//")):
            parent.remove(child)
    return ET.tostring(root, "unicode")


def _selected(text: str, xpath: str) -> str | None:
    concat = _CONCAT.fullmatch(xpath)
    root = ET.fromstring(text)
    if concat:
        parts = [part.strip() for part in concat.group(1).split(",")]
        return "".join(part.strip('"') if part.startswith('"') else root.findtext("." + part) or "" for part in parts)
    found = root.find("." + xpath)
    return None if found is None else ET.tostring(found, "unicode").rstrip()
