"""JSON on a terminal."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.report.json_text import json_text


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8))
def test_it_is_the_same_data_and_nothing_a_terminal_obeys(data: object) -> None:
    """Lone surrogates too: it can always be printed."""
    text = json_text(data)
    assert json.loads(text) == data
    assert all(char == "\n" or char.isprintable() for char in text)
    text.encode("utf-8")


def test_letters_stay_letters() -> None:
    """People read it too."""
    assert json_text(["Größe 日本"]) == '[\n  "Größe 日本"\n]'
