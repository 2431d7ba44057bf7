"""buildImage against a real BuildKit and a real registry."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest

from gen_pipelines.simulate.scenario import Credential

from .bench import PARTS, Bench
from .images import ARCHIVE, NOTE
from .servers import Docker, Registry, small_disk

BASE = 'FROM scratch AS base\nCOPY busybox /bin/busybox\nRUN --network=none ["/bin/busybox", "--install", "-s", "/bin"]\n'
BUSYBOX = PARTS.parent / "docker" / "bin" / "busybox"


@pytest.fixture
def shop(bench: Bench, docker: Docker, registry: Registry, request: pytest.FixtureRequest) -> Bench:
    """A committed service with an image of its own."""
    bench.environment |= docker.environment | {"IMAGE": f"{registry.address}/shop/{re.sub('[^a-z0-9]+', '-', request.node.name).strip('-')}"}
    shutil.copy(BUSYBOX, bench.work / "busybox")
    bench.commit({"Dockerfile": BASE + "RUN --network=none echo hello > /hello\n", ".gitignore": "reports\n.gen-pipelines\n"})
    return bench


def note(bench: Bench) -> Any:
    """What is noted of the image."""
    return bench.json(NOTE)


def archived(bench: Bench) -> tuple[Any, Any]:
    """The descriptor and the configuration of the image in the archive."""
    with tarfile.open(bench.work / ARCHIVE) as tar:
        read = lambda name: json.loads(tar.extractfile(name).read())  # type: ignore[union-attr]  # noqa: E731
        descriptor = read("index.json")["manifests"][0]
        manifest = read("blobs/" + descriptor["digest"].replace(":", "/"))
        return descriptor, read("blobs/" + manifest["config"]["digest"].replace(":", "/")) if "config" in manifest else manifest


def test_an_image_is_built_noted_and_archived(shop: Bench) -> None:
    """The archive holds the digest that is told, with labels that say where the image comes from."""
    shop.git("remote", "add", "origin", "https://jane:token@git.example.com/shop/api.git")
    built = shop.run("echo \"${buildImage(labels: ['com.example.team': 'it''s \\\"us\\\"'.toString()])}\"".replace("''", "\\'"))
    assert built.result == "SUCCESS", built.log
    descriptor, config = archived(shop)
    assert note(shop)["digest"] == descriptor["digest"] and f"digest:{descriptor['digest']}" in built.log
    labels = config["config"]["Labels"]
    assert labels["org.opencontainers.image.revision"] == shop.git("rev-parse", "HEAD") == note(shop)["revision"]
    assert labels["org.opencontainers.image.source"] == "https://git.example.com/shop/api.git"
    assert labels["com.example.team"] == "it's \"us\""
    assert built.description.startswith(f"image: {shop.environment['IMAGE']}@sha256:")


def test_the_same_commit_gives_the_same_image(shop: Bench, docker: Docker) -> None:
    """From nothing, whenever its files were fetched."""
    digests = set()
    for fetched in (1_500_000_000, time.time()):
        docker.prune()
        os.utime(shop.work / "busybox", (fetched, fetched))
        assert shop.run("buildImage(cache: [registry: false])").result == "SUCCESS"
        digests.add(note(shop)["digest"])
    assert len(digests) == 1
    shop.run("buildImage(cache: [registry: false], args: [ONE: 'two'], labels: [other: 'yes'])")
    assert note(shop)["digest"] not in digests


@pytest.mark.parametrize("cache", ["registry: true", "registry: false, local: true"])
def test_a_cache_of_layers_survives_the_agent(shop: Bench, docker: Docker, cache: str) -> None:
    """In the registry and on the agent's disk: a builder that knows nothing builds nothing."""
    call = f"buildImage(cache: [{cache}])"
    docker.prune()
    assert shop.run(call).result == "SUCCESS"
    assert shop.outcome("buildImage")["cached"] == 0
    docker.prune()
    built = shop.run(call)
    assert built.result == "SUCCESS", built.log
    assert shop.outcome("buildImage")["cached"] == 1, built.log
    assert not shop.outcome("buildImage")["warning"]


