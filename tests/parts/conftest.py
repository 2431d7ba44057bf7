"""What the proofs against real tools share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.scenario import Credential

from .bench import PARTS, Bench
from .ecr import HERE, Ecr
from .images import made_image
from .servers import Docker, Registry
from .trivy_database import write_database


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine for all builds. A missing part is a failure, never a skip."""
    missing = [name for name in ("trivy", "gitleaks", "hadolint", "semgrep", "checkov", "git-secrets", "dependency-check", "sonar-scanner") if not (PARTS / name).exists()]
    assert not missing, f"run `make parts`: {', '.join(missing)} is missing"
    with Engine() as started:
        yield started


@pytest.fixture
def bench(engine: Engine, tmp_path: Path) -> Bench:
    """An empty workspace, with a database for Trivy in the agent's cache."""
    made = Bench(engine, tmp_path)
    write_database(made.cache / "trivy" / "db")
    return made


@pytest.fixture(scope="session")
def docker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    """One daemon for all builds of images."""
    server = Docker(tmp_path_factory.mktemp("docker") / "d")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry that wants no login."""
    server = Registry(tmp_path_factory.mktemp("registry"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def ecr(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecr]:
    """ECR with two accounts in two regions."""
    server = Ecr(tmp_path_factory.mktemp("ecr"))
    yield server
    server.stop()


@pytest.fixture
def ecr_build(bench: Bench, ecr: Ecr, tmp_path: Path, request: pytest.FixtureRequest) -> Bench:
    """A workspace with an image for a repository of its own, in a build that may push to ECR."""
    image = f"{HERE}/shop/{re.sub('[^a-z0-9]+', '-', request.node.name).strip('-')}"
    (tmp_path / "tmp").mkdir()
    bench.environment |= ecr.environment | {"IMAGE": image, "TMPDIR": str(tmp_path / "tmp")}
    bench.credentials += [Credential(id="aws-ecr", kind="aws"), Credential(id="registry", kind="username-password", username="jane")]
    made_image(bench, image)
    return bench
