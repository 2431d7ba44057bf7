"""Limits of size that Jenkins' validator does not know: the pipeline is called valid and fails when it starts.

Observed on Jenkins 2.541.3 (Groovy 2.4.21; jenkins_live, section "Size limits"): 250 elements in a list, 125 entries in a map,
250 statements in a block, 65,535 bytes in a text, 64 KB of bytecode for the whole pipeline, which becomes one method.
"""

from __future__ import annotations

from .problem import Report
from .statements import split, statements, text_of
from .tokens import BLOCK, GSTRING, LIST, NAME, NUMBER, OPERATOR, PARENS, STRING, Node

ELEMENTS, ENTRIES, STATEMENTS, TEXT, METHOD = 250, 125, 250, 65_535, 60_000
_LARGEST = 2**63 - 1

# Bytes of bytecode, estimated: 100 stages of 3 steps (300 calls) start, 200 of them are too large for a method, and so are
# about 70 stages with an agent, a condition, options and a call with several arguments.
_BYTES = {NAME: 20, STRING: 20, NUMBER: 20, GSTRING: 60, PARENS: 25, LIST: 40, BLOCK: 40}
_STAGE = 250


def check_limits(items: list[Node], report: Report) -> None:
    """Check every string, list, map, block and number of a file."""
    _check_statements(items, 0, report)
    open_groups = [items]
    while open_groups:
        for node in open_groups.pop():
            if node.items:
                _check_group(node, report)
                open_groups.append(node.items)
            elif node.kind == STRING or node.kind == GSTRING:
                if len(node.text) > TEXT // 3 and _bytes(text_of(node)) > TEXT:
                    report.add(node.start, "size-text", f"a text of more than {TEXT:,} bytes: join several with +, or read it from a file")
            elif node.kind == NUMBER and len(node.text) > 18 and node.text.isdigit() and int(node.text) > _LARGEST:
                report.add(node.start, "number", f"{node.text} does not fit into 64 bits")


def check_method(pipeline: Node, start: int, report: Report) -> None:
    """The whole pipeline becomes one method: estimate its bytecode. ``start`` is where it is reported."""
    size = estimate(pipeline)
    if size > METHOD:
        message = f"about {size:,} bytes of bytecode, of 65,535 that one method may have: use fewer stages, or do more in one step"
        report.add(start, "size-method", message)


def estimate(pipeline: Node) -> int:
    """Bytes of bytecode that the tokens of a block give, roughly."""
    size, open_groups = 0, [pipeline.items]
    while open_groups:
        for node in open_groups.pop():
            size += _BYTES.get(node.kind, 0)
            if node.kind == NAME and node.text == "stage":
                size += _STAGE
            if node.items:
                open_groups.append(node.items)
    return size


def _check_group(node: Node, report: Report) -> None:
    items = node.items
    if len(items) <= ENTRIES:
        return
    if node.kind == BLOCK:
        _check_statements(items, node.start, report)
        return
    parts = split(items)
    named = sum(len(part) > 1 and part[1].kind == OPERATOR and part[1].text == ":" for part in parts)
    if named > ENTRIES:
        report.add(node.start, "size-map", f"{named} entries: Jenkins can hold {ENTRIES} in one map")
    elif node.kind == LIST and len(parts) > ELEMENTS:
        report.add(node.start, "size-list", f"{len(parts)} elements: Jenkins can hold {ELEMENTS} in one list")


def _check_statements(items: list[Node], start: int, report: Report) -> None:
    if len(items) > STATEMENTS and (count := len(statements(items))) > STATEMENTS:
        report.add(start, "size-block", f"{count} statements in one block: Jenkins can hold {STATEMENTS}")


def _bytes(text: str) -> int:
    """Bytes of modified UTF-8, as a class file holds a text: two for NUL, six for what lies outside the BMP."""
    return len(text.encode("utf-8", "surrogatepass")) + text.count("\0") + 2 * sum(character > "\uffff" for character in text)
