"""List views inside a folder's config.xml.

Over HTTP a view has an address of its own; in JENKINS_HOME it lives in ``<folderViews>`` of its folder.
These functions move it between both forms. They work on text only and touch nothing else in the folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .folder import CLASS as FOLDER
from .parsing import parse, to_element, with_references
from .view import CLASS as LIST_VIEW
from .xml import Element, document, instance, tag

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

HOLDER = "com.cloudbees.hudson.plugins.folder.views.DefaultFolderViewHolder"


def views_in(folder_config: str) -> dict[str, str]:
    """The list views of a folder: their XML by name, as ``GET .../view/NAME/config.xml`` would answer it (without the owner)."""
    return {name: with_references(document(_without_owner(to_element(view)))) for name, view in _list_views(parse(folder_config))}


def with_view(folder_config: str, view_config: str) -> str:
    """The folder's config.xml with a list view added, or replaced if it has one of that name.

    Raises:
        UserError: one of the two is not XML.
    """
    view = to_element(parse(view_config))
    name = next((child.text or "" for child in view.children if child.name == "name"), "")
    root = to_element(parse(folder_config))
    views = _views_of(_holder(root))
    owner = tag("owner", of=FOLDER, reference="../../../..")
    owned = Element(view.name, {}, [owner, *(child for child in view.children if child.name != "owner")], None)
    kept = [other for other in views.children if not _is_named(other, name)]
    position = next((index for index, other in enumerate(views.children) if _is_named(other, name)), len(kept))
    views.children[:] = [*kept[:position], owned, *kept[position:]]
    return with_references(document(root))


def without_view(folder_config: str, name: str) -> str:
    """The folder's config.xml without the list view of that name; unchanged in meaning if there is none."""
    root = to_element(parse(folder_config))
    for holder in root.children:
        if holder.name == "folderViews":
            views = _views_of(holder)
            views.children[:] = [view for view in views.children if not _is_named(view, name)]
    return with_references(document(root))


def _list_views(folder: Tree) -> list[tuple[str, Tree]]:
    found = folder.findall(f"folderViews/views/{LIST_VIEW}")
    return [(view.findtext("name") or "", view) for view in found]


def _without_owner(view: Element) -> Element:
    view.children[:] = [child for child in view.children if child.name != "owner"]
    return view


def _is_named(view: Element, name: str) -> bool:
    return view.name == LIST_VIEW and any(child.name == "name" and child.text == name for child in view.children)


def _holder(folder: Element) -> Element:
    """``<folderViews>``, made if it is missing: with the view of all items that Jenkins would make itself."""
    for child in folder.children:
        if child.name == "folderViews":
            return child
    owner = tag("owner", of=FOLDER, reference="../../../..")
    flags = tag("filterExecutors", False), tag("filterQueue", False), tag("properties", of="hudson.model.View$PropertyList")
    view = instance("hudson.model.AllView", owner, tag("name", "All"), *flags)
    holder = tag("folderViews", tag("views", view), tag("tabBar", of="hudson.views.DefaultViewsTabBar"), of=HOLDER)
    folder.children.append(holder)
    folder.text = None
    return holder


def _views_of(holder: Element) -> Element:
    for child in holder.children:
        if child.name == "views":
            return child
    views = tag("views")
    holder.children.insert(0, views)
    return views
