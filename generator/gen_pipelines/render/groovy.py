"""Values as Groovy source: literals, comments and calls of steps.

Everything a user wrote reaches a Jenkinsfile through :func:`literal`, :func:`inner` or :func:`comment`; none of them lets a value
leave its place. The traps are those of Groovy 2.4 (the version inside Jenkins), proven by ``tests/groovy``:

* Groovy replaces an escape of a character's number in the whole source, in comments too, before it parses anything: the escape of a
  line feed ends a comment. So in literals every backslash is doubled, and in comments no backslash stands before a ``u``.
* U+FFFF means end of file to the lexer, however it is written: such a text is put together at run time.
* A constant holds at most 65,535 bytes of modified UTF-8: longer texts are joined with ``+``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors import UserError
from ..pipeline.model import Expression

WIDTH = 110
STEP = 2
"""Blanks a level of indentation has."""
MOST_LINES = 24
"""A text of more lines is written as one constant: each piece costs bytecode."""
PIECE = 60_000
"""Bytes in one constant: below 65,535, so that a template may put words around a value."""

_SPECIAL = re.compile("['\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_NOT_FOR_COMMENTS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPING_BACKSLASH = re.compile(r"\\(?=u|\Z)")
_ESCAPES = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\uffff": "' + (char) 65535 + '"}
_IDENTIFIER = re.compile(r"(?!(?:true|false|null)\Z)[A-Za-z_][A-Za-z0-9_]{0,99}")
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def literal(value: Any) -> str:
    """The value as Groovy source: str, bool, int, float, None, list, tuple or mapping (nested as you like), on one line.

    An :class:`Expression` is Groovy already. Texts are single-quoted, so ``$`` means nothing in them.
    A text that cannot be one constant becomes ``'...' + '...'``.

    Raises:
        UserError: the value has no literal (a number beyond 64 bits, NaN, infinity, another type).
    """
    if isinstance(value, str):
        return str(value) if type(value) is Expression else f"'{inner(value)}'"
    if value is True or value is False:
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, Mapping):
        return f"[{', '.join(f'{_key(key)}: {literal(item)}' for key, item in value.items())}]" if value else "[:]"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(literal, value))}]"
    message = f"a value of type {type(value).__name__} cannot be written in a Jenkinsfile"
    raise UserError(message, hint="use text, a number, true, false, a list or a map")


def inner(text: str) -> str:
    """The text as the inside of a single-quoted literal, without the quotes around it."""
    if len(text) * 6 <= PIECE or len(pieces := _pieces(text)) == 1:
        return _SPECIAL.sub(_escape, text)
    return "' + '".join(_SPECIAL.sub(_escape, piece) for piece in pieces)


def comment(text: str) -> str:
    """The text for a ``//`` comment: one line, without anything that could end the comment or hide what it says.

    Control characters and line breaks become one blank, characters that reverse or hide text become ``?``,
    and a backslash before a ``u`` or at the end becomes a slash.
    """
    line = _BLANK.sub(" ", text).strip()
    return _ESCAPING_BACKSLASH.sub("/", _NOT_FOR_COMMENTS.sub("?", line))


def call(step: str, arguments: Mapping[str, Any], width: int = WIDTH, indent: int = 0) -> str:
    """A call of a step with its arguments by name: on one line if it fits, else one argument a line.

    Args:
        step: the step's name, written as it is.
        arguments: values as for :func:`literal`, in the order given; None is written as ``null``.
        width: columns a line may have.
        indent: columns before the call; the first line comes without them, the others with them.

    Raises:
        UserError: an argument has no literal.
    """
    named = {_key(name): value for name, value in arguments.items()}
    line = f"{step}({', '.join(f'{name}: {literal(value)}' for name, value in named.items())})"
    if len(line) <= width - indent or not named:
        return line
    return _broken(f"{step}(", [(f"{name}: ", value) for name, value in named.items()], ")", width, indent)


def _broken(start: str, items: list[tuple[str, Any]], end: str, width: int, indent: int) -> str:
    """``start``, one item a line, and ``end`` under the beginning of the line."""
    below = indent + STEP
    lines = [" " * below + label + _value(value, width, below, below + len(label)) for label, value in items]
    return f"{start}\n" + ",\n".join(lines) + f"\n{' ' * indent}{end}"


def _value(value: Any, width: int, indent: int, column: int) -> str:
    """A value that starts at ``column`` of a line indented by ``indent``; a comma must fit behind it."""
    line = literal(value)
    if column + len(line) < width or not value:
        return line
    if isinstance(value, Mapping):
        return _broken("[", [(f"{_key(key)}: ", item) for key, item in value.items()], "]", width, indent)
    if isinstance(value, (list, tuple)):
        return _broken("[", [("", item) for item in value], "]", width, indent)
    if isinstance(value, str) and 1 < len(lines := value.splitlines(keepends=True)) <= MOST_LINES:
        return f" +\n{' ' * column}".join(map(literal, lines))
    return line


def _key(key: Any) -> str:
    if not isinstance(key, str):
        return f"({literal(key)})"
    if _IDENTIFIER.fullmatch(key):
        return key
    quoted = literal(key)
    return f"({quoted})" if "' + " in quoted else quoted


def _number(value: int | float) -> str:
    if isinstance(value, int):
        if _SMALLEST <= value <= _LARGEST:
            return int.__repr__(value)
        raise UserError(f"the number {value} does not fit into 64 bits", hint="write it as text, in quotes")
    if value - value != 0:
        raise UserError(f"{value} is not a number that a Jenkinsfile can hold", hint="use a finite number")
    return float.__repr__(value)


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def _pieces(text: str) -> list[str]:
    """The text in parts of at most :data:`PIECE` bytes of modified UTF-8."""
    parts, start, size = [], 0, 0
    for index, character in enumerate(text):
        code = ord(character)
        bytes_here = 1 if 0 < code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 6
        if size + bytes_here > PIECE:
            parts.append(text[start:index])
            start, size = index, 0
        size += bytes_here
    return [*parts, text[start:]]
