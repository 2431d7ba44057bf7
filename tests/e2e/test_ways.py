"""The happy ways: from a push to a signed image in the registry and a message."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable

import pytest

from gen_pipelines.simulate.scenario import Build

from ..parts.bench import PARTS
from ..parts.ecr import HERE
from .build import Project
from .catalog import needs
from .conftest import ROWS
from .kms import ALIAS


@pytest.mark.parametrize("service", ["frontend", "backend"])
def test_a_push_becomes_a_signed_image_and_a_message(project: Callable[[str], Project], service: str) -> None:
    """All scans, the tests in their parts, the gate, the image, its bill of materials, its signature and its provenance."""
    needs("image")
    shop = project(service)
    began = time.monotonic()
    ended = shop.build()
    ROWS.append((f"{service}: a push to main", ended.result, ended.description.replace(" · ", ", "), time.monotonic() - began))
    assert ended.result == "SUCCESS", ended.log
    reference = f"{HERE}/{service}@{shop.digest(ended)}"
    environment = os.environ | shop.world.environment | {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"}
    assert shop.world.ecr.crane("digest", reference) == shop.digest(ended)
    verify = [PARTS / "cosign", "verify", "--insecure-ignore-tlog=true", "--key", f"awskms:///{ALIAS}", reference]
    done = subprocess.run(verify, env=environment | {"DOCKER_CONFIG": str(shop.world.ecr.folder / "client")}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (message,) = ended.slack
    assert message["channel"] == "#devops-builds" and message["text"].endswith("#1 succeeded"), message["text"]
    assert f"{HERE}/{service}@sha256:" in ended.told and ended.mails == 0


def test_a_pull_request_publishes_nothing(project: Callable[[str], Project]) -> None:
    """It is checked as main is, and nothing of it reaches the registry."""
    needs("image", "tests")
    shop = project("backend")
    began = time.monotonic()
    ended = shop.build(("image", "tests", "hadolint"), branch="PR-7")
    ROWS.append(("backend: a pull request", ended.result, ended.description.replace(" · ", ", "), time.monotonic() - began))
    assert ended.result == "SUCCESS", ended.log
    assert "[pushImage]" not in ended.log and "[signImage]" not in ended.log and "[runTests] clean" in ended.log


def test_a_build_that_is_good_again_says_so(project: Callable[[str], Project]) -> None:
    """Slack and a mail."""
    shop = project("frontend")
    began = time.monotonic()
    ended = shop.build(("secrets",), build=Build(number=3, previous=("SUCCESS", "FAILURE")))
    ROWS.append(("frontend: good again", ended.result, ended.description, time.monotonic() - began))
    assert ended.result == "SUCCESS" and "is fixed" in ended.told and ended.mails == 1, ended.told
