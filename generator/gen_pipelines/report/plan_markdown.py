"""A plan as Markdown, made to be posted on a pull request: everything that matters on one screen, the rest folded away.

Names and values come from a catalog under review and from a controller that many people change. None of them may become markup, a link, a mention
or the end of a table's cell; :func:`cell` sees to that, and code spans keep ``@name`` and ``#1`` from being linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ..sync.change import CREATE, DELETE, DISABLE, MOVE, UPDATE, Blocked, Change, Plan
from .findings import printable

LIMIT = 65_000
"""Characters of the whole text. GitHub takes 65,536 in a comment; whoever posts it may add a line or two."""

LEAST = 4_000
"""Characters that one plan needs at least."""

NAME = 300
"""Characters of a name that are shown."""

SHOWN = 40
"""Differences of one item that are shown."""

SIGNS = {CREATE: "➕ add", UPDATE: "✏️ change", MOVE: "➡️ move", DISABLE: "⏸️ disable", DELETE: "❌ remove"}
_MARKUP = frozenset("|*_`[]\\~#@!$:.<>&")


class _Page:
    """Lines up to a length. What does not fit any more is counted, not cut in the middle."""

    def __init__(self, limit: int) -> None:
        self.left = limit
        self.lines: list[str] = []

    def add(self, *lines: str) -> bool:
        """Add lines that belong together; whether they fitted."""
        size = sum(len(line) + 1 for line in lines)
        if size > self.left:
            return False
        self.left -= size
        self.lines += lines
        return True

    def add_table(self, head: tuple[str, ...], rows: Iterable[str], keep: int) -> int:
        """Add a table, leaving ``keep`` characters for what follows; how many rows were left out."""
        rows = list(rows)
        if not rows or not self.add(f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"):
            return len(rows)
        self.left -= keep
        shown = 0
        while shown < len(rows) and self.add(rows[shown]):
            shown += 1
        self.left += keep
        return len(rows) - shown


def as_markdown(plan: Plan, limit: int = LIMIT) -> str:
    """The plan for a comment: the summary, what is remarkable, a table of the changes, and the differences folded away.

    It is never longer than ``limit`` characters (at least :data:`LEAST`). What had to be left out is told at the end.
    """
    page = _Page(limit - 600)  # the rest is for the last lines
    page.add(f"### {plan.summary}", "", f"{code(plan.target)}, owner {code(plan.owner)}: {plan.unchanged} unchanged.", *_remarks(plan), "")
    hidden_blocked = page.add_table(("blocked", "why", "what to do"), map(_blocked_row, plan.blocked), page.left * 2 // 3)
    page.add("")
    hidden = page.add_table(("", "item", "kind", ""), map(_row, plan.changes), page.left // 2)
    page.add("")
    hidden_differences = _add_differences(page, plan.changes)
    return "\n".join([*page.lines, *_left_out(hidden_blocked, hidden, hidden_differences)]).rstrip("\n") + "\n"


def as_one(plans: Sequence[Plan], limit: int = LIMIT) -> str:
    """The plans of several controllers in one comment: each has its share of it; of very many only the summaries are shown."""
    share = limit // len(plans) - 2
    if share >= LEAST:
        return "\n".join(as_markdown(plan, share) for plan in plans)
    page = _Page(limit - 600)
    hidden = page.add_table(("controller", "plan"), (f"| {code(plan.target)} | {cell(plan.summary)} |" for plan in plans), 0)
    return "\n".join([*page.lines, *_left_out(0, hidden, 0)]) + "\n"


def _remarks(plan: Plan) -> Iterator[str]:
    remarks = []
    if plan.scans:
        because = f", {plan.folder_scans} of them because the folder above changes" if plan.folder_scans else ""
        remarks.append(f"Jenkins will scan **{plan.scans} {'repository' if plan.scans == 1 else 'repositories'}**{because}.")
    by_hand = sum(map(is_drift, plan.changes))
    if by_hand:
        remarks.append(f"**{by_hand} {'item was' if by_hand == 1 else 'items were'} changed by hand** in Jenkins; apply puts back what the catalog says.")
    if plan.blocked:
        remarks.append(f"**{len(plan.blocked)} {'item is' if len(plan.blocked) == 1 else 'items are'} blocked** and will not be touched.")
    if plan.unread:
        remarks.append(f"{plan.unread} changed {'item was' if plan.unread == 1 else 'items were'} not read, so what changes in them is not shown.")
    if plan.quiet:
        remarks.append(f"**The controller is about to be restarted** and starts no builds: {cell(plan.quiet)}.")
    remarks += [f"**Apply will refuse this:** {cell(reason)}." for reason in plan.unsafe]
    yield from (line for remark in remarks for line in ("", f"> {remark}"))


def is_drift(change: Change) -> bool:
    """Whether the catalog says what it said at the last apply, and the item is another nevertheless."""
    applied = change.actual.marker if change.actual else None
    return change.action == UPDATE and change.item is not None and applied is not None and applied.digest == change.item.digest


def _row(change: Change) -> str:
    return f"| {SIGNS[change.action]} | {_name(change)} | {cell(change.kind)} | {_note(change)} |"


def _note(change: Change) -> str:
    if is_drift(change):
        return "changed by hand"
    count = len(change.differences)
    return f"{count} {'difference' if count == 1 else 'differences'}" if count else ""


def _name(change: Change) -> str:
    path = code("/".join(change.path))
    return f"{code('/'.join(change.actual.path))} → {path}" if change.action == MOVE and change.actual else path


def _blocked_row(blocked: Blocked) -> str:
    return f"| {code('/'.join(blocked.path))} | {cell(blocked.reason)} | {cell(blocked.hint)} |"


def _add_differences(page: _Page, changes: Iterable[Change]) -> int:
    """The differences of each item, folded; of how many they did not fit."""
    hidden = 0
    for change in changes:
        if change.differences and (hidden or not page.add(*_details(change))):
            hidden += 1
    return hidden


def _details(change: Change) -> Iterator[str]:
    shown = [escape(printable(difference), quote=False) for difference in change.differences[:SHOWN]]
    if len(change.differences) > SHOWN:
        shown.append(f"and {len(change.differences) - SHOWN} more")
    yield f"<details><summary>{code('/'.join(change.path))}: {_note(change)}</summary>"
    yield "<pre>"
    yield from shown
    yield from ("</pre>", "</details>", "")


def _left_out(blocked: int, changes: int, differences: int) -> Iterator[str]:
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, one, many in (
            (blocked, "blocked item", "blocked items"),
            (changes, "change", "changes"),
            (differences, "item's differences", "items' differences"),
        )
        if count
    ]
    if parts:
        yield f"**Not shown, to keep this short enough for a comment: {', '.join(parts)}.** The counts above are complete; `gen-pipelines plan` shows everything."


def code(text: str) -> str:
    """Text in a code span: nothing in it is linked."""
    shown = text if len(text) <= NAME else f"{text[: NAME - 1]}…"
    return f"<code>{cell(shown)}</code>"


def cell(text: str) -> str:
    """Text in Markdown that stays text: neither HTML, nor Markdown, nor the end of a table's cell."""
    return "".join(f"&#{ord(char)};" if char in _MARKUP else char for char in printable(text))
