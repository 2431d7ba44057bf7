"""Wildcards of names and of branches."""

from __future__ import annotations

import pytest

from gen_pipelines.catalog.wildcards import branch_matches, names_matching


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("*", "feature/x", True),
        ("release/*", "release/1/2", True),
        ("release/*", "release", False),
        ("main", "main", True),
        ("main", "maintenance", False),
        ("main", "Main", False),
        ("a.b", "axb", False),
        ("v[1]", "v[1]", True),
        ("v?", "v?", True),
        ("v?", "v1", False),
        ("*-x-*", "a-x-b", True),
    ],
)
def test_branches(pattern: str, name: str, matches: bool) -> None:
    """Only `*` is special; it stands for anything, slashes too."""
    assert branch_matches(name, [pattern]) == matches


def test_no_wildcards_match_nothing() -> None:
    """An empty list matches no branch."""
    assert not branch_matches("main", [])


@pytest.mark.parametrize(("name", "matches"), [("front", True), ("front-end", True), ("api", True), ("apis", False), ("Front", False), ("a/front", False)])
def test_names(name: str, matches: bool) -> None:
    """One of the wildcards must match the whole name, upper and lower case told apart."""
    assert bool(names_matching(("front*", "api")).match(name)) == matches
