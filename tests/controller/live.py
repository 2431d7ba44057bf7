"""An item written from the object in memory: what Jenkins cannot load is gone, and what was left out has its default."""

from __future__ import annotations

from .model import Item
from .plugins import Plugins


def written(item: Item, plugins: Plugins) -> str:
    """The document without its declaration."""
    from .xmltext import transformed

    return transformed(item.text).partition("?>")[2]
