"""Reading config.xml that somebody else wrote: no DOCTYPE, no entities, no surprises."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..errors import UserError
from .xml import Element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree
    from xml.etree.ElementTree import TreeBuilder


MAX_DEPTH = 100
"""Levels of a config.xml; the deepest that Jenkins writes have about 15. More would exhaust the stack of whoever walks it."""

_BY_HAND = "Jenkins never writes that: somebody changed this file by hand"


_CARRIED = 0xF700
"""Where characters are carried that only XML 1.1 has: U+001B as U+F71B, and so on."""

_REFERENCE = re.compile("&#(?:x0*(1?[0-9a-f])|0*([12]?[0-9]|3[01]));", re.I)
_CARRIER = re.compile("[\uf701-\uf71f]")


def parse(xml: str) -> Tree:
    """The tree of a config.xml, comments left out, CDATA as plain text.

    Jenkins takes and gives back control characters as XML 1.1 has them, and no parser here does (jenkins_live, cases 048 to 050). They are carried as
    private-use characters; :func:`with_references` makes references of them again.

    Raises:
        UserError: not well-formed XML, nested deeper than :data:`MAX_DEPTH`, or with a DOCTYPE (which could declare entities).
    """
    from xml.etree.ElementTree import ParseError

    text = xml.removeprefix("\ufeff")
    try:
        return _tree(text)
    except (ParseError, ValueError) as error:
        carried = _REFERENCE.sub(_carry, text)
        if carried != text and not _CARRIER.search(text):
            try:
                return _tree(carried)
            except (ParseError, ValueError):
                pass
        raise UserError(f"config.xml is not XML: {error}", hint="restore it from Jenkins or let gen-pipelines write it anew") from error


def with_references(xml: str) -> str:
    """A config.xml that was written from a parsed one, carried characters as references again."""
    return _CARRIER.sub(lambda found: f"&#x{ord(found[0]) - _CARRIED:x};", xml)


def _carry(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return found[0] if code in (0, 9, 10, 13) else chr(_CARRIED + code)


def _tree(text: str) -> Tree:
    from xml.etree.ElementTree import XMLParser

    parser = XMLParser(target=_builder_class()())
    parser.feed(text)
    tree: Tree = parser.close()
    return tree


@cache
def _builder_class() -> type[TreeBuilder]:
    """A class that builds the tree, and stops at a DOCTYPE or at the bottom of a pit. Made once, and not before something is parsed."""
    from xml.etree.ElementTree import TreeBuilder

    class Builder(TreeBuilder):
        depth = 0

        def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
            raise UserError("config.xml has a DOCTYPE", hint=_BY_HAND)

        def start(self, tag: str, attributes: dict[str, str], /) -> Tree:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise UserError(f"config.xml is nested more than {MAX_DEPTH} levels deep", hint=_BY_HAND)
            return super().start(tag, attributes)

        def end(self, tag: str, /) -> Tree:
            self.depth -= 1
            return super().end(tag)

    return Builder


def to_element(tree: Tree) -> Element:
    """A parsed element as one that can be written again."""
    children = [to_element(child) for child in tree]
    return Element(tree.tag, dict(tree.attrib), children, None if children else tree.text)
