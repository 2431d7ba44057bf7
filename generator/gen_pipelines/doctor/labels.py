"""Label expressions: ``linux && (docker || podman) && !arm``. Jenkins knows ``->`` and ``<->`` too; nobody has seen one in a catalog yet."""

from __future__ import annotations

import re
from collections.abc import Set

_TOKEN = re.compile(r"\s*(&&|\|\||!|\(|\)|\"(?:[^\"\\]|\\.)*\"|[^\s()!&|<>\"]+)")


class UnknownExpression(Exception):
    """It is none that can be worked out here."""


def matches(expression: str, labels: Set[str]) -> bool:
    """Whether an agent with these labels may run what asks for the expression.

    Raises:
        UnknownExpression: it cannot be read.
    """
    tokens = _tokens(expression)
    value = _any(tokens, labels)
    if tokens:
        raise UnknownExpression(expression)
    return value


def _tokens(expression: str) -> list[str]:
    """The tokens, the first one last."""
    found, position, text = [], 0, expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise UnknownExpression(expression)
        found.append(match[1])
        position = match.end()
    return found[::-1]


def _any(tokens: list[str], labels: Set[str]) -> bool:
    value = _all(tokens, labels)
    while tokens and tokens[-1] == "||":
        tokens.pop()
        value = _all(tokens, labels) or value
    return value


def _all(tokens: list[str], labels: Set[str]) -> bool:
    value = _one(tokens, labels)
    while tokens and tokens[-1] == "&&":
        tokens.pop()
        value = _one(tokens, labels) and value
    return value


def _one(tokens: list[str], labels: Set[str]) -> bool:
    token = tokens.pop() if tokens else ")"
    if token == "!":
        return not _one(tokens, labels)
    if token == "(":
        value = _any(tokens, labels)
        if not tokens or tokens.pop() != ")":
            raise UnknownExpression
        return value
    if token in ("&&", "||", ")"):
        raise UnknownExpression
    return token.strip('"') in labels
