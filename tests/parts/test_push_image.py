"""pushImage against a real registry, and against ECR by its host names: moto's API with a real registry behind it."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from .bench import PARTS, Bench
from .ecr import HERE, THERE, Ecr
from .images import ARCHIVE, NOTE, made_image
from .servers import Registry, small_disk

CALL = "pushImage(account: '123456789012', region: 'us-east-1', credentials: 'aws-ecr'"


@pytest.fixture
def shop(ecr_build: Bench) -> Bench:
    """A workspace with an image for a repository of its own, in a build that may push to ECR."""
    return ecr_build


def test_an_image_is_pushed_by_its_digest_and_tagged(shop: Bench, ecr: Ecr) -> None:
    """The registry has what was built; the note tells the tag; no login and no archive is left in a folder for temporary files."""
    image = shop.environment["IMAGE"]
    digest = shop.json(NOTE)["digest"]
    built = shop.run(f"echo \"${{{CALL}, create: true)}}\"")
    assert built.result == "SUCCESS", built.log
    assert f"[digest:{digest}, reference:{image}@{digest}, tags:[0123456789ab-1]]" in built.log
    assert ecr.crane("digest", f"{image}:0123456789ab-1") == digest
    assert shop.json(NOTE)["tags"] == ["0123456789ab-1"]
    assert built.description == f"image: {image}@{digest} 0123456789ab-1"
    name = image.partition("/")[2]
    assert ecr.ask("DescribeRepositories", repositoryNames=[name])["repositories"][0]["imageTagMutability"] == "IMMUTABLE"
    assert not list((shop.folder / "tmp").iterdir())
    assert ecr.token not in built.log and base64.b64encode(f"AWS:{ecr.token}".encode()).decode() not in built.log
    assert sorted(path.name for path in (shop.work / ".gen-pipelines").iterdir()) == ["image.json", "image.tar"]


def test_the_same_image_again_is_fine_and_another_is_not(shop: Bench, ecr: Ecr) -> None:
    """A tag is moved only where tags may move."""
    image = shop.environment["IMAGE"]
    first = shop.json(NOTE)["digest"]
    assert shop.run(f"{CALL}, tags: ['1.0.0'])").result == "SUCCESS"
    (shop.work / ARCHIVE).unlink()  # the registry has it: the archive is no longer needed
    built = shop.run(f"{CALL}, tags: ['1.0.0', 'stable'])")
    assert built.result == "SUCCESS" and "is in the registry already" in built.log
    second = made_image(shop, image, "changed")
    built = shop.run(f"{CALL}, tags: ['1.0.0'])")
    assert built.error == f"pushImage: the tag 1.0.0 is taken by {first}\n  tags are never moved here: build again for a tag of its own, or say immutable: false"
    assert ecr.crane("digest", f"{image}:1.0.0") == first
    assert shop.run(f"{CALL}, tags: ['1.0.0'], immutable: false)").result == "SUCCESS"
    assert ecr.crane("digest", f"{image}:1.0.0") == second


def test_an_image_goes_to_several_accounts_and_regions(shop: Bench, ecr: Ecr) -> None:
    """Under the same digest."""
    other = shop.environment["IMAGE"].replace(HERE, THERE)
    call = f"pushImage(image: '{other}', account: '210987654321', region: 'eu-west-1', credentials: 'aws-ecr', create: true)"
    built = shop.run(f"{CALL})\n{call}")
    assert built.result == "SUCCESS", built.log
    assert ecr.crane("digest", f"{other}:0123456789ab-1") == ecr.crane("digest", f"{shop.environment['IMAGE']}:0123456789ab-1")
    assert "is not in the account 123456789012" in shop.run(f"{CALL}, image: '{other}')").error


def test_a_login_that_has_run_out_is_renewed_once(shop: Bench, ecr: Ecr) -> None:
    """While the step works. The second refusal is an error that says so."""
    once = f'case "$*" in *get-login-password*) [ -e {shop.folder}/asked ] || {{ touch {shop.folder}/asked; echo expired; exit; }} ;; esac'
    shop.tool("aws", f'{once}\nexec {PARTS}/aws "$@"')
    built = shop.run(f"{CALL})")
    assert built.result == "SUCCESS", built.log
    assert built.log.count("the registry refuses the login: logging in again") == 1
    shop.tool("aws", 'case "$*" in *get-login-password*) echo expired ;; *) echo aws-cli/2.17.0 ;; esac')
    built = shop.run(f"{CALL})")
    assert "the registry refuses the login\n  check the argument credentials" in built.error
    assert not list((shop.folder / "tmp").iterdir())


def test_what_aws_refuses_is_told(shop: Bench) -> None:
    """An expired key, no key, no answer."""
    said = "An error occurred (ExpiredTokenException) when calling the GetAuthorizationToken operation"
    shop.tool("aws", f'[ "$1" != --version ] || {{ echo aws-cli/2.17.0; exit; }}\necho "{said}" >&2; exit 254')
    assert f"no login at {HERE}: the AWS credential has expired\n  renew it" in shop.run(f"{CALL})").error
    shop.tool("aws", f'exec {PARTS}/aws "$@"')
    assert "there is no AWS credential" in shop.run("pushImage()", AWS_CONFIG_FILE="/nowhere").error
    assert "AWS does not answer" in shop.run(f"{CALL})", AWS_ENDPOINT_URL="http://127.0.0.1:1", AWS_MAX_ATTEMPTS="1").error
    shop.tool("aws", "echo aws-cli/1.10.0")
    assert "aws 1.10.0 is too old: it takes 1.18 or later" in shop.run(f"{CALL})").error


def test_a_registry_of_another_kind_takes_user_and_password(shop: Bench, registry: Registry) -> None:
    """ECR is not asked for anything."""
    image = f"{registry.address}/shop/other"
    made_image(shop, image)
    built = shop.run("pushImage(kind: 'docker', credentials: 'registry')", IMAGE=image)
    assert built.result == "SUCCESS", built.log
    assert f"{registry.address}/shop/other is not in ECR\n  check the argument image, or say kind: 'docker'" in shop.run("pushImage()", IMAGE=image).error


def test_a_registry_that_is_down_is_told(shop: Bench) -> None:
    """Nothing counts as pushed."""
    made_image(shop, "127.0.0.1:1/shop/api")
    assert "the registry does not answer\n  is it up" in shop.run("pushImage(kind: 'docker')", IMAGE="").error
    assert "tags" not in shop.json(NOTE)


def test_a_registry_that_is_full_is_told(shop: Bench, tmp_path: Path) -> None:
    """Its disk is a small one in memory."""
    disk = tmp_path / "full"
    disk.mkdir()
    with small_disk(disk, "1m"):
        registry = Registry(disk)
        try:
            made_image(shop, f"{registry.address}/shop/api", os.urandom(2_000_000).hex())
            assert "the registry is full\n  make room there" in shop.run("pushImage(kind: 'docker')", IMAGE="").error
        finally:
            registry.stop()


def test_no_secret_is_in_a_list_of_processes(shop: Bench, ecr: Ecr) -> None:
    """Whoever looks while the login is made and used."""
    look = f"ps axww -o args >> {shop.folder}/processes"
    for tool in ("aws", "crane"):
        shop.tool(tool, f'{look}\nexec {PARTS}/{tool} "$@"')
    assert shop.run(f"{CALL})").result == "SUCCESS"
    seen = (shop.folder / "processes").read_text()
    assert "crane push" in seen
    assert ecr.token not in seen and base64.b64encode(f"AWS:{ecr.token}".encode()).decode() not in seen


def test_an_abort_leaves_no_login(shop: Bench) -> None:
    """Jenkins ends the processes of a step by a signal: here in the middle of a push."""
    shop.tool("crane", f'[ "$1" != push ] || {{ cp "$DOCKER_CONFIG/config.json" {shop.folder}/seen; kill -TERM $PPID; exit 1; }}\nexec {PARTS}/crane "$@"')
    built = shop.run(f"{CALL})")
    assert "was killed by signal 15" in built.error, built.log
    assert "auths" in (shop.folder / "seen").read_text()
    assert not list((shop.folder / "tmp").iterdir())


def test_what_is_not_the_built_image_is_refused(shop: Bench) -> None:
    """A changed, a broken and a missing archive, no image, a bad tag."""
    made = shop.json(NOTE)
    shop.write({NOTE: json.dumps(made | {"digest": "sha256:" + "0" * 64})})
    assert f"the archive holds {made['digest']}, but sha256:0000" in shop.run(f"{CALL})").error
    shop.write({NOTE: json.dumps(made)})
    assert "a b is no tag of an image" in shop.run(f"{CALL}, tags: ['ok', 'a b'])").error
    (shop.work / ARCHIVE).write_text("no archive")
    assert f"the archive {ARCHIVE} cannot be read" in shop.run(f"{CALL})").error
    (shop.work / ARCHIVE).unlink()
    assert "is not on this agent\n  build it in this workspace" in shop.run(f"{CALL})").error
    (shop.work / NOTE).unlink()
    assert "there is no image to push\n  call buildImage first" in shop.run(f"{CALL})").error
    shop.tool("crane", "echo 0.10.0")
    assert "crane 0.10.0 is too old: it takes 0.19 or later" in shop.run(f"{CALL})").error
