"""Reading XML of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.jobs.parsing import MAX_DEPTH, parse, to_element, with_references
from gen_pipelines.jobs.xml import document


def test_both_declarations_of_jenkins_are_read() -> None:
    """Jenkins writes single and double quotes, with and without a newline, and always version 1.1."""
    assert parse("<?xml version='1.1' encoding='UTF-8'?>\n<a>ü</a>").text == "ü"
    assert parse('\ufeff<?xml version="1.1" encoding="UTF-8"?><a/>').tag == "a"


@pytest.mark.parametrize("doctype", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "<!DOCTYPE a>"])
def test_a_doctype_is_refused(doctype: str) -> None:
    """Without a DOCTYPE there are no entities: none that expand for ever, none that read files."""
    with pytest.raises(UserError, match="DOCTYPE"):
        parse(f"{doctype}<a>&b;</a>")


@pytest.mark.parametrize("text", ["", "<a>", "<a>&b;</a>", "<a>&#0;</a>", "<a>&#x1;\uf701</a>", "\n<?xml version='1.1'?><a/>", "\ud800"])
def test_what_is_not_xml_is_a_user_error(text: str) -> None:
    """Never a traceback for a broken file."""
    with pytest.raises(UserError, match=r"config\.xml is not XML"):
        parse(text)


@pytest.mark.parametrize("reference", ["&#1;", "&#x1b;", "&#x1B;", "&#027;", "&#31;"])
def test_control_characters_of_xml_1_1_survive_reading_and_writing(reference: str) -> None:
    """Jenkins takes them, no parser here does: they come out as what they were."""
    written = with_references(document(to_element(parse(f"<a>x{reference}y&#9;z</a>"))))
    code = int(reference[2:-1].lower().replace("x", "0x") if "x" in reference.lower() else reference[2:-1].lstrip("0"), 0)
    assert f"<a>x&#x{code:x};y\tz</a>" in written


def test_a_pit_of_elements_is_refused() -> None:
    """Nesting has a limit, so that no reader runs out of stack."""
    assert parse("<a>" * MAX_DEPTH + "</a>" * MAX_DEPTH).tag == "a"
    with pytest.raises(UserError, match="levels deep"):
        parse("<a>" * (MAX_DEPTH + 1) + "</a>" * (MAX_DEPTH + 1))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """The reader has two ends: a tree or a UserError."""
    try:
        assert parse(text).tag
    except UserError as error:
        assert error.hint


def test_a_tree_can_be_written_again() -> None:
    """Attributes, CDATA and text survive; comments and the blanks between elements do not."""
    tree = parse('<a x="1"> <!-- c --> <b><![CDATA[<&]]></b>\n <c/></a>')
    assert document(to_element(tree)).split("\n", 1)[1] == '<a x="1">\n  <b>&lt;&amp;</b>\n  <c/>\n</a>\n'
