"""Which layer set a value, and where: what `explain` shows agrees with what was resolved."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.load import load_text
from gen_pipelines.catalog.model import Service
from gen_pipelines.catalog.origin import origins, place_of_setting, value_of
from gen_pipelines.catalog.resolve import resolve

from .fragments import LEAVES, Fragment, fragments
from .test_resolve import outcome, resolved, three


def expected(service: Service, path: tuple[str, ...]) -> Any:
    """The value that the origins tell: the first word, or what several append to each other."""
    found = origins(service, path)
    replaced = next((number for number, word in enumerate(found) if not word.appends), len(found))
    if isinstance(LEAVES[path], dict):
        return {key: value for word in reversed(found) for key, value in word.value.items()}
    if isinstance(LEAVES[path], tuple) and found:
        return tuple(item for word in reversed(found[: replaced + 1]) for item in word.value)
    return found[0].value if found else LEAVES[path]


@given(three, st.sampled_from(sorted(LEAVES)))
def test_the_first_origin_is_the_value(layers: tuple[Fragment, Fragment, Fragment, Fragment], path: tuple[str, ...]) -> None:
    """The words of the layers make the resolved value; of a section that is off the first word is `false`."""
    service = resolved(*layers).services["web"]
    value = outcome(value_of, service.settings, path)
    if value is not KeyError:
        assert value == expected(service, path)
    elif found := origins(service, path):
        assert found[0].value is False or path[0] in ("build", "tests")


@given(fragments(), fragments(), st.sampled_from(sorted(LEAVES)))
def test_places_are_where_the_value_is_written(defaults: Fragment, own: Fragment, path: tuple[str, ...]) -> None:
    """The place of a plain value is in the text, and the text there is that value."""
    catalog = resolved(defaults, {}, {}, own)
    import yaml

    data = {"version": 1, "organization": "acme", "defaults": defaults, "profiles": {"base": {}, "node": {"extends": ["base"]}}}
    data["services"] = {"web": own | {"profile": "node", "repository": "https://github.com/acme/web.git"}}
    lines = yaml.safe_dump(data, sort_keys=False).splitlines()
    for word in origins(catalog.services["web"], path):
        if isinstance(word.value, (str, int)) and not isinstance(word.value, bool):
            assert lines[word.place.line - 1][word.place.column - 1 :].strip("'\"") == str(word.value)


TEXT = """version: 1
organization: acme
defaults: {stages: [{template: a.j2, after: checkout}], agent: linux}
profiles:
  node:
    +stages: [{template: b.j2, after: checkout}]
    tests:
      command: npm test
services:
  web:
    profile: node
    repository: x
    +stages:
    - {template: c.j2, before: tests}
    tests: {splits: 2}
  api:
    repository: y
    cache: [npm]
    +cache: [pip]
    tests: false
"""


def service(name: str) -> Service:
    """A service of the text above."""
    return resolve(load_text(TEXT, "p.yaml").data, "p.yaml").services[name]


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("stages", "0", "template"), 3, 32),
        (("stages", "1", "template"), 6, 26),
        (("stages", "2", "before"), 14, 32),
        (("tests", "command"), 8, 16),
        (("tests", "splits"), 15, 21),
        (("tests",), 15, 12),
        (("agent", "label"), 3, 64),
        (("tests", "reports"), 15, 12),
    ],
)
def test_place_of_a_setting(path: tuple[str, ...], line: int, column: int) -> None:
    """Items of a list that several layers append to stand in their layer; what nobody set is where its section is."""
    place = place_of_setting(service("web"), path)
    assert place is not None and (place.line, place.column) == (line, column)


def test_place_of_what_nobody_says() -> None:
    """A setting that no layer says anything of has no place."""
    assert place_of_setting(service("api"), ("deploy", "strategy")) is None


def test_all_layers_are_told() -> None:
    """The origins name each layer that has a word, the one that wins first."""
    assert [(word.layer, word.appends) for word in origins(service("web"), ("stages",))] == [("service web", True), ("profile node", True), ("defaults", False)]
    assert [word.appends for word in origins(service("api"), ("cache",))] == [True, False]


def test_a_section_that_is_off() -> None:
    """The word on a setting of a section that is switched off is `false`."""
    assert [word.value for word in origins(service("api"), ("tests", "command"))] == [False]


@pytest.mark.parametrize("path", [("wibble",), ("tests", "wibble"), ("stages", "9"), ("stages", "x"), ("timeout", "x")])
def test_unknown_settings_raise(path: tuple[str, ...]) -> None:
    """The error names the part of the path that is unknown."""
    with pytest.raises(KeyError) as raised:
        value_of(service("web").settings, path)
    assert raised.value.args == (path[-1],)
