"""From posted bytes to an item's configuration, and from there to what is read back, in both of Jenkins' ways.

``file``: releases before SECURITY-3744 give back the file, which after a post is an identity transform of what was posted, and after any save the object written anew.
``live``: later ones always write the object anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .facts import facts_of
from .live import written
from .model import Facts, Item
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
        return (LIVE + written(item, site.plugins)).encode("utf-8", "surrogatepass")
    return (item.text if item.saved else transformed(item.text)).encode("utf-8", "surrogatepass")


def save(item: Item, site: Controller) -> None:
    """Write an item's file from the object, as Jenkins does whenever something but a post changes it."""
    item.text = SAVED + written(item, site.plugins)
    item.saved = True


def switched(item: Item, disabled: bool, site: Controller) -> None:
    """Disable or enable an item, and save it."""
    item.facts = replace(item.facts, disabled=disabled)
    save(item, site)


__all__ = ["BadXml", "read_back", "read_created", "read_updated", "save", "switched"]
