"""What a catalog needs."""

from __future__ import annotations

from pathlib import Path

from gen_pipelines.doctor.needs import Needs, needs_of
from gen_pipelines.generate import operation_scripts
from gen_pipelines.jobs.build import desired_items
from tests.three_tier import catalog_of, three_tier


def needs(text: str, folder: Path) -> Needs:
    """What a catalog with one service needs."""
    head = "version: 1\norganization: acme\nlibrary: {version: v1}\nservices:\n  shop:\n    repository: https://git.example.com/acme/shop.git\n"
    catalog = catalog_of(head + text, folder)
    return needs_of(catalog, desired_items(catalog, None, operation_scripts(catalog)), catalog.services.values())


def test_the_three_tier_system() -> None:
    """Plugins of its jobs and steps with the highest version that any asks for, tools, and credentials with their kinds."""
    catalog = three_tier()
    found = needs_of(catalog, desired_items(catalog, None, operation_scripts(catalog)), catalog.services.values())
    assert {"workflow-multibranch", "cloudbees-folder", "github-branch-source", "pipeline-groovy-lib", "timestamper", "pipeline-input-step"} <= found.plugins.keys()
    assert found.plugins["email-ext"].version == "2.105" and found.plugins["email-ext"].users == ["notifyEmail"]
    assert found.tools["trivy"].version == "0.50"
    assert found.credentials["slack-token"].kinds == {"secret-text"} and found.credentials["aws-prod"].kinds == {"aws"}
    assert found.credentials["github-app"].users == ["library", "branch sources"]
    assert list(found.labels) == ["linux && docker"]


def test_only_what_is_used_is_needed(tmp_path: Path) -> None:
    """A service that builds nothing needs neither e-mail nor Docker."""
    found = needs("", tmp_path)
    assert not {"email-ext", "docker-workflow", "kubernetes", "github-branch-source"} & found.plugins.keys()
    assert found.credentials == {} and found.labels == {}


def test_agents_bring_their_plugins(tmp_path: Path) -> None:
    """Docker Pipeline and Kubernetes."""
    assert "docker-workflow" in needs("    agent: {docker: 'node:20@sha256:" + "0" * 64 + "'}\n", tmp_path).plugins
    assert "kubernetes" in needs("    agent: {kubernetes: {inherit-from: build}}\n", tmp_path).plugins


def test_secrets_are_credentials_too(tmp_path: Path) -> None:
    """Those of the tests, in any kind."""
    found = needs("    tests: {command: npm test, secrets: {TOKEN: npm-token}}\n", tmp_path)
    assert found.credentials["npm-token"].users[0] == "runTests" and found.credentials["npm-token"].kinds == set()
