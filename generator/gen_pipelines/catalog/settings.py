"""What `defaults`, a profile and a service can all say: how a service is built, tested, scanned, delivered and told about.

A section that is optional (``X | None``) accepts ``true`` (on, with its defaults), ``false`` (off) or its map.
A class with ``SHORTHAND`` accepts a plain value for that one setting: ``agent: docker`` is ``agent: {label: docker}``.
"""

from __future__ import annotations

from typing import Any, Literal

from .delivery import Deploy
from .field import EMPTY, Section, setting
from .scans import Scans
from .source import Source

OnFindings = Literal["fail", "unstable", "report"]


class DockerAgent(Section):
    """A container on an agent with Docker (Docker Pipeline plugin)."""

    SHORTHAND = "image"
    image: str = setting("Image the stages run in.", example="node:20-bookworm")
    args: str = setting("Arguments of `docker run`.", "")


class KubernetesAgent(Section):
    """A pod for each build (Kubernetes plugin)."""

    yaml_file: str | None = setting("Pod template in the service's repository.", None, format="path")
    inherit_from: str | None = setting("Name of a pod template configured on the controller.", None)
    cloud: str | None = setting("Name of the Kubernetes cloud in Jenkins.", None)
    container: str | None = setting("Container of the pod that the steps run in.", None, format="name")


class Agent(Section):
    """Where stages run. One of label, docker and kubernetes; a label may say which agents run the container."""

    SHORTHAND = "label"
    label: str | None = setting("Label expression of the agents.", None, example="linux && docker")
    docker: DockerAgent | None = setting("Run in a container.", None)
    kubernetes: KubernetesAgent | None = setting("Run in a pod.", None)


class Checkout(Section):
    """How the sources are fetched."""

    depth: int = setting("Commits to fetch; 0 is the whole history, which Sonar and the secret scans need.", 0, minimum=0)
    submodules: bool = setting("Fetch submodules too.", False)
    lfs: bool = setting("Fetch Git LFS files.", False)
    verify_signatures: bool = setting("Refuse commits without a trusted signature.", False)


class LayerCache(Section):
    """BuildKit's layer cache."""

    registry: bool = setting("Keep layers in the registry, beside the image.", True)
    local: bool = setting("Keep layers on the agent.", False)
    tag: str = setting("Tag of the cache in the registry; an immutable repository needs its own cache repository.", "buildcache", format="name")


class Build(Section):
    """The container image, built with BuildKit."""

    dockerfile: str = setting("The Dockerfile, from the service's folder.", "Dockerfile", format="path")
    context: str = setting("Build context, from the service's folder.", ".", format="path")
    target: str | None = setting("Stage of the Dockerfile to build.", None)
    platforms: tuple[str, ...] = setting("Platforms of the image.", (), example=["linux/amd64", "linux/arm64"])
    args: dict[str, str] = setting("Build arguments. Not for secrets: they stay in the image.", EMPTY)
    secrets: dict[str, str] = setting("Build secrets: the id in the Dockerfile and the Jenkins credential that fills it.", EMPTY, format="credential")
    ssh: str | None = setting("Jenkins SSH credential for `RUN --mount=type=ssh`.", None, format="credential")
    cache: LayerCache = setting("Layer cache.", LayerCache())
    labels: dict[str, str] = setting("Image labels besides the OCI ones, which are always set.", EMPTY)
    reproducible: bool = setting("Set SOURCE_DATE_EPOCH to the commit's time.", True)


class Coverage(Section):
    """Test coverage."""

    SHORTHAND = "report"
    report: str = setting("Coverage report.", format="path", example="coverage/cobertura.xml")
    format: Literal["cobertura", "jacoco", "lcov"] = setting("Format of the report.", "cobertura")
    minimum: float = setting("Lowest line coverage in percent.", 0, minimum=0, maximum=100)


class Tests(Section):
    """Unit tests."""

    SHORTHAND = "command"
    command: str = setting("Shell command that runs the tests.", example="npm test")
    prepare: str | None = setting("Shell command that runs once before the tests are divided.", None, example="npm ci")
    files: str | None = setting("Test files (Ant pattern): `TESTS` has them, and several parts divide them.", None, example="test/**/*.test.js")
    reports: str | None = setting("JUnit reports (Ant pattern).", None, example="reports/junit.xml")
    coverage: Coverage | None = setting("Coverage report and its lower limit.", None)
    splits: int = setting("Run in so many parallel parts, divided by the times of earlier runs.", 1, minimum=1, maximum=32)
    env: dict[str, str] = setting("Environment of the tests.", EMPTY)
    secrets: dict[str, str] = setting("Environment variables filled from Jenkins credentials.", EMPTY, format="credential")
    timeout: str | None = setting("Time limit.", None, format="duration")


class Sign(Section):
    """Signature by cosign."""

    key: str | None = setting("Jenkins credential with the cosign key.", None, format="credential")
    password: str | None = setting("Jenkins credential with the password of that key; left out, one without.", None, format="credential")
    kms: str | None = setting("KMS key, instead of a credential.", None, example="awskms:///alias/cosign")


