"""Addresses lead to an item below the root, or there is none."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UnsafeError
from gen_pipelines.jenkins.addresses import address, creation, item_address


def test_names_become_segments() -> None:
    """Each encoded for itself, views beside items."""
    assert item_address(()) == ""
    assert item_address(("a b", "ü")) == "job/a%20b/job/%C3%BC/"
    assert address("view", ("root", "My view")) == "job/root/view/My%20view/"
    assert creation("view", ("root", "v")) == "job/root/createView?name=v"
    assert creation("folder", ("root",)) == "createItem?name=root"
    assert creation("multibranch", ("root", "a b+c")) == "job/root/createItem?name=a%20b%2Bc"


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3).map(tuple))
def test_no_name_leads_elsewhere(path: tuple[str, ...]) -> None:
    """Either it is refused, or decoding gives the names back, one segment each."""
    try:
        found = item_address(path)
    except UnsafeError:
        return
    assert tuple(unquote(part) for part in found.split("/")[1::2]) == path
    assert not {"?", "#", "\\", ";"} & set(found) and ".." not in found.split("/")


@pytest.mark.parametrize("name", ["..", ".", "", "a/b", "a?b", "a#b", "a%2e", "a;b", "a\nb", " a"])
def test_names_that_no_item_has_are_refused(name: str) -> None:
    """Before anything is sent."""
    with pytest.raises(UnsafeError):
        creation("folder", ("root", name))
