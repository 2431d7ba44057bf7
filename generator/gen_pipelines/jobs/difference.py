"""How two config.xml differ, in words a person can read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .canonical import canonical, canonical_lines, decode_value
from .ownership import DESCRIBED, is_our_property
from .parsing import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

WIDTH = 80
"""Characters of a value that are shown."""

_PACKAGE = re.compile(r"(?:\w+\.)+(?:\w+\$)?(?=\w)")
_SCAFFOLDING = "sources/data/jenkins.branch.BranchSource"


def same(ours: str, theirs: str) -> bool:
    """Whether what a controller has means what we want. Parts of theirs that no catalog describes do not count.

    Raises:
        UserError: one of the two is not XML.
    """
    return compare(ours, theirs) is None


def difference(ours: str, theirs: str, *, applied: bool = False) -> list[str]:
    """What differs, one line each: ``source/traits/BranchDiscoveryTrait/strategyId: 1 -> 3``, ``+ source/traits/TagDiscoveryTrait``.

    Read from ours to theirs, as drift is told; with ``applied`` from theirs to ours, as a plan tells what it will change.
    Empty if they are the same.

    Raises:
        UserError: one of the two is not XML.
    """
    return compare(ours, theirs, applied=applied) or []


def compare(ours: str, theirs: str, *, applied: bool = False) -> list[str] | None:
    """Both answers at once: ``None`` if they mean the same, or else how they differ.

    Raises:
        UserError: one of the two is not XML.
    """
    if _body(ours) == _body(theirs):
        return None
    lines, others = canonical(ours), _comparable(ours, theirs)
    if lines == others:
        return None
    here, there = _values(lines), _values(others)
    before, after = (there, here) if applied else (here, there)
    found: list[str] = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path, []), after.get(path, [])
        if old != new and not _inside(path, before, after):
            found += _change(path, old, new)
    return found


def _body(config: str) -> str:
    """A config.xml without its declaration, which Jenkins writes in several ways, and the blanks around it."""
    return config[config.find("?>", 0, 60) + 2 :].strip() if config.startswith("<?xml") else config


def text_difference(name: str, old: str, new: str) -> str:
    """One line on a text that changes, as :func:`difference` would tell it."""
    return f"{name}: {_arrow(old, new)}"


def _comparable(ours: str, theirs: str) -> list[str]:
    """Canonical lines of theirs, without what belongs to others."""
    here, there = parse(ours), parse(theirs)
    if here.tag == there.tag:
        _drop_foreign(here, there)
    return canonical_lines(there)


def _drop_foreign(ours: Tree, theirs: Tree) -> None:
    properties, own = theirs.find("properties"), ours.find("properties")
    for child in list(theirs):
        if child.tag not in DESCRIBED and child is not properties and ours.find(child.tag) is None:
            theirs.remove(child)
    if properties is not None and not properties.get("class"):
        for found in list(properties):
            if not is_our_property(found, own):
                properties.remove(found)


def _values(lines: list[str]) -> dict[str, list[str]]:
    """Values by path; an object's own line has the value ``""``."""
    values: dict[str, list[str]] = {}
    for line in lines:
        path, _, value = line.partition(": ")
        values.setdefault(path, []).append(value)
    return values


def _inside(path: str, before: dict[str, list[str]], after: dict[str, list[str]]) -> bool:
    """Whether the path lies in an object that is new or gone as a whole, and so is told already."""
    head = path
    while "/" in head:
        head = head.rpartition("/")[0]
        if before.get(head) != after.get(head) and "" in before.get(head, []) + after.get(head, []):
            return True
    return False


def _change(path: str, old: list[str], new: list[str]) -> list[str]:
    name, show = _short(path), _short if path.endswith("@class") else decode_value
    if len(old) == len(new) == 1:
        return [f"{name}: {_arrow(show(old[0]), show(new[0]))}"]
    gone = [f"- {name}{_shown(show(value))}" for value in old if value not in new]
    return gone + [f"+ {name}{_shown(show(value))}" for value in new if value not in old]


def _arrow(old: str, new: str) -> str:
    if "\n" in old or "\n" in new:
        return _text_change(old.split("\n"), new.split("\n"))
    return f"{_cut(old)} -> {_cut(new)}"


def _text_change(old: list[str], new: list[str]) -> str:
    """A change of a text of several lines, by its first differing line."""
    pairs = enumerate(zip(old, new, strict=False))
    number = next((number for number, (left, right) in pairs if left != right), min(len(old), len(new)))
    left, right = (_cut(lines[number].strip()) if number < len(lines) else "(end)" for lines in (old, new))
    return f"line {number + 1}: {left} -> {right}"


def _shown(value: str) -> str:
    return f": {_cut(value)}" if value else ""


def _cut(text: str) -> str:
    line = text.replace("\n", " ").replace("\r", " ")
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _short(text: str) -> str:
    """A path or a class without Java packages, and without the steps that every branch source has in common."""
    return _PACKAGE.sub("", text.replace(f"{_SCAFFOLDING}/source", "source").replace(_SCAFFOLDING, "source"))
