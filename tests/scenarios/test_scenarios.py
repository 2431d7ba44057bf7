"""Every scenario of the repository passes, in one JVM; and what is too large for a file is made here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.reading import scenario_files
from gen_pipelines.simulate.run import ScenarioRunner, read_subjects, simulate
from gen_pipelines.simulate.subject import of_text
from tests.three_tier import ROOT

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One JVM for all."""
    with Engine() as running:
        yield running


@pytest.mark.parametrize("path", scenario_files(HERE), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_scenario(engine: Engine, path: Path) -> None:
    """All is as it expects."""
    done = ScenarioRunner(engine, ROOT / "pipelines.yaml").run(path)
    assert done.problem == ""
    assert done.failures == (), "\n".join(done.simulation.answer["log"][-40:] if done.simulation else [])


@pytest.mark.parametrize("catalog", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
@pytest.mark.parametrize("branch", ["main", "PR-7"])
def test_every_pipeline_of_the_examples_is_green(engine: Engine, catalog: str, branch: str) -> None:
    """Services on main and on a pull request, and the operations."""
    from gen_pipelines.simulate.scenario import Scenario

    subjects = read_subjects(ROOT / catalog)
    names = [*subjects.catalog.services, *(subjects.catalog.operations if branch == "main" else ())]
    for name in names:
        service = name in subjects.catalog.services
        done = simulate(engine, subjects.of(name), Scenario(branch=branch if service else None))
        assert (name, done.result, done.answer["violations"]) == (name, "SUCCESS", [])


@pytest.mark.parametrize("strategy", ["rolling", "blue-green", "canary", "gitops", "manifests", "terraform"])
def test_every_strategy_is_green(engine: Engine, strategy: str, tmp_path: Path) -> None:
    """The backend of the example, delivered in each way."""
    text = (ROOT / "pipelines.yaml").read_text()
    service = {
        "gitops": "gitops: {repository: https://github.com/acme/gitops.git, path: apps/backend}",
        "manifests": "manifests: k8s",
        "terraform": "terraform: {directory: terraform, version: 1.9.8}",
        "canary": "steps: [{weight: 10, pause: 5m}], analysis: {metrics: [{name: errors, query: 'sum(errors)', maximum: 0.01}]}, per-environment: {dev: {strategy: rolling}}",
    }.get(strategy, "")
    build = "" if strategy in ("manifests", "terraform") else "    build: true\n"
    entry = f"  shop:\n    repository: https://github.com/acme/shop.git\n{build}    deploy: {{strategy: {strategy}, {service}}}\n"
    (tmp_path / "pipelines.yaml").write_text(text.replace("services:\n", f"services:\n{entry}", 1))
    done = simulate(engine, read_subjects(tmp_path / "pipelines.yaml").of("shop"))
    assert (done.result, done.answer["errors"], done.answer["violations"]) == ("SUCCESS", [], [])


def test_pitfall_23_method_too_large(engine: Engine) -> None:
    """The whole model is one method: 200 stages with three steps each validate, and do not start."""
    stages = "\n".join(f"    stage('S{number}') {{ steps {{ echo 'one {number}'\n echo 'two {number}'\n echo 'three {number}' }} }}" for number in range(200))
    text = f"pipeline {{\n  agent any\n  stages {{\n{stages}\n  }}\n}}\n"
    assert engine.ask({"op": "lint", "script": text})["errors"] == []
    done = simulate(engine, of_text(text, "Jenkinsfile", None))
    assert done.result == "FAILURE"
    assert "too large" in str(done.answer["errors"]) + "\n".join(done.answer["log"])
