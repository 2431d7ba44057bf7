"""Generated texts that try to leave their literal. Seeded: the same texts at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator

SEED = 20_240_421
PIECES = (
    "'", "''", "'''", '"', '"""', "\\", "\\\\", "\\\\\\", "\\'", "\\\\'", "$", "${x}", "$x", "$/", "/$", "${", "}", "\\$", "/*", "*/", "//", "/",
    "\\u0041", "\\\\u0041", "\\\\\\u0041", "\\u", "\\uu0041", "\\u000a", "\\u000aprintln 1//", "\\u0027", "\\u005c", "\\u005cu0027", "\\uD83D", "\\uZZZZ",
    "u0041", "uuuu", "\\n", "\\r", "\\t", "\\0", "\\777", "\\x41", "\n", "\r", "\r\n", "\t", "\b", "\f", "\v", "\0", "\x01", "\x1a", "\x1b[0m", "\x7f",
    "\x80", "\x85", "\x9f", "\xa0", "\xad", "é", "ß", "中", "\u0300", "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202e", "\u2066",
    "\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800", "\ue000", "\ue001", "\uf8ff", "\ufeff", "\ufffd", "\ufffe", "\uffff", "😀", "𐀀", "\U0010ffff",
    "👩\u200d💻", " ", "  ", "a", "Z", "0", "x = 1", ";", "}}", "])", "' + '", "'\n}\n", "@", "#!", "<%", "{{", "null", "true",
)  # fmt: skip
LENGTHS = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20)


def texts(count: int) -> Iterator[str]:
    """``count`` texts: every piece alone, runs of backslashes before everything, a few very long ones, then random mixtures."""
    fixed = [*PIECES, *("\\" * run + piece for run in range(1, 12) for piece in PIECES), *_long()]
    yield from fixed[:count]
    chance = random.Random(SEED)
    for _ in range(count - len(fixed)):
        yield "".join(_piece(chance) for _ in range(chance.choice(LENGTHS)))


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.75:
        return chance.choice(PIECES)
    if kind < 0.85:
        return "\\" * chance.randint(1, 9)
    return chr(chance.choice((chance.randint(0, 0xFF), chance.randint(0, 0xFFFF), chance.randint(0, 0x10FFFF))))


def _long() -> list[str]:
    return [
        "x" * 65_534,
        "x" * 65_536,
        "\0" * 40_000,
        "é" * 70_000,
        "中" * 22_000,
        "😀" * 25_000,
        "'\\u0041\n" * 20_000,
        "a\uffff" * 300,
        "\ud800" * 25_000,
    ]
