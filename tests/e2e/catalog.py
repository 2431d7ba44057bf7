"""The example's catalog as the end-to-end tests run it: whole, or with only the parts that a case is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.simulate.subject import Subject, Subjects

from ..parts.bench import ROOT

SCANS = ("sonar", "trivy-files", "dependency-check", "secrets", "semgrep", "hadolint", "trivy-image")
EVERYTHING = (*SCANS, "image", "tests")
SKIPPED = frozenset(filter(None, os.environ.get("E2E_SKIP", "").split(",")))
"""Parts that a person leaves out on a machine of their own; in CI nothing is."""


def subject(folder: Path, service: str, slack: str, staging: str, parts: tuple[str, ...] = EVERYTHING, **changes: Any) -> Subject:
    """The pipeline of a service, with these parts and with some of its settings changed; messages go to ``slack``, load to ``staging``."""
    assert not (SKIPPED and os.environ.get("CI")), "in CI no part is skipped"
    assert {*EVERYTHING} >= SKIPPED, f"E2E_SKIP names parts: {', '.join(EVERYTHING)}"
    document = yaml.safe_load((ROOT / "pipelines.yaml").read_text(encoding="utf-8"))
    document["notifications"]["slack"]["api"] = slack
    document["environments"]["staging"]["url"] = staging
    _keep(document, set(parts) - SKIPPED)
    document["services"][service].update(changes)
    file = folder / "pipelines.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    checked = read_catalog(file)
    assert checked.catalog is not None, checked.findings
    return Subjects(checked.catalog, checked.data).of(service)


def needs(*parts: str) -> None:
    """Skip a test whose parts a person leaves out."""
    if left_out := SKIPPED & {*parts}:
        pytest.skip(f"E2E_SKIP leaves out {', '.join(sorted(left_out))}")


def _keep(document: dict[str, Any], parts: set[str]) -> None:
    node, defaults = document["profiles"]["node"], document["defaults"]
    for scans in (node["scans"], defaults["scans"]):
        for name in [*scans]:
            if name not in parts:
                del scans[name]
    if "tests" not in parts:
        del node["tests"]
        document["services"]["backend"].pop("tests", None)
    if "image" not in parts:
        for key in ("build", "supply-chain"):
            del node[key]
        node["scans"].pop("trivy-image", None)
        for service in document["services"].values():
            if service.get("profile") == "node":
                service.pop("deploy", None)
    elif not {*EVERYTHING} <= parts | SKIPPED:
        document["services"]["frontend"].pop("deploy")
        document["services"]["backend"].pop("deploy")
