"""The ownership marker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.marker import Marker, add, find, neutral, render, strip

NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
KEYS = st.one_of(st.just("."), NAMES, st.tuples(NAMES, NAMES).map("/".join), NAMES.map("view:{}".format))
MARKERS = st.builds(Marker, NAMES, KEYS, st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
LINE = "[gen-pipelines owner=prod key=payments/checkout sha256=0123456789abcdef]"


def test_the_line_is_the_documented_one() -> None:
    """Other tools and people look for exactly this line."""
    assert render(Marker("prod", "payments/checkout", "0123456789abcdef")) == LINE


@given(MARKERS, st.text())
def test_a_marker_is_found_below_any_text(marker: Marker, text: str) -> None:
    """Whatever a person wrote above, the marker is found, and the person's text comes back without it."""
    clean = neutral(text)
    description = add(clean, render(marker))
    assert find(description) == marker
    assert strip(description) == clean


@given(st.text())
def test_no_text_of_a_person_is_a_marker(text: str) -> None:
    """Text that looks like a marker loses its bracket before it is written."""
    assert find(neutral(f"{text}\n{LINE}")) is None
    assert find(neutral(text)) is None


def test_a_false_marker_stays_readable() -> None:
    """Neutralising changes one character."""
    assert neutral(LINE) == "(" + LINE[1:]
    assert neutral("  a\r\nb \n") == "a\nb"


@pytest.mark.parametrize(
    "description",
    [
        None,
        "",
        LINE + "\nmore",
        "x" + LINE,
        LINE + "x",
        LINE.replace("owner=prod", "owner="),
        LINE.replace("payments/checkout", "a b"),
        LINE.replace("payments/checkout", "a]"),
        LINE.replace("0123456789abcdef", "0123456789abcde"),
        LINE.replace("0123456789abcdef", "0123456789ABCDEF"),
        LINE.replace(" key", "  key"),
    ],
)
def test_anything_else_is_no_marker(description: str | None) -> None:
    """The last line, in its exact form, or nothing: an item that is not clearly ours is not ours."""
    assert find(description) is None
    assert strip(description) == (description or "")


def test_a_browsers_line_ends_are_forgiven() -> None:
    """A person who edits the description in Jenkins sends CRLF and perhaps a last empty line."""
    assert find(f"Team.\r\n{LINE}\r\n") is not None
    assert strip(f"Team.\r\n{LINE}\r\n") == "Team."


def test_a_marker_that_could_not_be_read_back_is_not_written() -> None:
    """Keys of checked catalogs have no blanks and no brackets."""
    with pytest.raises(ValueError, match="not a marker"):
        render(Marker("prod", "a b", "0123456789abcdef"))
