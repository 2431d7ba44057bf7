"""Items that were there before: empty ones of each class, and a controller that starts with thousands of jobs."""

from __future__ import annotations

from dataclasses import replace

from .facts import facts_of
from .model import FOLDER, MULTIBRANCH, PIPELINE, Item
from .plugins import Plugins
from .xmltext import parse

EMPTY = {FOLDER: f"<{FOLDER}/>", MULTIBRANCH: f"<{MULTIBRANCH}/>", PIPELINE: "<flow-definition/>"}
"""What a form makes of each class."""
_START = '<?xml version="1.1" encoding="UTF-8"?>\n'
FOLDER_XML = f"{_START}<{FOLDER}>\n  <description>{{}}</description>\n  <properties/>\n</{FOLDER}>\n"
PIPELINE_XML = f"{_START}<flow-definition>\n  <description>{{}}</description>\n  <keepDependencies>false</keepDependencies>\n  <properties/>\n</flow-definition>\n"


def put(root: Item, path: tuple[str, ...], text: str, plugins: Plugins, builds: int = 0) -> Item:
    """Put an item into the tree as if it had been there for long; its folders must be there."""
    parent = root
    for name in path[:-1]:
        found = parent.child(name)
        assert found is not None, f"no folder {name}"
        parent = found
    item = Item(path[-1], facts_of(parse(text), plugins), text)
    for _ in range(builds):
        item.add_build("Started by timer")
    parent.attach(item)
    return item


def fill(root: Item, jobs: int, folders: int, plugins: Plugins) -> None:
    """Jobs that nobody's catalog made, spread over folders."""
    for index in range(folders):
        put(root, (f"folder-{index:04d}",), FOLDER_XML.format(f"Folder {index}"), plugins)
    for index in range(jobs):
        above = (f"folder-{index % folders:04d}",) if folders else ()
        put(root, (*above, f"job-{index:05d}"), PIPELINE_XML.format(f"Job {index}"), plugins, builds=1)


def copy_tree(item: Item) -> Item:
    """An item with everything in it, and its builds: to start again from the same state."""
    copy = Item(item.name, item.facts, item.text, None, item.saved, item.case_sensitive, next_build=item.next_build, scans=item.scans, source=item.source)
    copy.builds = [replace(build) for build in item.builds]
    for child in item.children.values():
        copy.attach(copy_tree(child))
    return copy
