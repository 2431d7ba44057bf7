"""The keys of a pipeline's stages: the places that `stages`, `templates` and `timings` can name."""

from __future__ import annotations

from collections.abc import Iterable

from .settings import Settings

SCANS = ("sonar", "trivy-files", "dependency-check", "secrets", "semgrep", "snyk", "checkov", "hadolint")
IMAGE_GATES = ("trivy-image", "sbom", "policy")
FIXED = ("service", "verify", "checkout", "scans", *SCANS, "manifests", "build", "image", "tests", "plans", "quality-gate")
AFTER_GATE = ("release", "image-gates", *IMAGE_GATES, "publish", "push", "sign", "attest", "deliver")
OF_ENVIRONMENT = ("plan", "approve", "window", "deploy", "load", "performance")


def known_places(environments: Iterable[str]) -> list[str]:
    """Every key that a pipeline of this catalog can have."""
    return [*FIXED, *AFTER_GATE, *(f"{kind}-{name}" for name in environments for kind in OF_ENVIRONMENT)]


def places_of(settings: Settings, environments: Iterable[str]) -> set[str]:
    """The keys of groups and main stages that a service with these settings has. ``environments`` are those it is delivered to."""
    found = {"checkout", "verify", *_scans(settings)}
    if settings.tests is not None:
        found |= {"build", "tests"}
    if settings.build is not None:
        found |= {"build", "image", "publish", "push", *_image(settings)}
    if settings.scans.sonar is not None and settings.scans.sonar.gate:
        found |= {"quality-gate", "release"}
    if settings.deploy is not None:
        found |= {"deliver", "manifests", "plans", *(f"{kind}-{name}" for name in environments for kind in OF_ENVIRONMENT)}
    return found


def _scans(settings: Settings) -> set[str]:
    found = {key for key in SCANS if getattr(settings.scans, key.replace("-", "_")) is not None}
    return found | {"scans"} if found else found


def _image(settings: Settings) -> set[str]:
    chain = settings.supply_chain
    gates = {"trivy-image": settings.scans.trivy_image, "sbom": chain.sbom, "policy": chain.policy}
    found = {key for key, value in gates.items() if value}
    return (
        found
        | ({"image-gates"} if found else set())
        | ({"sign"} if chain.sign else set())
        | ({"attest"} if chain.sign and chain.provenance else set())
    )
