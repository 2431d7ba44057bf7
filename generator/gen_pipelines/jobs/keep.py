"""Keeping what others put into an item when its config is replaced.

A config.xml that is posted replaces the old one: what it leaves out is gone, be it folder credentials, permissions or views
(jenkins_api, section 0; jenkins_live, cases 047, 096, 098). So an update is made from ours and from what is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .ownership import HANDMADE, is_our_property
from .parsing import parse, to_element, with_references
from .xml import document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

_FOREIGN = re.compile(rf"<(?:{'|'.join(HANDMADE)})[\s/>]|<properties(?:\s[^>]*[^>/])?>|&#|<!")
"""Without any of these there is nothing to keep, and nothing to parse: the usual case, a thousand times in a run."""


def keep_foreign(ours: str, current: str) -> str:
    """Our config.xml, with the properties, views and icon of the current one that are not the catalog's to set.

    A multibranch project's views are made by Jenkins itself; keeping them changes nothing.
    If nothing is to be kept, ``ours`` is returned as it is. The current config must have been read with the permission to configure:
    with less, its secrets are masked and would be lost.

    Raises:
        UserError: the current config may have something to keep, and is not XML.
    """
    if _FOREIGN.search(current) is None:
        return ours
    root, there = parse(ours), parse(current)
    parts = [part for part in there if part.tag in HANDMADE and root.find(part.tag) is None]
    properties = _foreign_properties(root, there)
    if not parts and not properties:
        return ours
    _properties(root).extend(properties)
    root.extend(parts)
    return with_references(document(to_element(root)))


def without_foreign(config: str) -> str:
    """A config.xml without the properties, views and icon that no catalog describes: of an old one, the part that is ours to put back.

    Raises:
        UserError: it is not XML.
    """
    root = parse(config)
    parts = [part for part in root if part.tag in HANDMADE]
    properties = root.find("properties")
    foreign = [] if properties is None else [found for found in properties if not is_our_property(found, None)]
    if not parts and not foreign:
        return config
    for part in parts:
        root.remove(part)
    for found in foreign:
        properties.remove(found)  # type: ignore[union-attr]  # without properties there are none
    return with_references(document(to_element(root)))


def _foreign_properties(root: Tree, there: Tree) -> list[Tree]:
    before, own = there.find("properties"), root.find("properties")
    return [] if before is None else [found for found in before if not is_our_property(found, own)]


def _properties(root: Tree) -> Tree:
    found = root.find("properties")
    if found is None:
        found = root.makeelement("properties", {})
        root.append(found)
    return found
