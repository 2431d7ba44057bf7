"""The places a team can name are those that the pipeline has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.catalog.load import load_text
from gen_pipelines.catalog.model import Catalog
from gen_pipelines.catalog.places import MEMBERS, known_places, places_of
from gen_pipelines.catalog.resolve import resolve
from gen_pipelines.pipeline.build import build_pipeline
from gen_pipelines.pipeline.place import keys

ROOT = Path(__file__).parents[2]

DEPLOYS: list[Any] = [
    False,
    {"strategy": "rolling", "environments": ["dev"]},
    {"strategy": "rolling", "load": {"script": "l.js", "environments": ["dev"]}, "performance": {"script": "l.js", "environments": ["prod"]}},
    {"strategy": "manifests", "manifests": "k8s"},
    {"strategy": "terraform", "terraform": "infra"},
    {"strategy": "rolling", "environments": []},
]
SCANS = ["sonar", "trivy-files", "dependency-check", "secrets", "semgrep", "snyk", "checkov", "hadolint", "trivy-image"]

services = st.fixed_dictionaries(
    {"repository": st.just("https://github.com/acme/web.git")},
    optional={
        "build": st.booleans(),
        "tests": st.sampled_from([False, "npm test"]),
        "scans": st.dictionaries(st.sampled_from(SCANS), st.booleans(), max_size=4),
        "supply-chain": st.sampled_from([{}, {"sbom": []}, {"sign": {"key": "k"}}, {"sign": {"key": "k"}, "provenance": True}, {"policy": "p.rego", "sbom": []}]),
        "deploy": st.sampled_from(DEPLOYS),
    },
)


def catalog(service: dict[str, Any], *, registry: bool = True) -> Catalog:
    """A catalog with this one service."""
    data = {
        "version": 1,
        "organization": "acme",
        "registries": {"ecr": {"account": "123456789012", "region": "eu-west-1"}} if registry else {},
        "environments": {"dev": {}, "prod": {"after": "dev", "approval": {"submitters": ["ops"]}, "freezes": ["2026-12-24"]}},
        "services": {"web": service},
    }
    return resolve(load_text(yaml.safe_dump(data), "p.yaml").data, "p.yaml")


@settings(deadline=None)
@given(services, st.booleans())
def test_places_are_the_pipelines_keys(service: dict[str, Any], registry: bool) -> None:
    """Each key of the pipeline is a place, and each place is a key, or a group that one stage stands for."""
    made = catalog(service, registry=registry)
    web = made.services["web"]
    there = set(keys(build_pipeline(made, web).stages))
    places = places_of(made, web.settings, dict.fromkeys(made.deploy_order(web.settings), "rolling"))
    alone = {group for group, members in MEMBERS.items() if group not in there and not there.isdisjoint(members)}
    plans = {"plans"} if any(key.startswith("plan-") for key in there) else set()
    assert places == there | alone | plans


def test_every_key_of_the_example_is_known() -> None:
    """No pipeline of the example has a key that `stages`, `templates` and `timings` may not name."""
    loaded = resolve(load_text((ROOT / "pipelines.yaml").read_text(encoding="utf-8"), "p.yaml").data, "p.yaml")
    known = set(known_places(loaded.environments))
    for service in loaded.services.values():
        assert set(keys(build_pipeline(loaded, service).stages)) <= known


def test_a_stage_follows_the_one_that_stands_for_its_group() -> None:
    """`after: scans` means the only scan where there is one alone: the stage is not lost."""
    stages = [{"template": "t/own.j2", "after": "scans"}]
    made = catalog({"repository": "https://github.com/acme/web.git", "scans": {"secrets": True}, "stages": stages})
    found = keys(build_pipeline(made, made.services["web"]).stages)
    assert found[found.index("secrets") + 1] == "own"
