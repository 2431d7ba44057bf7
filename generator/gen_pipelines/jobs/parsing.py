"""Reading config.xml that somebody else wrote: no DOCTYPE, no entities, no surprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UserError
from .xml import Element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree
    from xml.etree.ElementTree import TreeBuilder


MAX_DEPTH = 100
"""Levels of a config.xml; the deepest that Jenkins writes have about 15. More would exhaust the stack of whoever walks it."""

_BY_HAND = "Jenkins never writes that: somebody changed this file by hand"


def parse(xml: str) -> Tree:
    """The tree of a config.xml, comments left out, CDATA as plain text.

    Raises:
        UserError: not well-formed XML 1.0, nested deeper than :data:`MAX_DEPTH`, or with a DOCTYPE (which could declare entities).
    """
    from xml.etree.ElementTree import ParseError, XMLParser

    parser = XMLParser(target=_builder())
    try:
        parser.feed(xml.removeprefix("\ufeff"))
        tree: Tree = parser.close()
    except (ParseError, ValueError) as error:
        raise UserError(f"config.xml is not XML: {error}", hint="restore it from Jenkins or let gen-pipelines write it anew") from error
    return tree


def _builder() -> TreeBuilder:
    """Builds the tree, and stops at a DOCTYPE or at the bottom of a pit."""
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

    return Builder()


def to_element(tree: Tree) -> Element:
    """A parsed element as one that can be written again."""
    children = [to_element(child) for child in tree]
    return Element(tree.tag, dict(tree.attrib), children, None if children else tree.text)
