"""Sizes that Jenkins' validator lets pass, and that make the pipeline fail at its start (jenkins_live, section "Size limits")."""

from __future__ import annotations

from itertools import pairwise

from .problem import Report
from .statements import statements, top_pieces
from .tokens import BLOCK, LIST, NAME, STRING, Node

LIST_ITEMS = 250
MAP_ENTRIES = 125
STATEMENTS = 250
STAGES = 250
TEXT_BYTES = 65_535
METHOD = 24_000
"""Characters of code without comments that were seen to compile into one method; 47,000 were too many."""
METHOD_STATEMENTS = 500
"""Stages, steps and sections that were seen to compile into one method (100 stages of 3 steps); 1,000 were too many."""
MARGIN = 1.5
"""What lies between the size that was seen to work and the one that was not."""


def check_limits(tree: list[Node], report: Report) -> None:
    """Look at every bracket and text of a file."""
    waiting = list(tree)
    stages = all_statements = 0
    while waiting:
        node = waiting.pop()
        if node.kind == STRING and len(node.text) > TEXT_BYTES and len(node.text.encode("utf-8", "surrogatepass")) - 2 > TEXT_BYTES:
            report.add(node.start, "size", f"a text has at most {TEXT_BYTES:,} bytes")
        elif node.kind == LIST:
            _check_list(node, report)
        elif node.kind == BLOCK:
            inside = sum(1 for _ in statements(node.items))
            all_statements += inside
            if inside > STATEMENTS:
                report.add(node.start, "size", f"a block has at most {STATEMENTS} statements")
        elif node.kind == NAME and node.text == "stage":
            stages += 1
        _check_environment(node.items, report)
        waiting += node.items
    if stages > STAGES:
        report.add(0, "size", f"a pipeline has at most {STAGES} stages; this one has {stages}")
    size = _code_size(tree)
    if size > METHOD * MARGIN:
        report.add(0, "size", f"the pipeline is too large for one method: {size:,} characters of code; move work into steps of the library")
    elif all_statements > METHOD_STATEMENTS * MARGIN:
        report.add(0, "size", f"the pipeline is too large for one method: {all_statements:,} stages, steps and sections; move work into steps of the library")


def _check_environment(siblings: list[Node], report: Report) -> None:
    """The variables of one section become one map."""
    for name, block in pairwise(siblings):
        if name.kind == NAME and name.text == "environment" and block.kind == BLOCK:
            entries = sum(1 for _ in statements(block.items))
            if entries > MAP_ENTRIES:
                report.add(name.start, "size", f"an environment has at most {MAP_ENTRIES} variables; this one has {entries}")


def _check_list(node: Node, report: Report) -> None:
    entries = top_pieces(node.items)
    is_map = any(item.text == ":" for item in node.items)
    limit = MAP_ENTRIES if is_map else LIST_ITEMS
    if entries > limit:
        report.add(node.start, "size", f"a {'map' if is_map else 'list'} has at most {limit} entries here; this one has {entries}")


def _code_size(tree: list[Node]) -> int:
    """Characters of all tokens: comments and layout cost nothing."""
    size, waiting = 0, list(tree)
    while waiting:
        node = waiting.pop()
        size += len(node.text) if not node.items else 2
        waiting += node.items
    return size
