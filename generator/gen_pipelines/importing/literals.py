"""Groovy literals as values: texts without ``${...}``, numbers, true, false, null, lists and maps. The inverse of :mod:`..render.groovy`."""

from __future__ import annotations

import re
from typing import Any

from ..render.linter.statements import Statement
from ..render.linter.tokens import LIST, NAME, NEWLINE, NUMBER, OPERATOR, PARENS, STRING, Node

_ESCAPE = re.compile(r"\\(u+[0-9a-fA-F]{4}|\r?\n|.)", re.S)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WORDS = {"true": True, "false": False, "null": None}


class NotLiteral(Exception):
    """It is worked out when the script runs."""


def text_of(statement: Statement) -> str | None:
    """The only argument of a call if it is a text; ``script:`` may name it."""
    try:
        given = arguments_of(statement)
    except NotLiteral:
        return None
    value = given.get("") if len(given) == 1 and "" in given else given.get("script") if len(given) == 1 else None
    return value if isinstance(value, str) else None


def arguments_of(statement: Statement) -> dict[str, Any]:
    """The arguments of a call by name; a single one without a name has the name ``""``.

    Raises:
        NotLiteral: one of them is no literal.
    """
    nodes = statement.nodes[1:]
    if len(nodes) == 1 and nodes[0].kind == PARENS:
        nodes = nodes[0].items
    pieces = _pieces(nodes)
    if len(pieces) == 1 and not _is_named(pieces[0]):
        return {"": _value(pieces[0])}
    return _map(pieces)


def _pieces(nodes: list[Node]) -> list[list[Node]]:
    """The nodes between commas, without line ends."""
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if node.kind == OPERATOR and node.text == ",":
            pieces.append([])
        elif node.kind != NEWLINE:
            pieces[-1].append(node)
    return [piece for piece in pieces if piece]


def _is_named(piece: list[Node]) -> bool:
    return len(piece) > 2 and piece[1].kind == OPERATOR and piece[1].text == ":"


def _map(pieces: list[list[Node]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for piece in pieces:
        if not _is_named(piece) or piece[0].kind not in (NAME, STRING):
            raise NotLiteral
        key = piece[0].text if piece[0].kind == NAME else _text(piece[0].text)
        found[key] = _value(piece[2:])
    return found


def _value(piece: list[Node]) -> Any:
    texts = piece[::2]
    if len(piece) > 1 and all(node.kind == STRING for node in texts) and all(node.text == "+" for node in piece[1::2]) and len(piece) % 2:
        return "".join(_text(node.text) for node in texts)
    sign = -1 if len(piece) == 2 and piece[0].text == "-" else 1
    if len(piece) != (2 if sign < 0 else 1):
        raise NotLiteral
    node = piece[-1]
    if node.kind == NUMBER:
        return sign * _number(node.text)
    if sign < 0:
        raise NotLiteral
    if node.kind == STRING:
        return _text(node.text)
    if node.kind == NAME and node.text in _WORDS:
        return _WORDS[node.text]
    if node.kind == LIST:
        return _collection(node)
    raise NotLiteral


def _collection(node: Node) -> Any:
    inside = [item for item in node.items if item.kind != NEWLINE]
    if [item.text for item in inside] == [":"]:
        return {}
    pieces = _pieces(node.items)
    return _map(pieces) if pieces and _is_named(pieces[0]) else [_value(piece) for piece in pieces]


def _number(text: str) -> int | float:
    plain = text.replace("_", "").rstrip("lLgGiIdDfF")
    try:
        return float(plain) if "." in plain or "e" in plain.lower() else int(plain)
    except ValueError:
        raise NotLiteral from None


def _text(source: str) -> str:
    if source[0] not in "'\"":
        raise NotLiteral
    quotes = 3 if source[:3] in ("'''", '"""') else 1
    text = _ESCAPE.sub(_unescape, source[quotes:-quotes])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two escapes can be one character


def _unescape(found: re.Match[str]) -> str:
    after = found[1]
    if after[0] == "u" and len(after) > 1:
        return chr(int(after.lstrip("u"), 16))
    if after.endswith("\n"):
        return ""
    return _PLAIN.get(after, after)
