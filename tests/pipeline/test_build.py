"""The stage tree of services: what holds an executor, what blocks whom, and what happens on which branch."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.pipeline.build import operation_pipeline
from gen_pipelines.pipeline.model import Pipeline, Stage
from tests.three_tier import catalog_of, pipeline_of, stage_of, three_tier

BASE = """\
version: 1
organization: acme
library: {{version: v1}}
registries: {{ecr: {{account: "123456789012", region: us-east-1}}}}
environments:
  dev: {{cluster: c, namespace: n}}
  prod: {{after: dev, cluster: c, namespace: n, approval: {{submitters: [boss]}}}}
services:
  a: {{repository: "https://github.com/acme/a.git", {service}}}
"""


def made(tmp_path: Path, service: str) -> Pipeline:
    """The pipeline of a service with these settings."""
    return pipeline_of(catalog_of(BASE.format(service=service), tmp_path), "a")


def keys(stages: tuple[Stage, ...]) -> list[str]:
    """Keys of stages at one level."""
    return [stage.key for stage in stages]


def test_the_backend_has_the_flow_that_was_promised() -> None:
    """Checkout, scans side by side, build and tests side by side, gate, image gates, publish, deliver."""
    pipeline = pipeline_of(three_tier(), "backend")
    assert keys(pipeline.stages) == ["verify", "quality-gate", "release", "deliver"]
    assert keys(stage_of(pipeline, "verify").stages) == ["checkout", "scans", "build"]
    assert keys(stage_of(pipeline, "scans").parallel) == ["sonar", "trivy-files", "dependency-check", "secrets", "semgrep", "hadolint"]
    assert keys(stage_of(pipeline, "build").parallel) == ["image", "tests"]
    assert keys(stage_of(pipeline, "release").stages) == ["image-gates", "publish"]
    assert keys(stage_of(pipeline, "publish").stages) == ["push", "sign", "attest"]
    assert keys(stage_of(pipeline, "deliver").stages) == ["deploy-dev", "deploy-staging", "load-staging", "approve-prod", "window-prod", "deploy-prod"]


@pytest.mark.parametrize("service", ["frontend", "backend", "database", "infrastructure"])
def test_nobody_waits_with_an_executor(service: str) -> None:
    """The pipeline has no agent of its own; approvals, windows and the quality gate stand outside every agent."""
    pipeline = pipeline_of(three_tier(), service)
    assert pipeline.agent is None

    def check(stages: tuple[Stage, ...], held: bool) -> None:
        for stage in stages:
            inside = held or stage.agent is not None
            if stage.input is not None or stage.key.startswith(("approve-", "window-", "quality-gate")):
                assert not inside
            check(stage.stages + stage.parallel, inside)

    check(pipeline.stages, False)


def test_there_is_no_time_limit_over_the_pipeline_or_a_deploy() -> None:
    """It would end a waiting approval, or cut off a rollback; the other parts have one."""
    pipeline = pipeline_of(three_tier(), "backend")
    assert "timeout" not in [option.name for option in pipeline.options]
    for stage in pipeline.walk():
        limits = [option for option in stage.options if option.name == "timeout"]
        assert bool(limits) == (stage.key in ("verify", "release", "quality-gate", "approve-prod", "load-staging"))


def test_a_build_that_waits_for_people_does_not_block_the_next() -> None:
    """With an approval builds run side by side; without one they queue."""
    catalog = three_tier()
    assert "disableConcurrentBuilds" not in [option.name for option in pipeline_of(catalog, "backend").options]


def test_without_approvals_builds_queue(tmp_path: Path) -> None:
    """Unless the service says otherwise."""
    assert "disableConcurrentBuilds" in [option.name for option in made(tmp_path, "tests: make test").options]
    assert "disableConcurrentBuilds" not in [option.name for option in made(tmp_path, "tests: make test, concurrency: parallel").options]


def test_deploys_are_locked_and_milestones_rise() -> None:
    """One lock for each environment; a newer build makes older ones void."""
    pipeline = pipeline_of(three_tier(), "backend")
    deploys = [stage for stage in pipeline.walk() if stage.key.startswith("deploy-")]
    assert [stage.options[0].arguments["resource"] for stage in deploys] == ["three-tier-backend-dev", "three-tier-backend-staging", "three-tier-backend-prod"]
    assert all(stage.options[0].arguments["inversePrecedence"] for stage in deploys)
    milestones = [call.arguments["milestone"] for call in pipeline.calls() if "milestone" in call.arguments]
    assert milestones == sorted(set(milestones)) and milestones[0] == 1


def test_only_main_is_published_and_delivered() -> None:
    """Pull requests are scanned, built and judged."""
    pipeline = pipeline_of(three_tier(), "backend")
    guarded = {stage.key: stage.when[0].value for stage in pipeline.walk() if stage.when}
    assert guarded == {"publish": "main", "deliver": "main"}


def test_stages_that_are_not_used_are_absent(tmp_path: Path) -> None:
    """A service without anything has its checkout."""
    pipeline = made(tmp_path, 'description: ""')
    assert [stage.key for stage in pipeline.walk()] == ["verify", "checkout"]


def test_without_a_gate_one_agent_does_it_all(tmp_path: Path) -> None:
    """Then the image need not change hands."""
    pipeline = made(tmp_path, "build: true, scans: {sonar: {gate: false}, trivy-image: true}")
    assert keys(pipeline.stages) == ["verify"]
    assert keys(stage_of(pipeline, "verify").stages) == ["checkout", "sonar", "image", "image-gates", "publish"]
    assert "handover" not in stage_of(pipeline, "image").calls[0].arguments


def test_with_a_gate_the_image_changes_hands() -> None:
    """The next agent takes it from an archive."""
    assert stage_of(pipeline_of(three_tier(), "backend"), "image").calls[0].arguments["handover"] == "archive"


def test_strategies_can_differ_by_environment() -> None:
    """Rolling first, canary in production, with its steps and metrics only there."""
    pipeline = pipeline_of(three_tier(), "backend")
    steps = {key: stage_of(pipeline, key).calls[-1] for key in ("deploy-dev", "deploy-staging", "deploy-prod")}
    assert [call.step for call in steps.values()] == ["deployRolling", "deployRolling", "deployCanary"]
    assert "analysis" in steps["deploy-prod"].arguments and "analysis" not in steps["deploy-dev"].arguments


def test_in_a_monorepo_only_its_own_changes_concern_a_service() -> None:
    """Its folder and what it watches; also the first build, and whoever starts it by hand."""
    pipeline = pipeline_of(three_tier("examples/three-tier/monorepo.yaml"), "frontend")
    (guard,) = pipeline.stages
    conditions = guard.when[0].children
    assert [(one.kind, one.value) for one in conditions] == [
        ("changeset", "frontend/**"), ("changeset", "shared/**"), ("equals", None), ("triggeredBy", "UserIdCause"),
    ]  # fmt: skip
    assert pipeline.environment["DIRECTORY"] == "frontend"


def test_schedules_and_upstream_start_main_only() -> None:
    """All branches run the same file."""
    (trigger,) = pipeline_of(three_tier(), "backend").triggers
    assert trigger.arguments["upstreamProjects"] == "env.BRANCH_NAME == 'main' ? '/three-tier/database/main' : ''"


def test_a_teams_stage_stands_where_it_is_asked_to(tmp_path: Path) -> None:
    """Before or after a named one, also among parallel ones."""
    for name in ("mine", "other"):
        (tmp_path / f"{name}.groovy.j2").write_text("stage('Mine') { steps { echo 'x' } }\n")
    pipeline = made(tmp_path, "build: true, tests: make, stages: [{after: checkout, template: mine.groovy.j2}, {before: tests, template: other.groovy.j2}]")
    assert keys(stage_of(pipeline, "verify").stages)[:2] == ["checkout", "mine"]
    assert keys(stage_of(pipeline, "build").parallel) == ["image", "other", "tests"]


def test_docker_agents_get_the_limits(tmp_path: Path) -> None:
    """Kubernetes writes 4Gi, Docker 4g."""
    pipeline = made(tmp_path, "agent: {docker: node:20, label: big}, resources: {cpu: '2', memory: 4Gi}")
    agent = stage_of(pipeline, "verify").agent
    assert agent is not None and agent.settings == {"image": "node:20", "label": "big", "args": "--cpus 2 --memory 4g"}


@pytest.mark.parametrize(("written", "given"), [("500m", "0.5"), ("1500m", "1.5"), ("2", "2"), ("0.25", "0.25")])
def test_docker_takes_cpus_as_numbers(tmp_path: Path, written: str, given: str) -> None:
    """It refuses the thousandths that Kubernetes writes."""
    agent = stage_of(made(tmp_path, f"agent: {{docker: node:20}}, resources: {{cpu: '{written}'}}"), "verify").agent
    assert agent is not None and agent.settings["args"] == f"--cpus {given}"


def test_limits_of_a_pod_go_to_a_container_that_has_an_image(tmp_path: Path) -> None:
    """Where none is named, the steps run in `jnlp`; a container of a new name would have no image, and the pod would be refused."""
    agent = stage_of(made(tmp_path, "agent: {kubernetes: {inherit-from: base}}, resources: {cpu: '2'}"), "verify").agent
    assert agent is not None
    assert agent.settings["yaml"] == '{"spec": {"containers": [{"name": "jnlp", "resources": {"limits": {"cpu": "2"}}}]}}'
    assert "defaultContainer" not in agent.settings


def test_a_library_that_the_folder_pins_is_named_without_a_version(tmp_path: Path) -> None:
    """The folder permits no other, and Jenkins refuses every build that names one: `Version override not permitted`."""
    services = "services: {web: {repository: \"https://github.com/acme/web.git\"}}\noperations: {tidy: {run: [date]}}\n"
    for library, named in (("{version: v2, repository: \"https://github.com/acme/lib.git\"}", "gen-pipelines"), ("{version: v2}", "gen-pipelines@v2")):
        catalog = catalog_of(f"version: 1\norganization: acme\nlibrary: {library}\n{services}", tmp_path)
        assert pipeline_of(catalog, "web").library == named
        assert operation_pipeline(catalog, "tidy", catalog.operations["tidy"]).library == named
