"""promoteImage between two accounts and regions of ECR, with signatures of the real cosign."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from .bench import PARTS, Bench
from .ecr import HERE, THERE, Ecr
from .images import NOTE, made_image
from .servers import Registry


@pytest.fixture
def shop(ecr_build: Bench) -> Bench:
    """A build that has pushed an image of its own."""
    assert ecr_build.run("pushImage(credentials: 'aws-ecr')").result == "SUCCESS"
    return ecr_build


def there(bench: Bench) -> str:
    """The repository it goes to."""
    return bench.environment["IMAGE"].replace(HERE, THERE)


def call(bench: Bench, more: str = "") -> str:
    """A promotion to the other account."""
    return f"promoteImage(to: '{there(bench)}', credentials: 'aws-ecr'{more})"


def sign(bench: Bench, ecr: Ecr, image: str) -> Path:
    """Sign and attest with a key; the public one."""
    environment = os.environ | ecr.environment | {"DOCKER_CONFIG": str(ecr.folder / "client"), "COSIGN_PASSWORD": ""}
    (bench.folder / "predicate.json").write_text("{}")
    for command in (
        ["generate-key-pair"],
        ["sign", "--yes", "--key", "cosign.key", "--tlog-upload=false", image],
        ["attest", "--yes", "--key", "cosign.key", "--tlog-upload=false", "--predicate", "predicate.json", image],
    ):
        subprocess.run([PARTS / "cosign", *command], cwd=bench.folder, env=environment, check=True, capture_output=True)
    return bench.folder / "cosign.pub"


def test_an_image_goes_to_another_account_with_its_signatures(shop: Bench, ecr: Ecr) -> None:
    """There it verifies, and has the tags of its push; a second time changes nothing."""
    digest = shop.json(NOTE)["digest"]
    key = sign(shop, ecr, f"{shop.environment['IMAGE']}@{digest}")
    built = shop.run(call(shop, ", signed: true"))
    assert built.result == "SUCCESS", built.log
    assert "with 2 signatures and attestations" in built.log
    assert ecr.crane("digest", f"{there(shop)}:0123456789ab-1") == digest
    environment = os.environ | ecr.environment | {"DOCKER_CONFIG": str(ecr.folder / "client")}
    for verb in ("verify", "verify-attestation"):
        command = [PARTS / "cosign", verb, "--key", key, "--insecure-ignore-tlog=true", f"{there(shop)}@{digest}"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    assert shop.run(call(shop)).result == "SUCCESS"
    assert built.description.endswith(f"promoted: {there(shop)}@{digest}")
    assert not list((shop.folder / "tmp").iterdir())


def test_an_image_without_a_signature_is_refused_where_one_is_asked_for(shop: Bench, ecr: Ecr) -> None:
    """Nothing is copied."""
    assert "has no signature\n  sign it first, with signImage; or say signed: false" in shop.run(call(shop, ", signed: true")).error
    assert there(shop).partition("/")[2] not in ecr.crane("catalog", THERE).splitlines()
    assert shop.run(call(shop)).result == "SUCCESS"


def test_a_tag_is_not_moved(shop: Bench, ecr: Ecr) -> None:
    """What has it stays."""
    digest = shop.json(NOTE)["digest"]
    shop.run(call(shop, ", tags: ['1.0.0']"))
    made_image(shop, shop.environment["IMAGE"], "changed")
    shop.run("pushImage(credentials: 'aws-ecr', tags: ['other'])")
    assert f"the tag 1.0.0 of {there(shop)} is taken by {digest}\n  name other tags" in shop.run(call(shop, ", tags: ['1.0.0']")).error
    assert ecr.crane("digest", f"{there(shop)}:1.0.0") == digest


def test_what_is_not_there_is_not_promoted(shop: Bench, registry: Registry) -> None:
    """No image, one that nobody pushed, a registry that is down."""
    none = "sha256:" + "0" * 64
    assert f"@{none} is not in the registry\n  push it first" in shop.run(call(shop, f", digest: '{none}'")).error
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}  # of the agent
    assert "the registry does not answer" in shop.run("promoteImage(to: '127.0.0.1:1/shop/api')", **keys).error
    assert "h:1 is no repository of images\n  check the argument to" in shop.run("promoteImage(to: 'h:1')").error
    assert shop.run(f"promoteImage(to: '{registry.address}/shop/api', credentials: 'registry')", **keys).result == "SUCCESS"
    shop.write({NOTE: json.dumps({"image": shop.environment["IMAGE"]})})
    assert "there is no image to promote" in shop.run(call(shop)).error
