"""The plan on a pull request."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gen_pipelines.jobs.item import MULTIBRANCH, Item
from gen_pipelines.jobs.marker import Marker
from gen_pipelines.report.plan_markdown import LIMIT, as_markdown, as_one, cell
from gen_pipelines.sync.change import CREATE, MOVE, UPDATE, Blocked, Change, Plan
from gen_pipelines.sync.state import ActualItem

GITHUB = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


class _Tags(HTMLParser):
    """The tags and the text that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def change(name: str = "shop", action: str = CREATE, differences: tuple[str, ...] = (), digest: str = "0" * 16) -> Change:
    """A change of a multibranch project that was applied with the digest of zeros."""
    path = ("root", name)
    item = Item(path, MULTIBRANCH, name, "<x/>", digest)
    actual = None if action == CREATE else ActualItem(("root", "before") if action == MOVE else path, MULTIBRANCH, Marker("acme", name, "0" * 16))
    return Change(action, path, MULTIBRANCH, name, item, actual, differences)


def plan(*changes: Change, blocked: tuple[Blocked, ...] = (), scans: int = 0, unsafe: tuple[str, ...] = (), target: str = "directory home") -> Plan:
    """A plan with these changes."""
    return Plan("acme", target, changes, blocked, 7, scans, unsafe, "")


def test_it_shows_all_that_matters() -> None:
    """Summary, target, scans, limits, blocked items with the way out, every change, and its differences folded away."""
    blocked = Blocked(("root", "mine"), MULTIBRANCH, "somebody made it by hand", "rename it")
    shown = as_markdown(plan(change(), change("api", UPDATE, ("source/remote: a -> b",), "1" * 16), change("new", MOVE), blocked=(blocked,), scans=2, unsafe=("too much",)))
    text = _Tags(GITHUB.render(shown)).text
    for expected in (
        "Plan: 1 to add, 1 to change, 0 to remove, 1 to move.",
        "directory home",
        "7 unchanged",
        "Jenkins will scan 2 repositories.",
        "Apply will refuse this: too much.",
        "root/mine",
        "rename it",
        "root/before → root/new",
        "source/remote: a -> b",
    ):
        assert expected in text
    assert shown.startswith("### Plan") and "<details>" in shown


def test_what_people_changed_by_hand_is_told_apart() -> None:
    """The catalog says what was applied, the item does not: that is drift."""
    shown = as_markdown(plan(change("api", UPDATE, ("x: 1 -> 2",)), change("web", UPDATE, ("x: 1 -> 2",), "1" * 16)))
    assert shown.count("| changed by hand |") == 1 and "**1 item was changed by hand**" in shown


def test_all_that_a_person_must_know_before_is_told() -> None:
    """Scans that a folder causes, items that were not read, a controller that is about to be restarted."""
    made = replace(plan(change(), scans=5), folder_scans=4, unread=2, quiet="upgrade *now*")
    text = _Tags(GITHUB.render(as_markdown(made))).text
    for expected in ("5 repositories, 4 of them because the folder above changes", "2 changed items were not read", "starts no builds: upgrade *now*"):
        assert expected in text


def test_no_changes_is_one_line_and_the_target() -> None:
    """Nothing else is posted."""
    assert _Tags(GITHUB.render(as_markdown(plan()))).text.split("\n")[0] == "No changes. Jenkins matches the catalog."


@given(st.text(max_size=60))
def test_nothing_in_a_cell_is_markup(text: str) -> None:
    """Whatever it is, one paragraph comes out, with this text and no other tag."""
    page = _Tags(GITHUB.render(f"x {cell(text)} x"))
    assert page.tags == ["p"]
    assert "|" not in cell(text) and "\n" not in cell(text)


HOSTILE = ("<script>alert(1)</script>", "a|b\n| c |", "</pre></details><img src=x>", "@everyone #1", "[x](javascript:1)", "\x1b]0;x\x07", "`code`", "![i](http://x/y.png)")


def test_hostile_names_and_values_stay_text() -> None:
    """No tag but ours, no link, no image, no cell more than there are columns, no control character."""
    changes = [change(name, UPDATE, HOSTILE, "1" * 16) for name in HOSTILE]
    blocked = tuple(Blocked(("root", name), MULTIBRANCH, name, name) for name in HOSTILE)
    shown = as_markdown(plan(*changes, blocked=blocked, unsafe=HOSTILE, target="\n".join(HOSTILE)))
    tags = set(_Tags(GITHUB.render(shown)).tags)
    assert tags <= {"h3", "p", "code", "blockquote", "strong", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "pre"}
    assert {row.count("|") for row in shown.splitlines() if row.startswith("| ✏")} == {5}
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", shown)


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(0, 500))
def test_several_controllers_share_a_comment(controllers: int, changes: int) -> None:
    """Each is in it, and all together fit."""
    made = [change(f"{number}{'x' * 200}", UPDATE, ("x" * 80,) * 3, "1" * 16) for number in range(changes)]
    shown = as_one([plan(*made, target=f"controller http://c{number}.example.com") for number in range(controllers)])
    assert len(shown) <= LIMIT
    assert all(cell(f"c{number}.example.com") in shown for number in range(controllers))


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 3000), st.integers(0, 60), st.integers(0, 300))
def test_it_fits_into_a_comment(changes: int, differences: int, blocked: int) -> None:
    """However large the plan is; what is left out is told, and every table and fold is closed."""
    made = [change(f"{number}{'é' * 200}", UPDATE, ("x" * 80,) * differences, "1" * 16) for number in range(changes)]
    stopped = tuple(Blocked(("root", "b" * 250), MULTIBRANCH, "why" * 30, "do" * 30) for _ in range(blocked))
    shown = as_markdown(plan(*made, blocked=stopped))
    assert len(shown) <= LIMIT
    assert shown.count("<details>") == shown.count("</details>") == shown.count("<pre>") == shown.count("</pre>")
    rows = shown.count("| ✏️ change |")
    assert (rows == changes) or f"{changes - rows} change" in shown.splitlines()[-1]
