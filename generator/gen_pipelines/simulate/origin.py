"""From a stage of a pipeline to the place in the catalog that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.invalid import place_of
from ..catalog.origin import Origin, origins
from ..catalog.places import SCANS
from .replies import stage_by_path
from .subject import Subject

PATHS: dict[str, tuple[tuple[str, ...], ...]] = {
    "quality-gate": (("scans", "sonar"),),
    "trivy-image": (("scans", "trivy-image"),),
    "manifests": (("deploy", "manifests"),),
    "image": (("build",),),
    "tests": (("tests",),),
    "checkout": (("checkout",), ("source",)),
    "sbom": (("supply-chain", "sbom"),),
    "policy": (("supply-chain", "policy"),),
    "sign": (("supply-chain", "sign"),),
    "attest": (("supply-chain", "provenance"),),
    "push": (("registry",), ("build",)),
    "publish": (("registry",), ("build",)),
}
OF_ENVIRONMENT = {
    "plan": (("deploy", "terraform"),),
    "load": (("deploy", "load"),),
    "performance": (("deploy", "performance"),),
}


def catalog_origin(subject: Subject, stage_names: list[str]) -> Origin | None:
    """The layer and the place that a stage comes from; the service itself when nothing in it names the stage. ``None`` without a catalog."""
    service, document = subject.service, subject.document
    stage = stage_by_path(subject, stage_names)
    if service is None:
        return _of_operation(subject)
    for path in _paths(stage.key) if stage else ():
        if path[0] == "environments" and document is not None:
            section = document.get("environments", {}).get(path[1], {})
            if path[2] in section:
                return Origin(f"environment {path[1]}", place_of(document, path), section[path[2]])
        elif found := origins(service, path):
            return found[0]
    if document is None:
        return None
    return Origin(f"service {service.name}", place_of(document, ("services", service.name), key=True), service.raw)


def _of_operation(subject: Subject) -> Origin | None:
    if subject.document is None:
        return None
    return Origin(f"operation {subject.name}", place_of(subject.document, ("operations", subject.name), key=True), None)


def _paths(key: str) -> Iterator[tuple[str, ...]]:
    """Settings that a stage's key comes from, the most telling first."""
    if key in PATHS:
        yield from PATHS[key]
    elif key in SCANS:
        yield ("scans", key)
    kind, _, environment = key.partition("-")
    if kind in OF_ENVIRONMENT:
        yield from OF_ENVIRONMENT[kind]
    elif kind == "approve":
        yield ("environments", environment, "approval")
    elif kind == "window":
        yield from (("environments", environment, "windows"), ("environments", environment, "freezes"))
    elif kind == "deploy":
        yield from (("deploy", "per-environment", environment), ("deploy", "strategy"), ("deploy",))
    else:
        yield ("stages",)
