"""cleanUpImages against moto's ECR; a stand-in answers as kubectl does."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from gen_pipelines.simulate.scenario import Credential

from .bench import PARTS, Bench
from .ecr import Ecr

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.oci.image.index.v1+json"


class Repository:
    """A repository of ECR's API."""

    def __init__(self, ecr: Ecr, name: str) -> None:
        self.ecr = ecr
        self.name = name
        ecr.ask("CreateRepository", repositoryName=name)

    def put(self, tag: str, **manifest: Any) -> str:
        """An image; its digest."""
        layers = {"config": {"digest": "sha256:" + hashlib.sha256(tag.encode()).hexdigest(), "size": 1}, "layers": []}
        text = json.dumps({"schemaVersion": 2, "mediaType": MANIFEST} | (manifest or layers))
        digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()  # moto takes the digest that it is told
        self.ecr.ask("PutImage", repositoryName=self.name, imageManifest=text, imageTag=tag, imageDigest=digest)
        return digest

    def tags(self) -> set[str]:
        """The tags that are there."""
        details = self.ecr.ask("DescribeImages", repositoryName=self.name)["imageDetails"]
        return {tag for one in details for tag in one.get("imageTags", [])}


@pytest.fixture
def shop(bench: Bench, ecr: Ecr) -> Bench:
    """A build that may clean up in ECR, on an agent whose cluster runs nothing."""
    bench.environment |= ecr.environment | {"AWS_DEFAULT_REGION": "us-east-1"}
    bench.credentials.append(Credential(id="aws-ecr", kind="aws"))
    cluster(bench)
    return bench


@pytest.fixture
def repository(ecr: Ecr, request: pytest.FixtureRequest) -> Repository:
    """With ten images of ten builds."""
    made = Repository(ecr, "shop/" + re.sub("[^a-z0-9]+", "-", request.node.name).strip("-"))
    for number in range(10):
        made.put(f"build-{number}")
    return made


def cluster(bench: Bench, *images: str, fails: bool = False) -> None:
    """What the cluster's pods and old ReplicaSets run."""
    workloads = {"items": [{"spec": {"template": {"spec": {"containers": [{"image": image}]}}}} for image in images]}
    (bench.folder / "cluster.json").write_text(json.dumps(workloads))
    asked = "echo 'Unable to connect to the server' >&2; exit 1" if fails else f"cat {bench.folder}/cluster.json"
    bench.tool("kubectl", f'case "$*" in version*) echo v1.30.0 ;; config*) echo prod ;; *) {asked} ;; esac')


def call(repository: Repository, more: str = "") -> str:
    """A cleaning of one repository."""
    return f"echo \"${{cleanUpImages(repositories: ['{repository.name}'], credentials: 'aws-ecr', keep: 3{more})}}\""


def test_what_runs_is_released_or_new_stays(shop: Bench, repository: Repository) -> None:
    """Everything else goes, and each of the others is told why; a second time finds nothing."""
    running = repository.put("running")
    repository.put("v1.2.3")
    for number in range(3):
        repository.put(f"new-{number}")
    cluster(shop, f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{repository.name}@{running}", f"docker.io/{repository.name}:build-4")
    built = shop.run(call(repository))
    assert built.result == "SUCCESS", built.log
    assert repository.tags() == {"running", "v1.2.3", "build-4", "new-0", "new-1", "new-2"}
    kept = shop.outcome("cleanUpImages")["kept"]
    assert kept[f"{repository.name}@{running}"] == "it runs, or a rollback would run it"
    assert sorted(why.partition(" ")[0] for why in kept.values()) == ["it", "it", "its", "one", "one", "one"]
    assert "9 removed, 6 kept" in built.log
    assert "0 removed, 6 kept" in shop.run(call(repository)).log


def test_a_dry_run_removes_nothing(shop: Bench, repository: Repository) -> None:
    """And tells what it would."""
    built = shop.run(call(repository, ", dryRun: true"))
    assert "7 would be removed, 3 kept" in built.log
    assert len(repository.tags()) == 10


def test_signatures_and_platforms_go_with_their_image(shop: Bench, repository: Repository) -> None:
    """They are none of the newest."""
    parts = [repository.put(f"part-{number}") for number in range(2)]
    manifests = [{"digest": digest, "mediaType": MANIFEST, "size": 1} for digest in parts]
    index = repository.put("several", mediaType=INDEX, manifests=manifests)
    repository.ecr.ask("BatchDeleteImage", repositoryName=repository.name, imageIds=[{"imageTag": "part-0"}, {"imageTag": "part-1"}])
    gone = repository.put("last-but-many")
    repository.put(f"sha256-{index.removeprefix('sha256:')}.sig")
    repository.put(f"sha256-{gone.removeprefix('sha256:')}.sig")
    cluster(shop, f"host/{repository.name}@{parts[0]}", f"host/{repository.name}:build-1")
    for number in range(3):
        repository.put(f"new-{number}")
    assert shop.run(call(repository)).result == "SUCCESS"
    assert repository.tags() == {"several", f"sha256-{index.removeprefix('sha256:')}.sig", "build-1", "new-0", "new-1", "new-2"}


def test_nothing_is_removed_when_nobody_says_what_runs(shop: Bench, repository: Repository) -> None:
    """A cluster that is down, one that answers nonsense, and no cluster at all."""
    cluster(shop, fails=True)
    assert "the cluster prod does not say what it runs, so nothing is removed" in shop.run(call(repository)).error
    shop.tool("kubectl", 'case "$*" in version*) echo v1.30.0 ;; config*) echo prod ;; *) echo "{" ;; esac')
    assert "no JSON" in shop.run(call(repository)).error
    shop.tool("kubectl", 'case "$*" in version*) echo v1.30.0 ;; *) exit 1 ;; esac')
    assert "nobody says what runs, so nothing is removed\n  name the clusters" in shop.run(call(repository)).error
    assert len(repository.tags()) == 10
    shop.tool("kubectl", "exit 1")
    assert shop.run(call(repository, f", inUse: ['{repository.name}:build-0']")).result == "SUCCESS"
    assert "build-0" in repository.tags() and len(repository.tags()) == 4


def test_a_repository_that_cannot_be_read_does_not_stop_the_others(shop: Bench, repository: Repository) -> None:
    """The build is unstable, and says why."""
    named = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{repository.name}"
    built = shop.run(f"cleanUpImages(repositories: ['none', '{named}'], credentials: 'aws-ecr', keep: 3)")
    assert built.result == "UNSTABLE" and "RepositoryNotFoundException" in built.log
    assert len(repository.tags()) == 3
    assert "-x is no repository of ECR" in shop.run("cleanUpImages(repositories: ['-x'])").error


def test_a_missing_tool_is_told(shop: Bench, repository: Repository) -> None:
    """Nothing is removed without it."""
    shop.tool("aws", "exit 127")
    assert "aws does not say its version" in shop.run(call(repository)).error
    shop.tool("aws", f'exec {PARTS}/aws "$@"')
    shop.tool("kubectl", "echo v1.20.0")
    assert "kubectl 1.20.0 is too old: it takes 1.28 or later" in shop.run(call(repository)).error
