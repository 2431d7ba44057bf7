"""List views inside a folder's config.xml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.jobs.difference import same
from gen_pipelines.jobs.folder import folder
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.view import list_view
from gen_pipelines.jobs.views import views_in, with_view, without_view
from tests.jobs.conftest import sample

FOLDER = folder("Payments", "Team.", "")


def test_a_view_put_into_a_folder_can_be_read_back() -> None:
    """What comes out means what went in."""
    view = list_view("mine", "All & more.", ["b", "a"], "")
    found = views_in(with_view(FOLDER, view))
    assert found == {"mine": view}


def test_a_folder_without_views_gets_jenkins_own_first() -> None:
    """The view of everything stays the primary one, as Jenkins would make it."""
    root = parse(with_view(FOLDER, list_view("mine", "", ["a"], "")))
    assert [view.tag for view in root.findall("folderViews/views/*")] == ["hudson.model.AllView", "hudson.model.ListView"]
    assert all(view.find("owner") is not None for view in root.findall("folderViews/views/*"))


def test_a_view_is_replaced_in_its_place() -> None:
    """Order and number of the others do not change."""
    text = FOLDER
    for name in ("a", "b", "c"):
        text = with_view(text, list_view(name, "", [], ""))
    text = with_view(text, list_view("b", "New.", ["x"], ""))
    assert list(views_in(text)) == ["a", "b", "c"]
    assert "New." in views_in(text)["b"]


def test_a_view_of_a_controller_is_read() -> None:
    """A folder as a controller saved it, with a view somebody made."""
    assert list(views_in(sample("observed/folder-plain.3-after-save.xml"))) == ["v"]


def test_removing_a_view_keeps_the_rest() -> None:
    """The others, the view of everything, and all else in the folder."""
    text = with_view(with_view(FOLDER, list_view("a", "", [], "")), list_view("b", "", [], ""))
    assert list(views_in(without_view(text, "a"))) == ["b"]
    assert same(FOLDER, without_view(text, "a"))


@pytest.mark.parametrize("config", [FOLDER, "<f/>", "<f><folderViews/></f>"])
def test_removing_what_is_not_there_changes_nothing(config: str) -> None:
    """A second run finds nothing to do."""
    assert views_in(without_view(config, "a")) == {}


@given(st.lists(st.sampled_from("abc"), max_size=6))
def test_putting_a_view_in_twice_is_putting_it_in_once(names: list[str]) -> None:
    """Whatever is there before."""
    text = FOLDER
    for name in names:
        text = with_view(text, list_view(name, "", [], ""))
    view = list_view("b", "x", ["j"], "")
    once = with_view(text, view)
    assert with_view(once, view) == once
    assert set(views_in(once)) == {*names, "b"}