def test_a_cache_that_cannot_be_written_is_a_warning(shop: Bench) -> None:
    """The image is built all the same."""
    built = shop.run("buildImage(image: '127.0.0.1:1/shop/api')")
    assert built.result == "SUCCESS", built.log
    assert "[buildImage] warning: the layer cache could not be written: " in built.log and "connection refused" in built.log


def test_secrets_are_mounted_and_stay_out_of_the_image(shop: Bench) -> None:
    """And out of the record, when a build prints them and fails."""
    shop.credentials += [Credential(id="npm-token"), Credential(id="git-key", kind="ssh-key")]
    shop.write({"Dockerfile": BASE + "RUN --network=none --mount=type=secret,id=npm,required=true wc -c < /run/secrets/npm > /size && test $(cat /size) -gt 4\n"})
    built = shop.run("buildImage(secrets: [npm: 'npm-token'])")
    assert built.result == "SUCCESS", built.log
    shop.write({"Dockerfile": BASE + "RUN --network=none --mount=type=secret,id=npm echo \"the token is $(cat /run/secrets/npm).\"; exit 3\n"})
    built = shop.run("buildImage(secrets: [npm: 'npm-token'])")
    assert "exit code: 3\n  the token is ****." in built.error
    built = shop.run("buildImage()")
    assert "exit code: 3" in built.error
    shop.write({"Dockerfile": BASE + "RUN --network=none --mount=type=secret,id=npm,required=true true\n"})
    assert "secret npm: not found" in shop.run("buildImage()").error
    assert "a,src=/etc/passwd is no id of a secret" in shop.run("buildImage(secrets: ['a,src=/etc/passwd': 'npm-token'])").error


def test_an_ssh_key_is_mounted(shop: Bench) -> None:
    """The agent that the build sees knows the key."""
    key = shop.folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    shop.credentials.append(Credential(id="git-key", kind="ssh-key"))
    shop.tool("docker", f'[ -z "$GP_SSH_KEY" ] || cat {key} > "$GP_SSH_KEY"\nexec {PARTS}/docker "$@"')  # a scenario's key is no real one
    shop.write({"Dockerfile": BASE + "RUN --network=none --mount=type=ssh,required=true test -S \"$SSH_AUTH_SOCK\"\n"})
    assert "Dockerfile:4: RUN --network=none --mount=type=ssh,required=true" in shop.run("buildImage()").error
    assert shop.run("buildImage(ssh: 'git-key')").result == "SUCCESS"


def test_an_image_of_several_platforms_is_one_index(shop: Bench) -> None:
    """Its digest is the index's."""
    shop.write({"Dockerfile": "FROM scratch\nCOPY Dockerfile /\n"})
    assert shop.run("buildImage(platforms: ['linux/amd64', 'linux/arm64'])").result == "SUCCESS"
    descriptor, index = archived(shop)
    assert descriptor["digest"] == note(shop)["digest"]
    assert [one["platform"]["architecture"] for one in index["manifests"]] == ["amd64", "arm64"]


def test_a_failing_instruction_is_told_with_its_last_lines(shop: Bench) -> None:
    """And nothing of an earlier image is left."""
    shop.run("buildImage()")
    shop.write({"Dockerfile": BASE + "RUN --network=none echo installing; \\\n    echo 'no such package'; exit 3\n"})
    built = shop.run("buildImage()")
    assert built.error.startswith("buildImage: Dockerfile:4: RUN --network=none echo installing; \\ echo 'no such package'; exit 3 failed: exit code: 3")
    assert built.error.endswith("\n  installing\n  no such package")
    assert not list((shop.work / ".gen-pipelines").iterdir())
    shop.write({"Dockerfile": "FROM scratch\nRUNN x\n"})
    assert "Dockerfile:2: RUNN x failed: dockerfile parse error on line 2: unknown instruction: RUNN" in shop.run("buildImage()").error
    shop.write({"Dockerfile": "FROM scratch\nCOPY none /\n"})
    assert 'Dockerfile:2: COPY none / failed: ' in (error := shop.run("buildImage()").error) and '"/none": not found' in error


