"""A block as a list of statements: what the declarative parser looks at."""

from __future__ import annotations

from collections.abc import Iterator

from .tokens import BLOCK, GSTRING, NAME, NEWLINE, PARENS, STRING, Node


class Statement:
    """One statement of a block: its words, and if it is `name(...) {...}`, the parts of that."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    @property
    def start(self) -> int:
        """Offset of its first token."""
        return self.nodes[0].start

    @property
    def name(self) -> str:
        """The word it begins with, or nothing."""
        return self.nodes[0].text if self.nodes[0].kind == NAME else ""

    @property
    def block(self) -> Node | None:
        """The block right after the name, or after the name and its arguments."""
        return next((node for node in self.nodes[1:3] if node.kind == BLOCK), None)

    @property
    def arguments(self) -> list[Node]:
        """What is given to it besides a block, in parentheses or without."""
        if len(self.nodes) > 1 and self.nodes[1].kind == PARENS:
            return self.nodes[1].items
        return [node for node in self.nodes[1:] if node.kind != BLOCK]

    @property
    def rest(self) -> list[Node]:
        """What stands behind the block."""
        block = self.block
        return self.nodes[self.nodes.index(block) + 1 :] if block is not None else []

    def text_argument(self) -> str | None:
        """Its only argument if that is a text, without the quotes."""
        found = [node for node in self.arguments if node.kind != NEWLINE]
        if len(found) != 1 or found[0].kind not in (STRING, GSTRING):
            return None
        text = found[0].text
        quotes = 3 if text[:3] in ("'''", '"""') else 1
        return text[quotes:-quotes]


def statements(items: list[Node]) -> Iterator[Statement]:
    """The statements of a block's items. A line that ends with an operator or a comma goes on in the next."""
    current: list[Node] = []
    for node in items:
        if node.text == ";" or (node.kind == NEWLINE and not _goes_on(current)):
            if current:
                yield Statement(current)
            current = []
        elif node.kind != NEWLINE:
            current.append(node)
    if current:
        yield Statement(current)


def _goes_on(nodes: list[Node]) -> bool:
    return bool(nodes) and nodes[-1].kind == "operator"


def top_pieces(items: list[Node]) -> int:
    """How many pieces a list or an argument list has."""
    filled = [node for node in items if node.kind != NEWLINE]
    return sum(node.text == "," for node in filled if node.kind == "operator") + bool(filled)
