"""Which parts of an item's config.xml a catalog describes. All else belongs to the people who put it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .folder import LIBRARIES, LIBRARY_SOURCE_ID
from .pipeline import DISCARDER, NO_CONCURRENT, TRIGGERS
from .xml import class_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

DESCRIBED = frozenset(("description", "displayName", "disabled", "orphanedItemStrategy", "triggers", "sources", "factory", "definition"))
"""Parts that are ours even where we leave them out: an update would remove what somebody put there."""

HANDMADE = ("folderViews", "healthMetrics", "icon")
"""Parts that people set by hand and no catalog describes; an update keeps them. Views of ours are items of their own."""

_PROPERTIES = frozenset((DISCARDER, NO_CONCURRENT, TRIGGERS))


def is_our_property(found: Tree, ours: Tree | None) -> bool:
    """Whether a property is for the catalog to set or to remove.

    That is every one our own ``<properties>`` (``ours``) has, what a schedule or a retention makes, and a library that a catalog defined.
    """
    if ours is not None and ours.find(found.tag) is not None:
        return True
    name = class_name(found.tag)
    return name in _PROPERTIES or (name == LIBRARIES and any(element.text == LIBRARY_SOURCE_ID for element in found.iter("id")))
