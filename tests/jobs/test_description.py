"""The description of what we wrote, without parsing it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.description import description_of
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.xml import document, tag

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&\n\x85\u2028"), max_size=40)


@given(text=TEXT, title=TEXT)
def test_it_is_what_a_parser_reads(text: str, title: str) -> None:
    """References and all."""
    config = document(tag("folder", tag("description", text), tag("displayName", title)))
    assert description_of(config) == (parse(config).findtext("description") or "")


def test_without_one_it_is_empty() -> None:
    """A view may have none."""
    assert description_of(document(tag("folder", tag("displayName", "x")))) == ""