def test_what_is_missing_is_told(shop: Bench) -> None:
    """Dockerfile, context, image, and paths that could be options."""
    assert "there is no dockerfile docker/Api in the folder .\n  check the argument dockerfile" in shop.run("buildImage(dockerfile: 'docker/Api')").error
    assert "there is no folder api" in shop.run("buildImage(directory: 'api')").error
    assert "there is no context web" in shop.run("buildImage(context: 'web')").error
    assert "is no repository of images" in shop.run("buildImage(image: 'registry.example.com/api:1')").error
    shop.write({"-x y,z/Dockerfile": "FROM scratch\nCOPY Dockerfile /\n"})
    assert shop.run("buildImage(dockerfile: '-x y,z/Dockerfile', context: '-x y,z')").result == "SUCCESS"


def test_a_missing_daemon_and_tool_are_told(shop: Bench) -> None:
    """They say what to do on the agent."""
    assert "the Docker daemon does not answer\n  is it up" in shop.run("buildImage()", DOCKER_HOST="unix:///nowhere.sock").error
    shop.tool("docker", "echo \"docker: 'buildx' is not a docker command.\" >&2; exit 1")
    assert "docker-buildx does not say its version" in shop.run("buildImage()").error
    shop.tool("docker", "echo github.com/docker/buildx v0.8.2")
    assert "docker-buildx 0.8.2 is too old: it takes 0.12 or later" in shop.run("buildImage()").error


def test_sources_without_git_are_built_too(shop: Bench) -> None:
    """They only are not reproducible."""
    shutil.rmtree(shop.work / ".git")
    built = shop.run("buildImage()")
    assert built.result == "SUCCESS" and "no Git commit" in built.log
    assert note(shop)["revision"] == ""


def test_no_login_is_left_behind(shop: Bench, tmp_path: Path) -> None:
    """Neither in the agent's configuration nor in a folder for temporary files."""
    shop.credentials.append(Credential(id="registry", kind="username-password", username="jane"))
    (tmp_path / "tmp").mkdir()
    built = shop.run("buildImage(credentials: 'registry')", TMPDIR=str(tmp_path / "tmp"))
    assert built.result == "SUCCESS", built.log
    assert not list((tmp_path / "tmp").iterdir())
    assert not (Path(shop.environment["DOCKER_CONFIG"]) / "config.json").exists()


def test_an_abort_leaves_nothing_behind(shop: Bench, tmp_path: Path) -> None:
    """Neither a login nor half an archive that a later step could take for an image, when Jenkins ends the step by a signal."""
    shop.credentials.append(Credential(id="registry", kind="username-password", username="jane"))
    (tmp_path / "tmp").mkdir()
    shop.environment["TMPDIR"] = str(tmp_path / "tmp")
    script = "$(ps -o ppid= -p $PPID)"  # above the part of the pipe that docker is started in
    shop.tool("docker", f'[ "$2" != build ] || {{ echo half; cp "$DOCKER_CONFIG/config.json" {shop.folder}/seen; kill -TERM {script}; exit 1; }}\nexec {PARTS}/docker "$@"')
    assert "was killed by signal 15" in shop.run("buildImage(credentials: 'registry')").error
    assert "auths" in (shop.folder / "seen").read_text()
    assert not list((tmp_path / "tmp").iterdir())
    assert not (shop.work / NOTE).exists() and not (shop.work / ARCHIVE).exists()


def test_a_full_disk_is_told(shop: Bench) -> None:
    """Half an archive is no image."""
    place = shop.work / ".gen-pipelines"
    place.mkdir()
    with small_disk(place, "500k"):
        assert "the disk of the agent is full\n  make room on it" in shop.run("buildImage()").error
        assert not list(place.iterdir())