class SupplyChain(Section):
    """Where the image comes from, so that it can be proven later."""

    sbom: tuple[Literal["spdx", "cyclonedx"], ...] = setting("Formats of the software bill of materials; an empty list makes none.", ("spdx",))
    sign: Sign | None = setting("Sign the pushed digest.", None)
    provenance: bool = setting("Attest how the image was built (SLSA v1); needs `sign`.", False)
    verify: bool = setting("Refuse to deploy an image whose signature does not verify; needs `sign`.", True)
    policy: str | None = setting("Policy file that the image must pass before it is published.", None, format="path")


class Triggers(Section):
    """What starts a build besides a scan of the repository."""

    webhook: bool = setting("Build when the server announces a push.", True)
    cron: str | None = setting("Schedule for the main branch.", None, format="cron", example="H 3 * * *")
    upstream: tuple[str, ...] = setting("Services whose successful main build starts this one.", (), ref="services")


class Retention(Section):
    """Which builds Jenkins keeps."""

    SHORTHAND = "builds"
    builds: int = setting("Builds to keep.", 30, minimum=1)
    days: int | None = setting("Days to keep builds.", None, minimum=1)
    artifacts: int | None = setting("Builds to keep artifacts of.", None, minimum=1)


class Resources(Section):
    """Limits for the builds' containers."""

    cpu: str | None = setting("CPU limit.", None, format="size", example="2")
    memory: str | None = setting("Memory limit.", None, format="size", example="4Gi")


class Jenkinsfile(Section):
    """How Jenkins gets the generated Jenkinsfile."""

    SHORTHAND = "path"
    from_: Literal["repository", "catalog"] = setting("`repository`: written there by `publish`. `catalog`: Jenkins reads it from the catalog's own repository.", "repository")
    path: str | None = setting("Path in the repository; default: `Jenkinsfile` in the service's folder.", None, format="path")


class ExtraStage(Section):
    """A stage of the team's own, at a named place."""

    template: str = setting("Template of the stage, from the catalog's folder.", format="path", example="templates/contract-tests.groovy.j2")
    after: str | None = setting("Key of the stage it follows.", None, example="scans")
    before: str | None = setting("Key of the stage it precedes.", None, example="publish")
    values: dict[str, Any] = setting("Values for the template, as `values`.", EMPTY)


class Notify(Section):
    """Which results are told, and through what."""

    slack: tuple[Literal["success", "failure", "unstable", "fixed", "aborted"], ...] = setting("Results told on Slack.", ("failure", "unstable", "fixed"))
    email: tuple[Literal["success", "failure", "unstable", "fixed", "aborted"], ...] = setting("Results told by e-mail.", ("failure", "fixed"))
    pagerduty: tuple[Literal["success", "failure", "unstable", "fixed", "aborted"], ...] = setting("Results that open or close an incident.", ())
    webhook: tuple[Literal["success", "failure", "unstable", "fixed", "aborted"], ...] = setting("Results posted to the webhook.", ())
    jira: tuple[Literal["success", "failure", "unstable", "fixed", "aborted"], ...] = setting("Results commented on the Jira issues of the commits.", ())
    channel: str | None = setting("Slack channel, instead of the organization's.", None, example="#backend")
    recipients: tuple[str, ...] = setting("E-mail recipients, instead of the organization's.", ())


class Settings(Section):
    """Everything a service can set, and `defaults` and profiles can set for it."""

    agent: Agent = setting("Where the stages run.", Agent())
    source: Source = setting("Which branches, pull requests and tags are built.", Source())
    jenkinsfile: Jenkinsfile = setting("How Jenkins gets the Jenkinsfile.", Jenkinsfile())
    checkout: Checkout = setting("How the sources are fetched.", Checkout())
    cache: tuple[Literal["npm", "maven", "gradle", "pip", "go"], ...] = setting("Package caches, keyed by the lock file.", ())
    build: Build | None = setting("The container image.", None)
    registry: str | None = setting("Registry of the image; the catalog's only registry needs no naming.", None, ref="registries")
    tests: Tests | None = setting("Unit tests.", None)
    scans: Scans = setting("Scans of sources, dependencies and image.", Scans())
    supply_chain: SupplyChain = setting("SBOM, signature, provenance and their verification.", SupplyChain())
    deploy: Deploy | None = setting("Delivery to the environments.", None)
    notify: Notify = setting("Notifications for each result.", Notify())
    triggers: Triggers = setting("What starts a build.", Triggers())
    timeout: str = setting("Time limit of the stages before delivery. There is none over the whole pipeline: it would end a waiting approval.", "45m", format="duration")
    concurrency: Literal["queue", "abort-previous", "parallel"] | None = setting(
        "Builds of one branch: one after the other, the newest only, or side by side. Default: `queue`; `parallel` where an approval waits.", None
    )
    retention: Retention = setting("Builds to keep.", Retention())
    resources: Resources = setting("Limits for the builds' containers.", Resources())
    env: dict[str, str] = setting("Environment of the whole pipeline.", EMPTY)
    stages: tuple[ExtraStage, ...] = setting("Stages of the team's own.", ())
    templates: dict[str, str] = setting("Template that replaces a stage (by its key) or `pipeline`, from the catalog's folder.", EMPTY, format="path")
    timings: dict[str, str] = setting("Known durations of stages, for `graph --timing`.", EMPTY, format="duration")
