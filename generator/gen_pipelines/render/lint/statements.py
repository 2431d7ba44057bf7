"""Statements and calls, read from the tokens of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tokens import BLOCK, GSTRING, LIST, NAME, NEWLINE, NUMBER, OPERATOR, PARENS, SEMICOLON, STRING, Node

KEYWORDS = frozenset(
    """if else for while do switch case default try catch finally return def final throw assert break continue import class interface
    enum trait synchronized new package""".split()  # noqa: SIM905 (a list of words)
)
_GOES_ON_AFTER = frozenset("= + - * / % == != < > <= >= && || ?: . ?. , & | ^ =~ ==~ <=> << >> ? : += -= *= *. .& ! @".split())  # noqa: SIM905
_GOES_ON_BEFORE = frozenset((".", "?.", "*."))
_GOES_ON_WORDS = frozenset(("else", "catch", "finally"))
_ESCAPE = re.compile(r"\\(u+[0-9a-fA-F]{4}|[0-7]{1,3}|\r?\n|.)", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": "", "\r\n": ""}

Statement = list[Node]


class Call:
    """``name(arguments) { block }``, written with or without parentheses."""

    __slots__ = ("block", "name", "named", "node", "positional")

    def __init__(self, node: Node, block: Node | None) -> None:
        self.node = node
        self.name = node.text
        self.block = block
        self.positional: list[list[Node]] = []
        self.named: dict[str, tuple[Node, list[Node]]] = {}

    @property
    def start(self) -> int:
        """Offset of the name."""
        return self.node.start

    @property
    def has_arguments(self) -> bool:
        """Is there any argument besides the block?"""
        return bool(self.positional or self.named)

    @property
    def only_block(self) -> bool:
        """Is it ``name { ... }``?"""
        return self.block is not None and not self.has_arguments


def statements(items: Sequence[Node]) -> list[Statement]:
    """The statements of a block."""
    found: list[Statement] = []
    current: Statement = []
    for index, item in enumerate(items):
        if item.kind == SEMICOLON or (item.kind == NEWLINE and current and not _goes_on(current, items[index + 1 : index + 2])):
            if current:
                found.append(current)
            current = []
        elif item.kind != NEWLINE:
            current.append(item)
    return [*found, current] if current else found


def _goes_on(current: Statement, following: Sequence[Node]) -> bool:
    last = current[-1]
    if last.text == "*" and current[0].text == "import":
        return False
    if last.kind == OPERATOR and last.text in _GOES_ON_AFTER:
        return True
    after = following[0] if following else None
    return after is not None and (after.text in _GOES_ON_BEFORE or (last.kind == BLOCK and after.text in _GOES_ON_WORDS))


def call_of(statement: Statement) -> Call | None:
    """The call a statement consists of; None if it is something else, two calls in a row for example."""
    first, *rest = statement
    if first.kind != NAME or first.text in KEYWORDS or not rest or first.text == "$":
        return None
    block = rest.pop() if rest[-1].kind == BLOCK else None
    call = Call(first, block)
    if len(rest) == 1 and rest[0].kind == PARENS:
        _take(call, split(rest[0].items))
        return call
    if rest and (not _starts_argument(rest) or (block is not None and rest[-1].text != ",")):
        return None
    _take(call, split(rest))
    return call


def _starts_argument(rest: Sequence[Node]) -> bool:
    """Does ``name rest`` pass arguments? ``name = x``, ``name.x``, ``name (a).b`` and ``Type name = x`` don't."""
    if rest[0].kind == LIST:
        return len(rest) == 1
    if rest[0].kind in (OPERATOR, PARENS, BLOCK):
        return False
    return not any(item.kind == OPERATOR and item.text == "=" for item in rest)


def _take(call: Call, arguments: list[list[Node]]) -> None:
    for argument in arguments:
        if len(argument) > 2 and argument[1].text == ":" and argument[0].kind in (NAME, STRING, NUMBER):
            call.named[text_of(argument[0])] = (argument[0], argument[2:])
        else:
            call.positional.append(argument)


def split(items: Sequence[Node]) -> list[list[Node]]:
    """What stands between commas."""
    parts: list[list[Node]] = [[]]
    for item in items:
        if item.text == "," and item.kind == OPERATOR:
            parts.append([])
        elif item.kind != NEWLINE:
            parts[-1].append(item)
    return [part for part in parts if part]


def chain_of(statement: Statement) -> Node | None:
    """The second word of ``a { } b { }`` or ``a x b { }`` on one line, which Groovy reads as one chained call."""
    if statement[0].kind != NAME or statement[0].text in KEYWORDS:
        return None
    for index in range(1, len(statement) - 1):
        before, item, after = statement[index - 1 : index + 2]
        if item.kind == NAME and before.kind != OPERATOR and index > 1 and (before.kind == BLOCK or after.kind == BLOCK):
            return item
    return None


def type_of(expression: Sequence[Node]) -> str:
    """``string``, ``int``, ``double``, ``boolean``, or ``""`` for what is only known at run time."""
    if len(expression) == 2 and expression[0].text == "-":
        expression = expression[1:]
    if len(expression) != 1:
        return ""
    node = expression[0]
    if node.kind == NUMBER:
        return "int" if node.text.isdigit() or node.text[:2] in ("0x", "0X") else "double"
    if node.kind == NAME:
        return "boolean" if node.text in ("true", "false") else ""
    return "string" if node.kind == STRING else ""


def is_text(node: Node) -> bool:
    """Is it a string, with or without ``${...}``?"""
    return node.kind in (STRING, GSTRING)


def text_of(node: Node) -> str:
    """The value of a constant string, or the source of anything else."""
    source = node.text
    if node.kind != STRING or source[0] in "/$":
        return source
    size = 3 if source[:3] in ("'''", '"""') and len(source) >= 6 else 1
    inside = source[size:-size]
    return _ESCAPE.sub(_unescape, inside) if "\\" in inside else inside


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "u" and len(code) > 1:
        return chr(int(code.lstrip("u"), 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _PLAIN_ESCAPES.get(code, code)
