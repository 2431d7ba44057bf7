"""Groovy text as a tree of tokens: words, numbers, strings, operators, and what stands inside brackets.

This is no Groovy parser. It knows where strings and comments end and which bracket belongs to which, and that is all the rules need.
"""

from __future__ import annotations

import re

from .problem import SyntaxProblem

NAME, NUMBER, STRING, GSTRING, OPERATOR, NEWLINE, SEMICOLON = "name", "number", "string", "gstring", "operator", "newline", ";"
PARENS, LIST, BLOCK = "(", "[", "{"
CLOSERS = {"(": ")", "[": "]", "{": "}"}

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\f]+|\\\r?\n|//[^\r\n]*|/\*.*?\*/)
    |(?P<newline>[\r\n]\s*)
    |(?P<name>[^\W\d][\w$]*|\$(?!/)[\w$]*)
    |(?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|'(?!'')(?:[^'\\\r\n]|\\.)*'|\"(?!\"\")(?:[^\"\\\r\n$]|\\.)*\")
    |(?P<quote>\"\"\"|\"|'|\$/)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<number>0[xX][0-9a-fA-F_]+[a-zA-Z]?|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?[a-zA-Z]?)
    |(?P<semicolon>;)
    |(?P<operator>->|\?\.|\?:|\*\.|\.&|\.@|\.\.<?|==~|=~|<=>|[<>=!]=|&&|\|\||\+\+|--|\*\*=?|>>>?=?|<<=?|[-+*%&|^]=|[=<>!~?:+\-*/%&|^.,@])""",
    re.VERBOSE | re.DOTALL,
)
_SLASHY = re.compile(r"/(?:\\/|[^/])+/")
_IN_GSTRING = {'"': re.compile(r"\\.|\$\{|[\"\r\n]", re.DOTALL), '"""': re.compile(r'\\.|\$\{|"""', re.DOTALL)}
_DOLLAR_SLASHY = re.compile(r"\$/(?:\$[$/]|(?!/\$).)*/\$", re.DOTALL)
_INTERPOLATION = re.compile(r"(?<![\\$])\$[{A-Za-z_]")
_ENDS_EXPRESSION = frozenset((NAME, NUMBER, STRING, GSTRING, PARENS, LIST, BLOCK))
_BEFORE_EXPRESSION = frozenset(("return", "in", "case", "assert", "throw", "else", "instanceof"))
_BINARY = frozenset(
    ["=", "+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "?:", ".", "?.",
     "&", "|", "^", "=~", "==~", "<=>", "<<", ">>", "+=", "-=", "*=", "in", "instanceof"]
)


class Node:
    """A token, or a pair of brackets with what is between them (``items``). ``start`` and ``end`` are offsets, ``text`` is the source."""

    __slots__ = ("end", "items", "kind", "start", "text")

    def __init__(self, kind: str, text: str, start: int, end: int, items: list[Node]) -> None:
        self.kind = kind
        self.text = text
        self.start = start
        self.end = end
        self.items = items

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.text!r}, {self.start}, {self.items!r})"


def read(text: str) -> list[Node]:
    """The tokens of a whole file, without blanks and comments.

    Raises:
        SyntaxProblem: a string, comment or bracket is not closed, or a character has no meaning in Groovy.
    """
    start = 0
    if text.startswith("#!"):
        start = len(text) if (end := text.find("\n")) < 0 else end
    return _read(text, start, "")[0]


def _read(text: str, position: int, closer: str) -> tuple[list[Node], int]:
    """The tokens up to ``closer`` (or the end of the text) and the offset behind it."""
    items: list[Node] = []
    outer: list[Node] = []
    match = _TOKEN.match
    none: list[Node] = []
    length = len(text)
    while position < length:
        found = match(text, position)
        if found is None:
            raise SyntaxProblem(position, f"unexpected char: {text[position]!r}")
        kind, start, position = found.lastgroup, position, found.end()
        if kind == "blank":
            continue
        if kind == "open":
            outer.append(Node(found[0], found[0], start, position, items))
            items = []
        elif kind == "close":
            _check_end(items, found[0], start)
            if not outer and found[0] == closer:
                return items, position
            items = _close(outer, items, found[0], start)
        elif kind == "quote" or (found[0] == "/" and _slashy_allowed(items)):
            node = _long_string(text, start, found[0])
            position = node.end
            items.append(node)
        else:
            items.append(Node(kind or "", found[0], start, position, none))
    if outer or closer:
        raise SyntaxProblem(length, f"expecting '{CLOSERS[outer[-1].kind] if outer else closer}', found the end of the file")
    return items, position


def _close(outer: list[Node], items: list[Node], bracket: str, start: int) -> list[Node]:
    """Ends the innermost bracket; returns the items around it."""
    if not outer or CLOSERS[outer[-1].kind] != bracket:
        expected = f"expecting '{CLOSERS[outer[-1].kind]}', found" if outer else "unexpected token:"
        raise SyntaxProblem(start, f"{expected} '{bracket}'")
    node = outer.pop()
    around, node.items, node.end = node.items, items, start + 1
    around.append(node)
    return around


def _check_end(items: list[Node], bracket: str, start: int) -> None:
    """A bracket can't close right behind an operator that wants a right side."""
    last = next((item for item in reversed(items) if item.kind != NEWLINE), None)
    if last is not None and last.kind == OPERATOR and last.text in _BINARY:
        raise SyntaxProblem(start, f"unexpected token: {bracket}")


def _slashy_allowed(items: list[Node]) -> bool:
    if not items:
        return True
    return items[-1].kind not in _ENDS_EXPRESSION or items[-1].text in _BEFORE_EXPRESSION


def _long_string(text: str, start: int, quote: str) -> Node:
    """A string that one expression can't match: with ``${...}`` in it, between slashes, or never closed."""
    if quote in ('"', '"""'):
        return _gstring(text, start, quote)
    found = _SLASHY.match(text, start) if quote == "/" else _DOLLAR_SLASHY.match(text, start) if quote == "$/" else None
    if found is not None:
        return Node(GSTRING if _INTERPOLATION.search(found[0]) else STRING, found[0], start, found.end(), [])
    if quote == "/":
        return Node(OPERATOR, quote, start, start + 1, [])
    raise SyntaxProblem(start, f"expecting {'/$' if quote == '$/' else quote!r}: the string is not closed")


def _gstring(text: str, start: int, quote: str) -> Node:
    search = _IN_GSTRING[quote].search
    position = start + len(quote)
    while (found := search(text, position)) is not None and found[0] not in "\r\n":
        position = found.end()
        if found[0] == quote:
            source = text[start:position]
            return Node(GSTRING if _INTERPOLATION.search(source) else STRING, source, start, position, [])
        if found[0] == "${":
            position = _read(text, position, "}")[1]
    raise SyntaxProblem(start, f"expecting {quote!r}: the string is not closed")
