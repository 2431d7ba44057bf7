"""The keys of a pipeline's stages: the places that `stages`, `templates` and `timings` can name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .model import Catalog
from .settings import Settings

SCANS = ("sonar", "trivy-files", "dependency-check", "secrets", "semgrep", "snyk", "checkov", "hadolint", "manifests")
IMAGE_GATES = ("trivy-image", "sbom", "policy")
MEMBERS = {"scans": SCANS, "build": ("image", "tests"), "image-gates": IMAGE_GATES}
"""Groups and the stages in them. One stage alone has no group around it, and stands for it."""

FIXED = ("verify", "checkout", *MEMBERS, *SCANS, *IMAGE_GATES, "image", "tests", "plans", "quality-gate", "release")
PUBLISHING = ("publish", "push", "sign", "attest", "deliver")
OF_ENVIRONMENT = ("plan", "approve", "window", "deploy", "load", "performance")


def known_places(environments: Iterable[str]) -> list[str]:
    """Every key that a pipeline of this catalog can have."""
    return [*FIXED, *PUBLISHING, *(f"{kind}-{name}" for name in environments for kind in OF_ENVIRONMENT)]


def places_of(catalog: Catalog, settings: Settings, strategies: Mapping[str, str]) -> set[str]:
    """The keys that the pipeline of a service with these settings has. ``strategies`` has the environments it is delivered to."""
    found = {"checkout", "verify", *_checks(settings), *_image(catalog, settings), *_delivery(catalog, settings, strategies)}
    found |= {group for group, members in MEMBERS.items() if not found.isdisjoint(members)}
    if settings.scans.sonar is not None and settings.scans.sonar.gate:
        found |= {"quality-gate", "release"} if found & {"image-gates", "publish"} else {"quality-gate"}
    return found


def _checks(settings: Settings) -> Iterator[str]:
    for key in SCANS[:-1]:
        if getattr(settings.scans, key.replace("-", "_")) is not None and (key != "hadolint" or settings.build is not None):
            yield key
    if settings.deploy is not None and settings.deploy.manifests is not None:
        yield "manifests"
    if settings.tests is not None:
        yield "tests"


def _image(catalog: Catalog, settings: Settings) -> Iterator[str]:
    if settings.build is None:
        return
    chain = settings.supply_chain
    yield "image"
    yield from (key for key, value in zip(IMAGE_GATES, (settings.scans.trivy_image, chain.sbom, chain.policy), strict=True) if value)
    if catalog.registries:
        yield "publish"
        if chain.sign is not None:
            yield from ("push", "sign", "attest") if chain.provenance else ("push", "sign")


def _delivery(catalog: Catalog, settings: Settings, strategies: Mapping[str, str]) -> Iterator[str]:
    deploy = settings.deploy
    if deploy is None or not strategies:
        return
    yield "deliver"
    if deploy.terraform is not None:
        yield "plans"
    for name in strategies:
        place = catalog.environments[name]
        there = {
            "plan": deploy.terraform is not None,
            "approve": catalog.needs_approval(name),
            "window": bool(place.windows or place.freezes),
            "deploy": True,
            "load": deploy.load is not None and name in deploy.load.environments,
            "performance": deploy.performance is not None and name in deploy.performance.environments,
        }
        yield from (f"{kind}-{name}" for kind in OF_ENVIRONMENT if there[kind])
