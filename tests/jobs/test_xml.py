"""Writing XML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.jobs.xml import class_name, document, element_name, escape, escape_attribute, instance, tag

FORBIDDEN = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=FORBIDDEN))


@given(TEXTS)
def test_a_text_comes_back_from_expat(text: str) -> None:
    """Whatever text is written, a parser reads exactly that text."""
    assert (ElementTree.fromstring(document(tag("script", text))).text or "") == text


@given(TEXTS)
def test_an_attribute_comes_back_from_expat(text: str) -> None:
    """Attribute values come back too, quotes, tabs and line ends included."""
    assert ElementTree.fromstring(f'<a b="{escape_attribute(text)}"/>').get("b") == text


@given(TEXTS)
def test_no_text_leaves_its_element(text: str) -> None:
    """An escaped text has no markup of its own."""
    assert not set("<>\r\x85\u2028\x7f") & set(escape(text))


def test_what_xml_1_1_would_change_is_written_as_a_reference() -> None:
    """Jenkins reads XML 1.1, in which CR, NEL and U+2028 are line ends and C1 controls must be references."""
    assert escape("a\rb\x85c\u2028d\x7fe\x9f") == "a&#xd;b&#x85;c&#x2028;d&#x7f;e&#x9f;"


@pytest.mark.parametrize("character", FORBIDDEN)
def test_characters_that_xml_cannot_carry_are_refused(character: str) -> None:
    """The error names the character and shows where it is."""
    with pytest.raises(UserError, match=rf"U\+{ord(character):04X} .*before"):
        escape(f"before{character}after")


def test_line_feeds_and_tabs_stay_raw() -> None:
    """A script stays readable in the file."""
    assert escape("a\n\tb 'c' \"d\"") == "a\n\tb 'c' \"d\""


@pytest.mark.parametrize(
    ("name", "element"),
    [
        ("jenkins.github_branch_source.BranchDiscoveryTrait", "jenkins.github__branch__source.BranchDiscoveryTrait"),
        ("jenkins.NamedBranchBuildStrategyImpl$ExactNameFilter", "jenkins.NamedBranchBuildStrategyImpl_-ExactNameFilter"),
    ],
)
def test_element_names_escape_what_xstream_escapes(name: str, element: str) -> None:
    """`_` is doubled and `$` becomes `_-` in an element's name."""
    assert element_name(name) == element
    assert instance(name).name == element


@given(st.text("abc.$_-", min_size=1).filter(lambda text: "-" not in text))
def test_element_names_can_be_read_back(name: str) -> None:
    """Every class has an element name of its own."""
    assert class_name(element_name(name)) == name


def test_class_attributes_are_not_escaped() -> None:
    """In an attribute a class keeps its `_` and `$`."""
    assert 'class="a_b.C$D"' in document(tag("trust", of="a_b.C$D"))


def test_the_layout_is_jenkins_own() -> None:
    """Two blanks a level, an empty element without text, a pair of tags for an empty text, a final newline."""
    root = tag("a", tag("b", 1, plugin="git"), None, tag("c"), tag("d", ""), tag("e", True), tag("f", tag("g", "x")))
    assert document(root) == (
        '<?xml version="1.1" encoding="UTF-8"?>\n<a>\n  <b plugin="git">1</b>\n  <c/>\n  <d></d>\n'
        "  <e>true</e>\n  <f>\n    <g>x</g>\n  </f>\n</a>\n"
    )
