"""Tables as plain aligned text: they can be piped, and look the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from .findings import printable


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The lines of a table. Columns are as wide as their longest cell; the last one is not padded."""
    cells = [tuple(printable(cell) for cell in row) for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
