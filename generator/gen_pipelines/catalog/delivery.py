"""How a service reaches its environments."""

from __future__ import annotations

from typing import Literal

from .field import EMPTY, Section, setting

Strategy = Literal["rolling", "blue-green", "canary", "gitops", "manifests", "terraform"]


class Metric(Section):
    """One Prometheus query that judges a release. At least one bound is needed; no data and NaN never pass."""

    name: str = setting("Name in reports.", format="name")
    query: str = setting("PromQL that gives exactly one sample.")
    minimum: float | None = setting("Lowest good value.", None)
    maximum: float | None = setting("Highest good value.", None)
    interval: str = setting("Time between samples.", "1m", format="duration")
    failures: int = setting("Bad samples that are still accepted.", 0, minimum=0)


class Analysis(Section):
    """How metrics judge a release."""

    metrics: tuple[Metric, ...] = setting("The queries.", min_items=1)
    minimum_requests: int = setting("Fewer requests than this are no data.", 0, minimum=0)
    errors: int = setting("Failed queries in a row that are accepted.", 4, minimum=0)


class CanaryStep(Section):
    """One step of a canary: send so much traffic, wait, judge."""

    weight: int = setting("Percent of the traffic.", minimum=1, maximum=100)
    pause: str | None = setting("Time to watch it.", None, format="duration")


class Health(Section):
    """Health check of the running service."""

    SHORTHAND = "path"
    path: str = setting("HTTP path.", example="/healthz")
    port: int | None = setting("Port; default: the service's first.", None, minimum=1, maximum=65535)
    retries: int = setting("Attempts.", 10, minimum=1)
    interval: str = setting("Time between attempts.", "6s", format="duration")


class Limits(Section):
    """What a load test may measure."""

    p50: str | None = setting("Time in which half of the answers come.", None, format="slower", example="<100ms")
    p90: str | None = setting("Time in which 90 % of the answers come.", None, format="slower")
    p95: str | None = setting("Time in which 95 % of the answers come.", None, format="slower", example="<300ms")
    p99: str | None = setting("Time in which 99 % of the answers come.", None, format="slower", example="<1s")
    mean: str | None = setting("Mean time of an answer.", None, format="slower")
    max: str | None = setting("Time of the slowest answer.", None, format="slower")
    errors: str | None = setting("Share of requests without a good answer.", None, format="share", example="<1%")
    rate: str | None = setting("Requests a second.", None, format="rate", example=">50/s")


class LoadTest(Section):
    """A load or performance test against the environment."""

    SHORTHAND = "script"
    script: str = setting("Script of k6, or a file of requests (`GET /path`, a line each) for vegeta and hey.", format="path", example="tests/load.js")
    tool: Literal["k6", "vegeta", "hey"] = setting("Load tool.", "k6")
    duration: str | None = setting("How long vegeta and hey send requests; k6 has it in its script. Left out, 30s.", None, format="duration")
    rate: int | None = setting("Requests a second of vegeta and hey; k6 has it in its script. Left out, 50.", None, minimum=1)
    thresholds: Limits = setting("Limits of what is measured.", Limits())
    regression: int | None = setting("Percent that p95 may be higher than in the last good build.", None, minimum=0)
    environments: tuple[str, ...] = setting("Environments it runs in.", ("staging",), ref="environments")


class Gitops(Section):
    """One commit to the repository that Argo CD follows."""

    repository: str = setting("Repository of the manifests.", format="url")
    path: str = setting("File or folder to change.", format="path")
    writer: Literal["kustomize", "helm", "manifest"] = setting("What is changed there.", "kustomize")
    branch: str = setting("Branch to push to.", "main", format="branch")
    application: str | None = setting("Argo CD application; default: `<service>-<environment>`.", None)
    credentials: str | None = setting("Jenkins credential that may push.", None, format="credential")


class Terraform(Section):
    """A Terraform root module."""

    SHORTHAND = "directory"
    directory: str = setting("Folder of the root module.", ".", format="path")
    variables: str | None = setting("Variable file; `{environment}` stands for the environment's name.", None, format="path")
    version: str | None = setting("Terraform version.", None)


class DeployOverride(Section):
    """What differs in one environment."""

    SHORTHAND = "strategy"
    strategy: Strategy | None = setting("Strategy in this environment.", None)
    steps: tuple[CanaryStep, ...] | None = setting("Canary steps in this environment.", None)
    bake: str | None = setting("Watch time in this environment.", None, format="duration")
    smoke: str | None = setting("Smoke test in this environment.", None)


class Deploy(Section):
    """Delivery: strategy, verification, rollback, and the environments in their order."""

    SHORTHAND = "strategy"
    strategy: Strategy = setting("How the new version replaces the old one.", "rolling")
    deployment: str | None = setting("Name of the Deployment; default: the service's name.", None, format="name")
    container: str | None = setting("Container to update; default: the Deployment's only one.", None, format="name")
    environments: tuple[str, ...] | None = setting("Environments; default: all of the catalog, in their order.", None, ref="environments")
    manifests: str | None = setting("Manifests to apply (strategy `manifests`).", None, format="path")
    steps: tuple[CanaryStep, ...] = setting("Canary steps; weights rise.", ())
    analysis: Analysis | None = setting("Metrics that judge the release.", None)
    health: Health | None = setting("Health check.", None)
    smoke: str | None = setting("Shell command of the smoke test.", None, example="./run-smoke-tests.sh")
    load: LoadTest | None = setting("Load test, after the deploy.", None)
    performance: LoadTest | None = setting("Performance test, compared with the last good build.", None)
    bake: str = setting("How long the new version is watched before the deploy counts as good.", "2m", format="duration")
    timeout: str = setting("Time limit of one deploy; a rollback is outside it.", "30m", format="duration")
    rollback: bool = setting("Restore the version before on a failure or an abort, and verify it.", True)
    keep_old: str = setting("How long blue-green keeps the old colour for a rollback.", "24h", format="duration")
    gitops: Gitops | None = setting("Commit to Git instead of the cluster (strategy `gitops`).", None)
    terraform: Terraform | None = setting("Root module (strategy `terraform`).", None)
    per_environment: dict[str, DeployOverride] = setting("What differs, by environment.", EMPTY, ref="environments")
