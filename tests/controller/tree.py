"""The ``tree=`` parameter: which properties of an exported object are asked for (Stapler's ``NamedPathPruner``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(r"[\[\],{}]|[^\[\],{}]+")


class MalformedTree(ValueError):
    """The parameter cannot be read, or a range starts behind the end: 500."""


@dataclass
class Tree:
    """The properties asked for, and what of each; ``start`` and ``end`` cut a list out."""

    children: dict[str, Tree] = field(default_factory=dict)
    start: int = 0
    end: int | None = None

    def below(self, name: str) -> Tree | None:
        """What is asked of a property, or ``None``."""
        return self.children.get(name) or self.children.get("*")

    def cut(self, values: list[Any]) -> list[Any]:
        """The part of a list that is asked for.

        Raises:
            MalformedTree: it starts behind the end, as Java's ``subList`` does.
        """
        if self.start == 0 and self.end is None:
            return values
        if self.start > len(values) or (self.end is not None and self.end < self.start):
            raise MalformedTree("range")
        return values[self.start : self.end]


def parse_tree(text: str) -> Tree:
    """Read a ``tree=`` parameter.

    Raises:
        MalformedTree: it is empty or not well-formed.
    """
    tokens = _TOKEN.findall(text)
    tokens.reverse()
    tree = _names(tokens)
    if tokens:
        raise MalformedTree(text)
    return tree


def _names(tokens: list[str]) -> Tree:
    tree = Tree()
    while True:
        if not tokens or tokens[-1] in "[],{}":
            raise MalformedTree("a name is missing")
        name = tokens.pop()
        child = Tree()
        if tokens and tokens[-1] == "[":
            tokens.pop()
            child = _names(tokens)
            _expect(tokens, "]")
        if tokens and tokens[-1] == "{":
            tokens.pop()
            child.start, child.end = _range(tokens)
        tree.children[name] = child
        if not tokens or tokens[-1] != ",":
            return tree
        tokens.pop()


def _range(tokens: list[str]) -> tuple[int, int | None]:
    """``{N}``, ``{M,}``, ``{,N}`` and ``{M,N}``, the end not included."""
    text = ""
    while tokens and tokens[-1] != "}":
        text += tokens.pop()
    _expect(tokens, "}")
    first, comma, last = text.partition(",")
    if not all(part.isdigit() or (not part and comma) for part in (first, last if comma else first)):
        raise MalformedTree(text)
    start = int(first or 0)
    if not comma:
        return start, start + 1
    return start, int(last) if last else None


def _expect(tokens: list[str], token: str) -> None:
    if not tokens or tokens.pop() != token:
        raise MalformedTree(f"{token} is missing")


Exporter = Callable[[Any, Tree], Any]
"""Gives the value of a property of an object, as far as the tree asks for it."""
