"""The stages that make, test, judge and publish the image."""

from __future__ import annotations

from typing import Any

from ..catalog.model import Registry
from ..catalog.settings import Settings
from .arguments import arguments_of, given, plain
from .model import Call, Stage


def build_stages(settings: Settings, handover: str) -> tuple[Stage, ...]:
    """The image and the unit tests, side by side."""
    stages = []
    if settings.build is not None:
        arguments = arguments_of(settings.build, always=("context",))
        if handover != "workspace":
            arguments["handover"] = handover
        stages.append(Stage("Image", "image", (Call("buildImage", arguments),)))
    if settings.tests is not None:
        arguments = arguments_of(settings.tests) | given(cache=plain(settings.cache))
        stages.append(Stage("Unit tests", "tests", (Call("runTests", arguments),)))
    return tuple(stages)


def gate_stages(settings: Settings) -> tuple[Stage, ...]:
    """What judges the built image before anything is published."""
    if settings.build is None:
        return ()
    stages = []
    if settings.scans.trivy_image is not None:
        stages.append(Stage("Trivy image", "trivy-image", (Call("scanImage", arguments_of(settings.scans.trivy_image, always=("fail_on",))),)))
    if settings.supply_chain.sbom:
        stages.append(Stage("SBOM", "sbom", (Call("makeSbom", {"formats": list(settings.supply_chain.sbom)}),)))
    if settings.supply_chain.policy is not None:
        stages.append(Stage("Policy", "policy", (Call("checkPolicy", {"policy": settings.supply_chain.policy}),)))
    return tuple(stages)


def publish_stages(settings: Settings, registry: Registry, milestone: int | None) -> tuple[Stage, ...]:
    """Push by digest, sign, attest. One after the other: each needs the one before."""
    stages = [Stage("Push", "push", (Call("pushImage", _registry(registry) | given(milestone=milestone)),))]
    keys = signing_keys(settings) | given(credentials=registry.credentials)
    if settings.supply_chain.sign is not None:
        stages.append(Stage("Sign", "sign", (Call("signImage", keys),)))
        if settings.supply_chain.provenance:
            stages.append(Stage("Attest", "attest", (Call("attestImage", keys),)))
    return tuple(stages)


def signing_keys(settings: Settings) -> dict[str, Any]:
    """The arguments that name the signing key, for signing and for verifying."""
    sign = settings.supply_chain.sign
    return {} if sign is None else given(key=sign.key, password=sign.password, kms=sign.kms)


def _registry(registry: Registry) -> dict[str, Any]:
    return arguments_of(registry, always=("kind",), without=("host", "prefix"))


def image_address(registry: Registry, image: str) -> str:
    """The image's repository: host, prefix and name, without tag or digest."""
    host = registry.host or f"{registry.account}.dkr.ecr.{registry.region}.amazonaws.com"
    return "/".join(part.strip("/") for part in (host, registry.prefix, image) if part)
