"""What is done to an image needs an image."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "image-check-without-build",
    WARNING,
    "Image scans, signature or policy for a service that builds no image.",
    why="They are asked for and never run: the service only looks as if it were checked.",
    bad="build: false\nscans: {trivy-image: true}",
    good="build: true\nscans: {trivy-image: true}",
)
CHECKS = (
    ("scans", "trivy-image"),
    ("scans", "hadolint"),
    ("supply-chain", "sign"),
    ("supply-chain", "policy"),
    ("supply-chain", "sbom"),
    ("supply-chain", "provenance"),
)


def check(context: Context) -> Iterator[Finding]:
    """What a service, or a profile that builds no image itself, asks for. `defaults` may ask for everybody."""
    for service, settings in context.settings():
        if settings.build is not None:
            continue
        chain = settings.supply_chain
        wanted = (settings.scans.trivy_image, settings.scans.hadolint, chain.sign, chain.policy, chain.sbom, chain.provenance)
        for path, value in zip(CHECKS, wanted, strict=True):
            if value and context.asked_for(service, *path) and not _switched_off(context, service.name, path):
                yield RULE.found(
                    f'"{service.name}" builds no image for `{path[-1]}`', context.at(service, *path), "add `build: true`, or remove it"
                )


def _switched_off(context: Context, name: str, path: tuple[str, ...]) -> bool:
    """Whether the service itself switched its profile's build off: then what the profile says of images is no mistake."""
    service = context.catalog.services[name]
    own = f"service {name}"
    return context.written_by(service, "build") == own and context.written_by(service, *path) != own
