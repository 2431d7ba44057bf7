"""Items made from others: copies, renames and moves. Builds go along with the last two."""

from __future__ import annotations

from . import pages
from .call import Call, Refused, encoded
from .configuration import change, set_text
from .facts import facts_of
from .filling import EMPTY
from .model import MULTIBRANCH, PIPELINE, Item
from .names import refusal, trimmed
from .scans import scan
from .wire import Answer
from .xmltext import parse


def create_by_form(call: Call, name: str, mode: str) -> Answer:
    """``createItem`` with ``mode=copy`` or ``mode=CLASS``: answers with the way to the configuration page."""
    source = _copied(call) if mode == "copy" else None
    if source is None and mode not in EMPTY:
        return pages.refused(f"No such mode: {mode}")
    if source is not None:
        item = Item(name, source.facts, source.text, saved=source.saved)
        _copy_children(source, item)
    else:
        text = EMPTY[mode]
        item = Item(name, facts_of(parse(text), call.site.plugins), text, case_sensitive=False)
    call.item.attach(item)
    call.site.counters.add("created")
    if item.kind == MULTIBRANCH:
        scan(call.site, item)
    return pages.redirect(f"{call.place}job/{encoded(name)}/configure")


def _copied(call: Call) -> Item:
    """The item that ``from`` names: from the root with a slash, else from here.

    Raises:
        Refused: there is none.
    """
    origin = call.field("from")
    if not origin:
        raise Refused(pages.refused("Specify which job to copy"))
    item: Item | None = call.site.root if origin.startswith("/") else call.item
    for part in origin.strip("/").split("/"):
        if item is not None:
            item = item.parent if part == ".." else item.child(part)
    if item is None or item.parent is None:
        raise Refused(pages.refused(f"No such job: {origin}"))
    return item


def _copy_children(source: Item, target: Item) -> None:
    """A copied folder takes its items along, but no builds; branches are found anew."""
    if source.kind == MULTIBRANCH:
        return
    for child in source.children.values():
        copy = Item(child.name, child.facts, child.text, saved=child.saved)
        target.attach(copy)
        _copy_children(child, copy)


def rename(call: Call) -> Answer:
    """``POST confirmRename``, and ``doRename`` of jobs."""
    if call.request.method != "POST":
        return pages.post_only()
    if call.item.is_branch:
        return pages.denied(call.user, "Job/Delete")
    call.site.require(call, "Job/Configure")
    name = trimmed(call.field("newName") or "")
    message = _rename_refusal(call.item, name)
    if message:
        return pages.refused(message)
    parent = call.item.parent
    assert parent is not None
    with call.site.lock:
        parent.detach(call.item)
        call.item.name = name
        parent.attach(call.item)
    call.site.counters.add("renamed")
    before = call.place.rstrip("/").rpartition("/")[0]
    return pages.redirect(f"{before}/{encoded(name)}")


def _rename_refusal(item: Item, name: str) -> str:
    if name == item.name:
        return "The new name is the same as the current name."
    message = refusal(name)
    taken = item.parent.child(name) if item.parent is not None else None
    if not message and taken is not None and taken is not item:
        message = f"The name “{name}” is already in use."
    return message or ("The item is building" if any(build.running for build in item.builds) else "")


def move(call: Call) -> Answer:
    """``POST move/move``: to another folder, or back to the form if that cannot be."""
    if call.request.method != "POST":
        return pages.post_only()
    call.site.require(call, "Job/Move")
    target = _folder(call, call.field("destination") or "")
    if target is None or target is call.item.parent or call.item in (target, *_above(target)) or target.child(call.item.name) is not None:
        return pages.redirect(f"{call.place}move/")
    assert call.item.parent is not None
    with call.site.lock:
        call.item.parent.detach(call.item)
        target.attach(call.item)
    call.site.counters.add("moved")
    return pages.redirect(call.url_of(call.item))


def _folder(call: Call, destination: str) -> Item | None:
    """The folder of a destination such as ``/a/b``; ``/`` is the root."""
    if not destination.startswith("/"):
        return None
    item: Item | None = call.site.root
    for part in destination.strip("/").split("/") if destination.strip("/") else []:
        item = item.child(part) if item is not None else None
    return item if item is not None and item.kind not in (MULTIBRANCH, PIPELINE) and call.user not in item.hidden_from else None


def _above(item: Item) -> list[Item]:
    found = []
    while item.parent is not None:
        item = item.parent
        found.append(item)
    return found


def submit_description(call: Call) -> Answer:
    """``POST submitDescription``: of a job its own, of a folder its first view's, of a multibranch project nobody's."""
    if call.request.method != "POST":
        return pages.post_only()
    text = call.field("description")
    if call.item.kind == PIPELINE:
        change(call.item, call.site, lambda root: set_text(root, "description", text, "keepDependencies"))
    elif call.item.kind != MULTIBRANCH:
        change(call.item, call.site, lambda root: set_text(root.find("folderViews/views")[0], "description", text, "filterExecutors"))  # type: ignore[index]
    return pages.redirect(call.place)
