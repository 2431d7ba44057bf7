"""The JSON Schema is made from the sections, and both validators agree on it."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.catalog.field import PATTERNS
from gen_pipelines.catalog.invalid import find_invalid
from gen_pipelines.catalog.load import load_text
from gen_pipelines.catalog.schema import FILE, build_schema, layered, text
from gen_pipelines.catalog.schema_file import schema, validator
from gen_pipelines.catalog.settings import Settings

from .fuzzing import SEEDS, odd


def test_stored_schema_is_fresh() -> None:
    """`schema.json` is what the sections make; `python -m gen_pipelines.catalog.schema` writes it anew."""
    assert FILE.read_text(encoding="utf-8") == text()


def test_schema_is_a_schema() -> None:
    """It keeps the rules of draft 2020-12, and every reference in it leads somewhere."""
    jsonschema.Draft202012Validator.check_schema(build_schema())
    known = schema()["$defs"]
    used = {part.split('"')[0] for part in json.dumps(schema()).split('"#/$defs/')[1:]}
    assert used <= known.keys() and used == known.keys()


def test_everything_is_described() -> None:
    """Each section and each setting has a description, which editors show."""
    for name, section in {"catalog": schema(), **schema()["$defs"]}.items():
        assert section["description"] if name != "catalog" else section["properties"]
        for key, setting in section["properties"].items():
            assert setting["description"].endswith("."), f"{name}.{key}"


def test_nothing_unknown_is_let_in() -> None:
    """Every section is closed."""
    assert [name for name, section in schema()["$defs"].items() if section["additionalProperties"] is not False] == []


def test_what_layers_share_is_not_required_of_each() -> None:
    """Sections that several layers say a part of require nothing; what is missing in the end is found after merging."""
    names = {section.__name__ for section in layered(Settings)}
    assert [name for name in names if "required" in schema()["$defs"].get(name, {})] == []


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("name", ["a", "a.b-c_D", "0"], ["", "-a", "a b", "a/b", "ä"]),
        ("duration", ["1s", "90s", "24h", "7d"], ["", "0s", "1", "s", "1w", "-1s", "1.5h", "01s"]),
        ("path", ["a", "a/b.c", "..a/b", "a/.b"], ["", "/a", "..", "a/../b", "../a", "a\\b", "a\nb"]),
        ("time", ["00:00", "23:59"], ["24:00", "8:00", "12:60", "12:00:00"]),
        ("date", ["2026-12-24"], ["24.12.2026", "2026-1-1"]),
        ("account", ["012345678901"], ["12345678901", "1234567890123", "12345678901a"]),
        ("url", ["https://a.b/c", "ssh://git@a/b", "git@a.b:c/d.git", "file:///a"], ["a.b/c", "ftp://a", "https://a b", "javascript:x"]),
        ("variable", ["A", "_a1"], ["1A", "A-B", ""]),
        ("size", ["500m", "2", "1.5", "4Gi"], ["0", "x", "4GB", "-1"]),
        ("credential", ["github-app", "team/app:1"], ["", "a b", "-a"]),
    ],
)
def test_forms_of_text(name: str, good: list[str], bad: list[str]) -> None:
    """Each form takes what it should and nothing else, for the validator and for Python alike."""
    import re

    import jsonschema_rs

    form = jsonschema_rs.validator_for({"type": "string", "pattern": PATTERNS[name]})
    assert [one for one in good if not form.is_valid(one) or not re.search(PATTERNS[name], one)] == []
    assert [one for one in bad if form.is_valid(one) or re.search(PATTERNS[name], one)] == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.sampled_from(["services", "defaults", "environments", "version", "notifications"]), odd)
def test_both_validators_agree(seed: dict[str, Any], key: str, value: Any) -> None:
    """The fast validator accepts what the reference implementation accepts, and nothing else."""
    changed = {**seed, key: value}
    assert validator().is_valid(changed) == jsonschema.Draft202012Validator(schema()).is_valid(changed)


@pytest.mark.parametrize("name", ["main", "release/1.2", "env/prod", "v1", "a_b-c", "JIRA-12+x@y"])
def test_branches_have_the_names_that_git_gives_them(name: str) -> None:
    """Folders too: many deliver `release/1.2`."""
    assert re.search(PATTERNS["branch"], name)


@pytest.mark.parametrize("name", ["", "-x", "a b", "a//b", "a/", "a.", "a..b", "/a", "a/.b", "a:b", "a~1", "a*", "a\n", "$(id)"])
def test_what_git_refuses_as_a_branch_is_refused(name: str) -> None:
    """And what it would take for an option or a range."""
    assert not re.search(PATTERNS["branch"], name.replace("\n", "\n\n"))


def test_mistakes_are_explained_by_the_schema_that_found_them() -> None:
    """Other files than catalogs have schemas of their own; what they allow is not looked up in the catalog's."""
    other = {"properties": {"for": {"$ref": "#/$defs/Time"}}, "$defs": {"Time": {"type": "string", "pattern": PATTERNS["duration"]}}}
    loaded = load_text("for: 5", "f")
    (found,) = find_invalid(jsonschema_rs.validator_for(other), loaded.data, other)
    assert (found.rule, found.hint) == ("wrong-type", "write a duration like 90s, 15m, 24h or 7d")
