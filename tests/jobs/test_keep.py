"""Keeping what others put into an item."""

from __future__ import annotations

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
