"""One thing that should exist in Jenkins, as the catalog wants it."""

from __future__ import annotations

from typing import NamedTuple

FOLDER = "folder"
MULTIBRANCH = "multibranch"
PIPELINE = "pipeline"
VIEW = "view"


class Item(NamedTuple):
    """A desired folder, multibranch project, pipeline job or list view.

    ``path`` holds the names from the controller's root, e.g. ``("three-tier", "backend")``; a view's path is its folder's and its name.
    ``kind`` is :data:`FOLDER`, :data:`MULTIBRANCH`, :data:`PIPELINE` or :data:`VIEW`.
    ``key`` is unique among a catalog's items: ``.`` for the root folder, the path below it for others, ``view:<key>`` for views.
    ``config`` is the whole config.xml, marker included.
    ``digest`` is what the marker says: 16 hex digits over the meaning of the config without it.
    ``renamed_from`` is the path of the item that this one continues.
    """

    path: tuple[str, ...]
    kind: str
    key: str
    config: str
    digest: str
    renamed_from: tuple[str, ...] | None = None
