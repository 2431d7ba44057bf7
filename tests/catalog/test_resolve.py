"""Resolving: defaults, then profiles, then the service, against a slow and plain way of doing the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.load import load_text
from gen_pipelines.catalog.model import Catalog
from gen_pipelines.catalog.origin import value_of
from gen_pipelines.catalog.resolve import profiles_of, resolve
from tests.three_tier import catalog_of

from .fragments import LEAVES, Fragment, fragments, slow_value

three = st.tuples(fragments(), fragments(), fragments(), fragments())


def resolved(defaults: Fragment, base: Fragment, profile: Fragment, own: Fragment) -> Catalog:
    """A catalog whose service `web` stands on two profiles."""
    data = {
        "version": 1,
        "organization": "acme",
        "defaults": defaults,
        "profiles": {"base": base, "node": profile | {"extends": ["base"]}},
        "services": {"web": own | {"profile": "node", "repository": "https://github.com/acme/web.git"}},
    }
    loaded = load_text(yaml.safe_dump(data, sort_keys=False), "p.yaml")
    assert not loaded.findings
    return resolve(loaded.data, "p.yaml")


def outcome(compute: Callable[..., Any], *arguments: Any) -> Any:
    """The value, or that there is none."""
    try:
        return compute(*arguments)
    except (KeyError, AttributeError):
        return KeyError


@given(three)
def test_settings_are_as_by_hand(layers: tuple[Fragment, Fragment, Fragment, Fragment]) -> None:
    """Every setting has the value that going through the layers one by one gives."""
    settings = resolved(*layers).services["web"].settings
    for path in LEAVES:
        assert outcome(value_of, settings, path) == outcome(slow_value, list(layers), path), path


@given(three)
def test_equal_services_share_their_settings(layers: tuple[Fragment, Fragment, Fragment, Fragment]) -> None:
    """Two services that say the same have one settings object; one that says something else has another."""
    *below, own = layers
    data = {"version": 1, "organization": "acme", "defaults": below[0], "profiles": {"node": below[1]}}
    data["services"] = {name: {**own, "profile": "node", "repository": name} for name in ("a", "b")} | {"c": {"timeout": "99m"}}
    catalog = resolve(load_text(yaml.safe_dump(data), "p.yaml").data, "p.yaml")
    assert catalog.services["a"].settings is catalog.services["b"].settings
    assert catalog.services["c"].settings is not catalog.services["a"].settings


def test_profiles_come_below_what_extends_them() -> None:
    """Of a diamond each profile comes once, those below first, and later ones win."""
    profiles = {"base": {}, "a": {"extends": ["base"]}, "b": {"extends": ["base"]}, "c": {"extends": ["a"], "+extends": ["b"]}}
    assert profiles_of(profiles, "c") == ["base", "a", "b", "c"]
    assert profiles_of(profiles, None) == []


def test_long_chains_of_profiles() -> None:
    """Five thousand profiles may extend each other one after the other."""
    profiles: dict[str, Any] = {str(number): {"extends": [str(number + 1)]} for number in range(5000)} | {"5000": {}}
    assert profiles_of(profiles, "0")[0] == "5000"


def test_what_is_missing_is_reported() -> None:
    """A section that lacks a required setting counts as not set, and the problem names the service, the section and the setting."""
    problems: list[Any] = []
    text = "version: 1\norganization: acme\nnotifications: {slack: true}\nservices:\n  web: {repository: x, tests: {splits: 2}}\n"
    catalog = resolve(load_text(text, "p.yaml").data, "p.yaml", problems)
    assert catalog.services["web"].settings.tests is None and catalog.notifications.slack is None
    assert problems == [((), ("notifications", "slack"), "channel"), (("services", "web"), ("tests",), "command")]


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        ("{repository: all, path: web}", "repository", "https://github.com/acme/all.git"),
        ("{repository: all, path: web}", "repository_credentials", "app"),
        ("{repository: x, image: site}", "image", "site"),
        ("{repository: x}", "image", "web"),
        ("{repository: x, group: g}", "key", "g/web"),
        ("{repository: x, path: a}", "jenkinsfile", "a/Jenkinsfile"),
        ("{repository: x, path: a, jenkinsfile: ci/J}", "jenkinsfile", "ci/J"),
        ("{repository: x, +watch: [common/**]}", "watch", ("common/**",)),
        ("{repository: x, renamed-from: site}", "renamed_from", "site"),
        ("{repository: x}", "key_before", None),
        ("{repository: x, renamed-from: site}", "key_before", "site"),
        ("{repository: x, renamed-from: site, group: g}", "key_before", "g/site"),
        ("{repository: x, renamed-from: old/site, group: g}", "key_before", "old/site"),
        ("{repository: x, renamed-from: /web, group: g}", "key_before", "web"),
    ],
)
def test_a_service_has_its_own(text: str, attribute: str, expected: Any) -> None:
    """What is a service's own is taken from it, and a shared repository gives address and credentials."""
    head = "version: 1\norganization: acme\nrepositories: {all: {url: https://github.com/acme/all.git, credentials: app}}\n"
    catalog = resolve(load_text(f"{head}services:\n  web: {text}\n", "p.yaml").data, "p.yaml")
    assert getattr(catalog.services["web"], attribute) == expected


@pytest.mark.parametrize("written", ["a/b", "./a/b", "a/b/", "a//b", "a/./b"])
def test_paths_are_what_git_calls_them(tmp_path: Path, written: str) -> None:
    """`./a/b/**` would match no changed file: the service would never be built."""
    text = f'services: {{web: {{repository: "https://github.com/acme/m.git", path: {written}, watch: [./lib/**, /shared/**], jenkinsfile: ./ci//Jenkinsfile}}}}\n'
    service = catalog_of("version: 1\norganization: acme\n" + text, tmp_path).services["web"]
    assert (service.path, service.watch, service.jenkinsfile) == ("a/b", ("lib/**", "shared/**"), "ci/Jenkinsfile")


def test_the_top_of_a_repository_is_no_folder_in_it(tmp_path: Path) -> None:
    """Everything there concerns the service, so nothing guards it."""
    service = catalog_of('version: 1\norganization: acme\nservices: {web: {repository: "https://github.com/acme/m.git", path: .}}\n', tmp_path).services["web"]
    assert service.path is None and service.jenkinsfile == "Jenkinsfile"
