"""Keeping what others put into an item."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, canonicalize, tostring

from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.model import Library
from gen_pipelines.jobs.difference import same
from gen_pipelines.jobs.folder import folder
from gen_pipelines.jobs.keep import keep_foreign
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.views import views_in
from tests.jobs.conftest import config_of, sample, sourced

LIBRARY = Library(repository="https://git.example.com/library.git")
PERMISSIONS = "<com.example.Permissions><owner>ops</owner></com.example.Permissions>"


def test_properties_of_others_survive_an_update() -> None:
    """Folder credentials and permissions live there; our own properties are set to what we want."""
    theirs = folder("Old", "", "", LIBRARY).replace("<properties>", f"<properties>{PERMISSIONS}").replace("v0.1.0", "v0.0.9")
    kept = keep_foreign(folder("New", "", "", LIBRARY), theirs)
    assert parse(kept).findtext("properties/com.example.Permissions/owner") == "ops"
    assert kept.count("FolderLibraries") == 2
    assert "v0.0.9" not in kept
    assert same(folder("New", "", "", LIBRARY), kept)


def test_a_library_that_the_catalog_defined_goes_with_it() -> None:
    """Otherwise a library taken out of the catalog would stay for ever; another team's library is not ours to remove."""
    ours = folder(None, "", "")
    assert keep_foreign(ours, folder(None, "", "", LIBRARY)) == ours
    theirs = folder(None, "", "", LIBRARY).replace("gen-pipelines-library", "theirs")
    assert "FolderLibraries" in keep_foreign(ours, theirs)


def test_views_and_icon_survive_an_update() -> None:
    """A folder as a controller saved it, with a view somebody made."""
    kept = keep_foreign(folder("New", "Text.", ""), sample("observed/folder-plain.3-after-save.xml"))
    assert list(views_in(kept)) == ["v"]
    assert parse(kept).find("icon") is not None
    assert parse(kept).findtext("displayName") == "New"


def test_nothing_to_keep_leaves_our_bytes() -> None:
    """The usual case does not rewrite anything."""
    ours = config_of(sourced())
    assert keep_foreign(ours, ours) is ours


def test_a_config_without_properties_gets_them() -> None:
    """Also an element that ours lacks altogether can hold what others have."""
    kept = keep_foreign("<a><b/></a>", f"<a><properties>{PERMISSIONS}</properties></a>")
    assert parse(kept).findtext("properties/com.example.Permissions/owner") == "ops"


def test_control_characters_of_others_stay_what_they_are() -> None:
    """XML 1.1 has them as references only."""
    theirs = folder("Old", "", "").replace("<properties/>", "<properties><x.Y><z>a&#27;b</z></x.Y></properties>")
    assert "<z>a&#x1b;b</z>" in keep_foreign(folder("New", "", ""), theirs)


NAMES = st.sampled_from(["com.example.Permissions", "com.example.Credentials", "io.other.Property_-Impl", "org.x.Y"])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20).map(str.strip)


@st.composite
def properties(draw: st.DrawFn) -> list[Element]:
    """Properties that others put into a folder, each of another class, with nested values."""
    found = []
    for name in draw(st.lists(NAMES, unique=True, max_size=4)):
        element = Element(name, {"plugin": draw(st.sampled_from(["x@1", "y@2.3"]))})
        for depth in range(draw(st.integers(0, 3))):
            SubElement(element if depth % 2 else SubElement(element, "list"), "value").text = draw(TEXTS) or None
        found.append(element)
    return found


def described(text: str, title: str, theirs: list[Element]) -> str:
    """A folder of ours that has these properties too."""
    inside = "".join(tostring(element, encoding="unicode") for element in theirs)
    return folder(title, text, "").replace("<properties/>", f"<properties>{inside}</properties>")


def kept_in(config: str) -> dict[str, str]:
    """The properties of a config, by name, in one form."""
    return {element.tag: canonicalize(tostring(element, encoding="unicode"), strip_text=True) for element in parse(config).findall("properties/*")}


@given(theirs=properties(), before=TEXTS, after=TEXTS, title=TEXTS)
def test_whatever_others_have_is_kept_and_whatever_is_ours_is_set(theirs: list[Element], before: str, after: str, title: str) -> None:
    """Any properties, any text of ours: nothing is lost, nothing twice, and merging once more changes nothing."""
    current, wanted = described(before, "Old", theirs), folder(title, after, "", LIBRARY)
    merged = keep_foreign(wanted, current)
    found = kept_in(merged)
    assert {name: text for name, text in found.items() if not name.endswith("FolderLibraries")} == kept_in(current)
    assert same(wanted, merged)
    assert kept_in(keep_foreign(wanted, merged)) == found and same(merged, keep_foreign(wanted, merged))
