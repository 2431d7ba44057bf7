"""From posted bytes to an item's configuration, and from there to what is read back, in both of Jenkins' ways.

``file``: releases before SECURITY-3744 give back the file, which after a post is an identity transform of what was posted, and after any save the object written anew.
``live``: later ones always write the object anew.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

from .facts import facts_of, views_of
from .live import live, written
from .model import ROOT, Facts, Item
from .plugins import Plugins
from .xmltext import BadXml, decode_created, decode_updated, parse, transformed

if TYPE_CHECKING:
    from .controller import Controller

SAVED = "<?xml version='1.1' encoding='UTF-8'?>\n"
LIVE = '<?xml version="1.1" encoding="UTF-8"?>\n'


def read_created(body: bytes, plugins: Plugins) -> tuple[str, Facts]:
    """The text and the facts of a createItem body.

    Raises:
        BadXml: Jenkins answers 500.
    """
    text = decode_created(body)
    return text, facts_of(parse(text), plugins)


def read_updated(body: bytes, media_type: str, plugins: Plugins) -> tuple[str, Facts]:
    """The text and the facts of a config.xml body.

    Raises:
        BadXml: Jenkins answers 500.
    """
    text = decode_updated(body, media_type)
    return text, facts_of(parse(text), plugins)


def read_back(item: Item, site: Controller) -> bytes:
    """What ``GET config.xml`` gives."""
    if site.mode == "live":
        text = LIVE + written(live(parse(item.text), site.plugins), site.plugins)
    else:
        text = item.text if item.saved else transformed(item.text)
    return text.encode("utf-8", "surrogatepass")


def change(item: Item, site: Controller, edit: Callable[[ET.Element], None]) -> None:
    """Change an item's object and save it: Jenkins writes the file from the object whenever something but a post changes it."""
    with item.lock:
        root = parse(item.text)
        if item.kind == ROOT:
            edit(root)
            item.facts = Facts(ROOT, views=views_of(root, ROOT))
            item.text = ET.tostring(root, "unicode")
            return
        root = live(root, site.plugins)
        edit(root)
        item.facts = facts_of(root, site.plugins)
        item.text = SAVED + written(root, site.plugins)
        item.saved = True


def set_text(root: ET.Element, name: str, text: str | None, before: str) -> None:
    """Set a field of an object; ``None`` takes it away. A new one goes before the field ``before``."""
    element = root.find(name)
    if text is None:
        if element is not None:
            root.remove(element)
        return
    if element is None:
        element = ET.Element(name)
        place = root.find(before)
        root.insert(list(root).index(place) if place is not None else len(root), element)
    element.text = text


__all__ = ["BadXml", "change", "read_back", "read_created", "read_updated", "set_text"]
