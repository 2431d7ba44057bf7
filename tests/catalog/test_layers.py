"""Merging layers: what holds for any settings."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given

from gen_pipelines.catalog.layers import build, find_missing, merge, normal
from gen_pipelines.catalog.settings import Settings

from .fragments import Fragment, fragments

full = fragments()
plain = fragments(plus=False, off=False)


def layer(written: Fragment) -> dict[str, Any]:
    """A layer in its normal form."""
    spelled: dict[str, Any] = normal(Settings, written)
    return spelled


@given(full)
def test_nothing_on_top_changes_nothing(written: Fragment) -> None:
    """An empty layer above leaves a merged one as it is."""
    below = merge(Settings, {}, layer(written))
    assert merge(Settings, below, {}) == below


@given(full)
def test_nothing_below_changes_nothing(written: Fragment) -> None:
    """On an empty layer, a layer means what it means alone."""
    merged = merge(Settings, {}, layer(written))
    if not find_missing(Settings, merged):
        assert build(Settings, merged) == build(Settings, layer(written))


@given(plain)
def test_twice_is_once(written: Fragment) -> None:
    """Without lists that append, a layer on itself is that layer."""
    once = merge(Settings, {}, layer(written))
    assert merge(Settings, once, layer(written)) == once


@given(plain, plain, plain)
def test_merging_is_associative(low: Fragment, middle: Fragment, high: Fragment) -> None:
    """Without switches and lists that append it does not matter which two layers are merged first."""
    first, second, third = layer(low), layer(middle), layer(high)
    assert merge(Settings, merge(Settings, first, second), third) == merge(Settings, first, merge(Settings, second, third))


@given(full, full)
def test_merging_changes_neither_layer(low: Fragment, high: Fragment) -> None:
    """Layers are shared by many services: they stay as they are."""
    below, above = layer(low), layer(high)
    before = copy.deepcopy((below, above))
    merge(Settings, below, above)
    assert (below, above) == before


@given(full, full)
def test_merged_layers_have_no_appending_keys(low: Fragment, high: Fragment) -> None:
    """After merging, a list is a list."""
    waiting: list[Any] = [merge(Settings, merge(Settings, {}, layer(low)), layer(high))]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            assert not [key for key in one if key.startswith("+")]
            waiting += one.values()


def test_lists_replace_and_plus_appends() -> None:
    """`cache` replaces what is below, `+cache` comes after it, in whatever order the two are written."""
    below = merge(Settings, {}, layer({"cache": ["npm"]}))
    assert merge(Settings, below, layer({"cache": ["pip"]}))["cache"] == ["pip"]
    assert merge(Settings, below, layer({"+cache": ["pip"]}))["cache"] == ["npm", "pip"]
    assert merge(Settings, below, layer({"+cache": ["pip"], "cache": ["go"]}))["cache"] == ["go", "pip"]
    assert build(Settings, layer({"+cache": ["pip"], "cache": ["go"]})).cache == ("go", "pip")


def test_false_is_forgotten_by_a_map_above() -> None:
    """A section that is off below starts from its defaults when a layer above describes it."""
    off = merge(Settings, merge(Settings, {}, layer({"build": {"target": "a"}})), layer({"build": False}))
    assert build(Settings, off).build is None
    on = build(Settings, merge(Settings, off, layer({"build": {"context": "app"}})))
    assert (on.build.target, on.build.context) == (None, "app")


def test_shorthand_is_the_setting_it_stands_for() -> None:
    """A plain value merges as the map it stands for."""
    merged = merge(Settings, layer({"agent": {"docker": {"image": "a", "args": "-v"}}}), layer({"agent": {"docker": "b"}}))
    assert merged["agent"]["docker"] == {"image": "b", "args": "-v"}


def test_missing_settings_are_found_at_any_depth() -> None:
    """Each section that lacks something required is named by its path, items of lists by their number."""
    metrics = {"metrics": [{"name": "a", "query": "x"}, {"name": "b"}]}
    found = find_missing(Settings, layer({"deploy": {"analysis": metrics, "load": {"tool": "k6"}}, "tests": {}}))
    assert sorted(found) == [(("deploy", "analysis", "metrics", "1"), "query"), (("deploy", "load"), "script"), (("tests",), "command")]
