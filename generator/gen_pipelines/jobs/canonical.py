"""config.xml by meaning: lines that are equal when Jenkins would do the same.

A line is ``path: value``, ``path@class: class`` or, for an object in a list, its path alone.
Paths have full class names; :mod:`.difference` shortens them.
Order is kept where it has a meaning (branch sources, libraries, columns) and sorted away everywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .meaning import PLAIN_CLASSES, current_name, normalize
from .parsing import parse
from .xml import class_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

ORDERED = frozenset(("data", "libraries", "columns", "userRemoteConfigs", "branches"))
"""Lists whose order Jenkins goes by."""


def canonical(xml: str) -> list[str]:
    """The canonical lines of a config.xml, without the marker.

    Raises:
        UserError: not XML, or XML with a DOCTYPE.
    """
    return canonical_lines(parse(xml))


def canonical_lines(root: Tree) -> list[str]:
    """The canonical lines of a parsed config.xml, whose tree is changed on the way."""
    root = normalize(root)
    return [f".@class: {current_name(class_name(root.tag))}", *sorted(_children(root, ""))]


def digest(lines: list[str]) -> str:
    """16 hex digits over canonical lines."""
    return digest_of("\n".join(lines))


def digest_of(text: str) -> str:
    """16 hex digits over canonical lines that are joined already."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]


def encode_value(text: str) -> str:
    """A value on one line: a backslash and line ends become escapes. Two different texts stay different."""
    if "\\" in text or "\n" in text or "\r" in text:
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return text


def decode_value(text: str) -> str:
    """The text behind an encoded value."""
    if "\\" not in text:
        return text
    pieces = text.split("\\\\")
    return "\\".join(piece.replace("\\n", "\n").replace("\\r", "\r") for piece in pieces)


def _lines(element: Tree, path: str) -> list[str]:
    found = [path] if "." in element.tag else []
    of = element.get("class")
    if of is not None and of not in PLAIN_CLASSES:
        found.append(f"{path}@class: {current_name(of)}")
    if len(element):
        return found + _children(element, path)
    text = element.text or ""
    return [*found, f"{path}: {encode_value(text)}"] if text.strip() else found


def _children(parent: Tree, path: str) -> list[str]:
    prefix = f"{path}/" if path else ""
    groups: dict[str, list[Tree]] = {}
    for child in parent:
        groups.setdefault(current_name(class_name(child.tag)), []).append(child)
    ordered = parent.tag in ORDERED
    found = [f"{path}@order: {' '.join(groups)}"] if ordered and len(groups) > 1 else []
    for name, members in groups.items():
        found += _members(members, prefix + name, ordered)
    return found


def _members(members: list[Tree], path: str, ordered: bool) -> list[str]:
    """Lines of children of one name. From the second on they are numbered; without an order, by what they say."""
    if len(members) == 1:
        return _lines(members[0], path)
    if not ordered and not any(len(member) for member in members):
        return [line for member in members for line in _lines(member, path)]
    if not ordered:
        members = sorted(members, key=lambda member: sorted(_lines(member, path)))
    return [line for number, member in enumerate(members, 1) for line in _lines(member, path if number == 1 else f"{path}[{number}]")]
