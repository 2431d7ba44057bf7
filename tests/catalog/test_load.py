"""YAML with positions: scalars of YAML 1.2, places, limits."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.load import MAX_ALIASED, MAX_DEPTH, Map, Seq, load_bytes, load_text, place_at, place_of_key, place_of_value, scalar

SCALARS: list[tuple[str, Any]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("Null", None),
    ("true", True),
    ("FALSE", False),
    ("yes", "yes"),
    ("on", "on"),
    ("No", "No"),
    ("tRUE", "tRUE"),
    ("12", 12),
    ("-12", -12),
    ("+12", 12),
    ("012", 12),
    ("0o14", 12),
    ("0x1F", 31),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("12:30", "12:30"),
    ("190:20:30", "190:20:30"),
    ("2026-12-24", "2026-12-24"),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1.", 1.0),
    ("1e3", 1000.0),
    ("-1.5E-2", -0.015),
    ("1e999", "1e999"),
    (".inf", ".inf"),
    (".nan", ".nan"),
    ("-", "-"),
    ("+", "+"),
    (".", "."),
    ("1.2.3", "1.2.3"),
    ("9" * 500, "9" * 500),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_plain_scalars(text: str, value: Any) -> None:
    """Plain scalars follow the core schema of YAML 1.2, and what is no finite number is text."""
    found = scalar(text)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize("text", ["'12'", '"true"', "'null'", '""', "|-\n  12"])
def test_quoted_scalars_are_text(text: str) -> None:
    """Quotes and block scalars make text of anything."""
    assert isinstance(load_text(f"a: {text}\n", "f").data["a"], str)


TEXT = """# a comment
services:
  web: {a: 1, "b c": [x, {y: z}]}
  api:
    text: |
      two
      lines
    list:
    - one
    -   two
größe: 💥 x
last: *anchor
"""


def data() -> Map:
    """The text above, loaded."""
    loaded = load_text(TEXT.replace("services:", "services: &anchor"), "f.yaml")
    assert isinstance(loaded.data, Map) and not loaded.findings
    return loaded.data


def test_places_of_keys() -> None:
    """A key's place is its first character, in quotes or not, and lines and columns count from 1."""
    services = data()["services"]
    assert place_of_key(data(), "services")[:3] == ("f.yaml", 2, 1)
    assert place_of_key(services["web"], "b c") == ("f.yaml", 3, 15, 3)
    assert place_of_key(services["api"], "list") == ("f.yaml", 8, 5, 4)


def test_places_of_values() -> None:
    """A value's place is where it begins; a block's is its first entry."""
    services = data()["services"]
    assert place_of_value(services["web"], "a") == ("f.yaml", 3, 12, 1)
    assert place_of_value(services["web"]["b c"], 1)[:3] == ("f.yaml", 3, 26)
    assert place_of_value(services["api"], "text")[:3] == ("f.yaml", 5, 11)
    assert place_of_value(services["api"]["list"], 1) == ("f.yaml", 10, 9, 3)
    assert place_of_value(data(), "größe") == ("f.yaml", 11, 8, 3)


def test_aliases_share_their_value() -> None:
    """An alias is the same value again, and its place is the alias."""
    loaded = data()
    assert loaded["last"] is loaded["services"]
    assert place_of_value(loaded, "last")[1:3] == (12, 7)


def test_duplicate_keeps_the_first() -> None:
    """The first of two equal keys counts; the second is told with the line of the first."""
    loaded = load_text("a: 1\nb: 2\na: 3\n", "f")
    assert loaded.data == {"a": 1, "b": 2}
    assert [(one.rule, one.place.line, one.hint) for one in loaded.findings] == [("duplicate-key", 3, "the first is in line 1; keep one of them")]


def test_depth_is_limited() -> None:
    """As deep as allowed is read, one deeper is refused, and no depth ends in a traceback."""
    for depth, good in ((MAX_DEPTH, True), (MAX_DEPTH + 1, False), (5000, False)):
        loaded = load_text("[" * depth + "]" * depth, "f")
        assert (loaded.data is not None) == good and bool(loaded.findings) == (not good)


def test_aliases_are_limited() -> None:
    """Aliases that would repeat more than the limit are refused before they are followed."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    loaded = load_text("\n".join(lines), "f")
    assert loaded.data is None and f"{MAX_ALIASED:,}" in loaded.findings[0].message


def test_a_nearly_endless_string_is_read() -> None:
    """A megabyte of text in one value is ordinary input."""
    assert len(load_text(f"a: {'x' * 1_000_000}", "f").data["a"]) == 1_000_000


def test_bom_is_no_part_of_the_text() -> None:
    """A byte-order mark is passed over."""
    assert load_bytes(b"\xef\xbb\xbfa: 1", "f").data == {"a": 1}


@given(st.binary(max_size=60))
def test_bytes_never_raise(content: bytes) -> None:
    """Any bytes give data or findings with a place, and what is not UTF-8 gives no data."""
    loaded = load_bytes(content, "f")
    assert all(one.place.line >= 1 and one.place.column >= 1 and one.message for one in loaded.findings)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        assert loaded.data is None and loaded.findings


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co"]), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefg-", min_size=1, max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_data_comes_back(value: Any) -> None:
    """JSON is YAML: what is written so is read as it was."""
    text = json.dumps({"value": value}, ensure_ascii=False)
    loaded = load_text(text, "f")
    if not loaded.findings:
        assert loaded.data == {"value": value}
    else:
        assert {one.rule for one in loaded.findings} == {"unusual-character"}


@given(plain)
def test_every_container_knows_its_places(value: Any) -> None:
    """Each key and each item has a mark, and each place is in the text."""
    text = yaml.safe_dump({"value": value}, allow_unicode=True)
    lines = text.split("\n")
    waiting = [load_text(text, "f").data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Map, Seq)):
            for key in one if isinstance(one, Map) else range(len(one)):
                place = place_of_value(one, key)
                assert place.line <= len(lines) and place.column <= len(lines[place.line - 1]) + 1
                waiting.append(one[key])


@pytest.mark.parametrize(("text", "offset", "line", "column"), [("", 0, 1, 1), ("ab\ncd", 4, 2, 2), ("a\r\nb", 3, 2, 1), ("a\rb", 2, 2, 1), ("a\n", 2, 2, 1)])
def test_place_at_an_offset(text: str, offset: int, line: int, column: int) -> None:
    """All three line ends count as one."""
    assert place_at(text, offset, "f")[1:3] == (line, column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b: c", "in quotes"),
        ("a:\n\t- b", "not tabs"),
        ('a: "x', "close the quotes"),
        ("a: [b, c", "close the bracket"),
        ('a: "\\w"', "backslash"),
        ("a: 1\n b: 2", "indentation"),
    ],
)
def test_mistakes_of_yaml_come_with_advice(text: str, hint: str) -> None:
    """What people get wrong most often has a hint."""
    found = load_text(text, "f").findings
    assert len(found) == 1 and hint in found[0].hint + found[0].message, found
