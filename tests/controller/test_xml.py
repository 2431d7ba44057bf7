"""Texts go through the double as through Java's parser and writers: whatever is posted means the same when it is read back."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .live import live, written
from .names import refusal, trimmed
from .plugins import VERSIONS, Plugins
from .xmltext import BadXml, decode_created, decode_updated, parse, released, transformed

PLUGINS = Plugins(VERSIONS)
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufffe\uffff", max_codepoint=0xEFFFF)
TEXTS = st.text(CHARACTERS, max_size=40)
START = '<?xml version="1.1" encoding="UTF-8"?>\n'


def job(description: str) -> str:
    """A job with a description, everything in it escaped as XML 1.1 wants it."""
    escaped = "".join(one if one.isalnum() or one == " " else f"&#{ord(one)};" for one in description)
    return f"{START}<flow-definition><!-- c --><description>{escaped}</description></flow-definition>"


def described(text: str) -> str:
    """The description in a config.xml."""
    return released(parse(text).findtext("description") or "")


@given(TEXTS)
def test_a_text_means_the_same_after_the_transform(text: str) -> None:
    """Also its control characters, and also when it is posted back and read again; a second time nothing changes."""
    once = transformed(job(text))
    assert described(once) == text
    assert transformed(once) == once


@given(TEXTS)
def test_a_text_means_the_same_after_a_save(text: str) -> None:
    """The object written anew, read, and written again is the same text."""
    once = written(live(parse(job(text)), PLUGINS), PLUGINS)
    assert described(START + once) == text
    assert written(live(parse(START + once), PLUGINS), PLUGINS) == once


@given(TEXTS.filter(lambda text: all(one >= " " for one in text)))
def test_sections_and_comments_stay(text: str) -> None:
    """A transform keeps them; a save writes neither."""
    section = text.replace("]]>", "")
    posted = f"{START}<flow-definition><!-- why --><description><![CDATA[{section}]]></description></flow-definition>"
    assert "<![CDATA[" in transformed(posted) and "<!-- why -->" in transformed(posted)
    assert "CDATA" not in written(live(parse(posted), PLUGINS), PLUGINS)


@pytest.mark.parametrize(
    ("media", "read"),
    [("application/xml; charset=utf-8", "é"), ("application/xml", "Ã©"), ("text/xml", "Ã©"), ("text/plain", "é"), ("", "é"), ("application/xml;charset=UTF-8", "é")],
)
def test_the_charset_of_an_update(media: str, read: str) -> None:
    """The Content-Type rules, and the declaration does not; without a charset XML is Latin-1."""
    assert decode_updated('<?xml version="1.0" encoding="NOPE"?><a>é</a>'.encode(), media).endswith(f"<a>{read}</a>")


def test_the_encoding_of_a_create() -> None:
    """The declaration rules; a byte-order mark is skipped here, and refused in an update."""
    assert decode_created('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1")).endswith("<a>é</a>")
    assert decode_created(b"\xef\xbb\xbf<a/>") == "<a/>"
    with pytest.raises(BadXml):
        decode_created(b'<?xml version="1.0" encoding="NOPE"?><a/>')
    with pytest.raises(BadXml):
        decode_updated(b"\xef\xbb\xbf<a/>", "")


NONSENSE = ["", "hello", "<a>", "<a/><b/>", "\n<?xml version='1.0'?><a/>", '<?xml version="2.0"?><a/>', "<a>&nope;</a>", "<a>\x01</a>"]


@pytest.mark.parametrize("text", [*NONSENSE, '<?xml version="1.0"?><a>&#1;</a>'])
def test_what_cannot_be_parsed(text: str) -> None:
    """500 on a controller."""
    with pytest.raises(BadXml):
        parse(text)


def test_the_plugin_of_a_class_is_named_once() -> None:
    """Where it differs from the one around it."""
    source = "<sources class='jenkins.branch.MultiBranchProject$BranchSourceList'><data><jenkins.branch.BranchSource><source class='jenkins.plugins.git.GitSCMSource'/>"
    project = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
    root = ET.fromstring(f"<{project}>{source}</jenkins.branch.BranchSource></data></sources></{project}>")
    text = written(live(root, PLUGINS), PLUGINS)
    assert text.count('plugin="git@') == 1 and '<jenkins.branch.BranchSource>' in text and "<id>1</id>" in text


@pytest.mark.parametrize("name", ["", ".", "..", "a.", "a/b", "a?b", "a\tb", "a\x7fb", "a;b"])
def test_names_that_are_refused(name: str) -> None:
    """With a reason."""
    assert refusal(name)


@given(st.text(st.characters(categories=("L", "N"), max_codepoint=0xFFFF), min_size=1))
def test_letters_and_digits_are_names(name: str) -> None:
    """Of any script; blanks around them are taken away."""
    assert not refusal(name) and trimmed(f" {name}\t") == name
