"""signImage, attestImage, verifyImage and makeSbom with the real cosign and syft against a real registry."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import tarfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gen_pipelines.simulate.scenario import Credential, Event, When

from .bench import PARTS, Bench
from .images import ARCHIVE, NOTE, made_image, made_index
from .servers import Registry

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PACKAGE = "usr/lib/python3/dist-packages/requests-2.31.0.dist-info/METADATA"
METADATA = "Metadata-Version: 2.1\nName: requests\nVersion: 2.31.0\n"
KEYS = "key: 'cosign-key', password: 'cosign-password'"
PASSWORD = "sentinel-cosign-password-secret"  # what the simulator fills in: it fails a build that shows it


class Keys(NamedTuple):
    """A pair of keys of cosign."""

    private: str
    public: str


def _keys(folder: Path, password: str) -> Keys:
    folder.mkdir()
    subprocess.run([PARTS / "cosign", "generate-key-pair"], cwd=folder, env=os.environ | {"COSIGN_PASSWORD": password}, check=True, capture_output=True)
    return Keys((folder / "cosign.key").read_text(encoding="utf-8"), (folder / "cosign.pub").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Those of the team."""
    return _keys(tmp_path_factory.mktemp("cosign") / "team", PASSWORD)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Those of somebody else, without a password."""
    return _keys(tmp_path_factory.mktemp("cosign") / "other", "")


class Shop:
    """A workspace whose image is in the registry."""

    def __init__(self, bench: Bench, image: str) -> None:
        self.bench = bench
        self.image = image
        self.digest = ""
        self.push()

    def push(self, content: str = METADATA) -> str:
        """Make an image with a package, and push it."""
        self.digest = made_image(self.bench, self.image, content, COMMIT, PACKAGE)
        self.upload()
        return self.digest

    def upload(self) -> None:
        """Push what the archive holds."""
        layout = self.bench.folder / self.digest
        layout.mkdir(exist_ok=True)
        with tarfile.open(self.bench.work / ARCHIVE) as tar:
            tar.extractall(layout)
        self.crane("push", str(layout), self.reference)

    @property
    def reference(self) -> str:
        """The image by digest."""
        return f"{self.image}@{self.digest}"

    def crane(self, *arguments: str) -> str:
        """What the registry has."""
        return subprocess.run([PARTS / "crane", *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def note(self, **values: str) -> None:
        """Change what the build notes of its image."""
        self.bench.write({NOTE: json.dumps(self.bench.json(NOTE) | values)})

    def predicates(self) -> dict[str, Any]:
        """The predicates that are attached, by their type."""
        found = {}
        for layer in json.loads(self.crane("manifest", f"{self.image}:{self.digest.replace(':', '-')}.att"))["layers"]:
            statement = json.loads(base64.b64decode(json.loads(self.crane("blob", f"{self.image}@{layer['digest']}"))["payload"]))
            assert [one["digest"]["sha256"] for one in statement["subject"]] == [self.digest.removeprefix("sha256:")]
            found[statement["predicateType"]] = statement["predicate"]
        return found


@pytest.fixture
def shop(bench: Bench, registry: Registry, keys: Keys, other: Keys, request: pytest.FixtureRequest) -> Shop:
    """An image of its own for each test, in a build that has keys."""
    bench.credentials += [
        Credential(id="cosign-key", kind="file", content=keys.private),
        Credential(id="cosign-public", kind="file", content=keys.public),
        Credential(id="cosign-password"),
        Credential(id="other-key", kind="file", content=other.private),
    ]
    bench.environment |= {"GIT_URL": "https://jane:token@git.example.com/shop/api.git", "BRANCH_NAME": "main", "TMPDIR": str(bench.folder / "tmp")}
    (bench.folder / "tmp").mkdir()
    return Shop(bench, f"{registry.address}/shop/{re.sub('[^a-z0-9]+', '-', request.node.name).strip('-')}")


def test_what_is_signed_verifies_and_nothing_else_does(shop: Shop) -> None:
    """Unsigned, changed and signed by another key are findings, each in its own words; a second signature by the same key is not made."""
    bench = shop.bench
    built = bench.run(f"verifyImage({KEYS})")
    assert f"verifyImage: {shop.reference} has no signature\n" in built.error and bench.outcome("verifyImage")["verdict"] == "findings", built.log
    built = bench.run(f"echo \"${{signImage({KEYS})}}\"")
    assert built.result == "SUCCESS", built.log
    signature = shop.crane("digest", f"{shop.image}:{shop.digest.replace(':', '-')}.sig")
    assert f"[reference:{shop.reference}, signature:{signature}]" in built.log
    built = bench.run(f"signImage({KEYS})")
    assert "has a signature by this key already" in built.log
    assert shop.crane("digest", f"{shop.image}:{shop.digest.replace(':', '-')}.sig") == signature
    built = bench.run(f"echo \"${{verifyImage({KEYS})}}\"\nverifyImage(key: 'cosign-public')")
    assert built.result == "SUCCESS" and "signer:sha256:" in built.log, built.log
    assert f"verifyImage: {shop.reference} is not signed by the key sha256:" in bench.run("verifyImage(key: 'other-key')").error
    shop.push("Metadata-Version: 2.1\nName: changed\nVersion: 1\n")
    assert "has no signature" in bench.run("verifyImage(key: 'cosign-public')").error
    assert not list((bench.folder / "tmp").iterdir())


def test_every_image_of_an_index_is_signed(shop: Shop, keys: Keys) -> None:
    """Also where an earlier run came only as far as the index."""
    shop.digest, below = made_index(shop.bench, shop.image, ["", "app"])
    shop.upload()
    (shop.bench.folder / "key").write_text(keys.private, encoding="utf-8")
    command = [PARTS / "cosign", "sign", "--yes", "--tlog-upload=false", "--key", str(shop.bench.folder / "key"), shop.reference]
    subprocess.run(command, env=os.environ | {"COSIGN_PASSWORD": PASSWORD}, check=True, capture_output=True)
    built = shop.bench.run(f"signImage({KEYS})")
    assert built.result == "SUCCESS" and f"{shop.reference} has a signature by this key already" in built.log, built.log
    for digest in below:
        shop.note(digest=digest)
        assert shop.bench.run("verifyImage(key: 'cosign-public')").result == "SUCCESS"


def test_provenance_says_what_was_built_from_what(shop: Shop) -> None:
    """SLSA v1, and the bills of materials of this image; attested again, they are replaced; no credential is in them."""
    bench = shop.bench
    built = bench.run(f"makeSbom(formats: ['spdx', 'cyclonedx'])\nsignImage({KEYS})\necho \"${{attestImage({KEYS})}}\"")
    assert built.result == "SUCCESS", built.log
    assert "predicates:[slsaprovenance1, spdxjson, cyclonedx]" in built.log
    found = shop.predicates()
    assert set(found) == {"https://slsa.dev/provenance/v1", "https://spdx.dev/Document", "https://cyclonedx.org/bom"}
    provenance = found["https://slsa.dev/provenance/v1"]
    assert provenance["buildDefinition"]["resolvedDependencies"] == [{"uri": "git+https://git.example.com/shop/api.git", "digest": {"gitCommit": COMMIT}}]
    assert provenance["buildDefinition"]["externalParameters"]["ref"] == "main"
    assert provenance["buildDefinition"]["internalParameters"]["job"] == "shop/api/main"
    assert provenance["runDetails"]["builder"]["id"] and re.match(r"\d{4}-\d\d-\d\dT", provenance["runDetails"]["metadata"]["startedOn"])
    assert "requests" in json.dumps(found["https://spdx.dev/Document"])
    assert bench.run(f"attestImage({KEYS})").result == "SUCCESS"
    assert len(json.loads(shop.crane("manifest", f"{shop.image}:{shop.digest.replace(':', '-')}.att"))["layers"]) == 3
    source = "https://git.example.com/shop/api.git"
    assert bench.run(f"verifyImage(key: 'cosign-public', source: '{source}')").result == "SUCCESS"
    said = bench.run("verifyImage(key: 'cosign-public', source: 'https://git.example.com/shop/web.git')").error
    assert f"was built from {source}, not from https://git.example.com/shop/web.git" in said


def test_a_missing_and_a_foreign_attestation_are_refused(shop: Shop) -> None:
    """Although the signature verifies."""
    bench = shop.bench
    assert bench.run(f"signImage({KEYS})").result == "SUCCESS"
    assert "has no provenance\n" in bench.run(f"verifyImage({KEYS}, provenance: true)").error
    assert bench.run("attestImage(key: 'other-key')").result == "SUCCESS"
    built = bench.run(f"verifyImage({KEYS}, provenance: true)")
    assert "has no provenance by the key sha256:" in built.error, built.log
    assert bench.run(f"verifyImage({KEYS})").result == "SUCCESS"


@pytest.mark.parametrize(("call", "said"), [
    ("signImage(key: 'cosign-key', password: 'wrong')", "the public key cannot be read: the password of the key is wrong\n  check the argument password"),
    ("attestImage(key: 'cosign-key')", "cannot be attested (slsaprovenance1): the password of the key is wrong"),
    ("verifyImage(key: 'cosign-key')", "the public key cannot be read: the password of the key is wrong"),
    ("signImage(key: 'no-key')", "the key cannot be used: "),
    ("verifyImage(key: 'no-key')", "the key cannot be used: "),
    ("signImage()", "it is not clear which key is meant\n  name a Jenkins credential by key"),
    ("signImage(key: 'a', kms: 'awskms:///alias/b')", "it is not clear which key is meant"),
    ("signImage(kms: '--help')", "--help is no key of a KMS"),
    ("signImage(key: 'gone')", "Could not find credentials entry with ID 'gone'"),
])
def test_a_wrong_key_is_an_error(shop: Shop, call: str, said: str) -> None:
    """Never a refused image, and never a signature."""
    shop.bench.credentials += [Credential(id="wrong"), Credential(id="no-key", kind="file", content="nonsense")]
    built = shop.bench.run(call)
    assert built.result == "FAILURE" and said in built.error, built.log
    assert shop.bench.outcome(call.partition("(")[0])["verdict"] == "error"
    gone = subprocess.run([PARTS / "crane", "digest", f"{shop.image}:{shop.digest.replace(':', '-')}.sig"], capture_output=True, text=True, check=False)
    assert "MANIFEST_UNKNOWN" in gone.stderr


@pytest.mark.parametrize("step", ["signImage", "attestImage", "verifyImage"])
def test_what_cannot_be_reached_is_an_error(shop: Shop, step: str) -> None:
    """A registry that is down, an image that is not there, a tag in place of a digest, no image, an old and a missing tool."""
    bench = shop.bench
    call = f"{step}(key: 'other-key'"
    assert "the registry does not answer\n  is it up" in bench.run(f"{call}, image: '127.0.0.1:1/shop/api')").error
    assert f"{shop.image}/gone@{shop.digest} is not in the registry" in bench.run(f"{call}, image: '{shop.image}/gone')").error
    assert f"{shop.image}:1 is no repository of images" in bench.run(f"{call}, image: '{shop.image}:1')").error
    for digest in ("", "latest", f"{shop.digest}; touch owned", "--help"):
        shop.note(digest=digest)
        assert "the digest of the image is not known\n  call pushImage first" in bench.run(f"{call})").error
    shop.note(digest=shop.digest, image="$(touch owned)")
    assert "is no repository of images" in bench.run(f"{call})").error
    (bench.work / NOTE).write_text("{")
    assert bench.run(f"{call})").result == "FAILURE" and bench.outcome(step)["verdict"] == "error"
    (bench.work / NOTE).unlink()
    assert "no image is named" in bench.run(f"{call})").error
    made_image(bench, shop.image)
    bench.tool("cosign", "echo 'GitVersion: v1.13.1'")
    assert "cosign 1.13.1 is too old: it takes 2.2 or later" in bench.run(f"{call})").error
    assert not list(bench.folder.rglob("owned"))


def test_a_key_of_a_kms_is_passed_on(shop: Shop) -> None:
    """With the AWS identity of the credential; cosign itself asks the KMS, here a stand-in does."""
    bench = shop.bench
    bench.credentials.append(Credential(id="aws", kind="aws"))
    lines = ['case "$*" in *version*) echo "GitVersion: v2.2.0"; exit;; *--help*) exit;; esac', f'printf "%s\\n" "$*" >>{bench.folder}/asked']
    bench.tool("cosign", "\n".join([*lines, 'case $1 in verify) echo "[]"; [ -e %s ] || exit 10;; esac' % (bench.folder / "signed")]))
    bench.tool("crane", 'case "$1" in version) echo 0.22.1;; manifest) echo "{}";; *) echo sha256:1;; esac')
    built = bench.run("echo \"${signImage(kms: 'awskms:///alias/cosign')}\"")
    assert built.result == "SUCCESS" and built.description == "signed: awskms:///alias/cosign", built.log
    asked = (bench.folder / "asked").read_text().splitlines()
    assert asked[-1] == f"sign --yes --tlog-upload=false --key awskms:///alias/cosign {shop.reference}"
    bench.run("verifyImage(kms: 'awskms:///alias/cosign')")
    assert (bench.folder / "asked").read_text().splitlines()[-1] == f"verify --insecure-ignore-tlog=true --key awskms:///alias/cosign {shop.reference}"


def test_no_key_is_left_and_none_is_in_the_list_of_processes(shop: Shop) -> None:
    """Also when the build is aborted while cosign works."""
    bench = shop.bench
    bench.tool("cosign", f'[ "$1" != sign ] || [ "$2" = --help ] || {{ ps -ef >{bench.folder}/processes; sleep 60; }}\nexec {PARTS}/cosign "$@"')
    built = bench.run_with(f"signImage({KEYS})", events=(Event(event="abort", at=When(step="sh", delay="4s")),))
    assert built.result == "ABORTED" and "[signImage] aborted" in built.log
    assert "cosign" in (bench.folder / "processes").read_text() and PASSWORD not in (bench.folder / "processes").read_text()
    assert not list((bench.folder / "tmp").iterdir())
    assert not [path for path in bench.folder.rglob("*") if path.is_file() and path.stat().st_size < 10000 and PASSWORD in path.read_text(errors="replace")]


def test_a_bill_lists_what_is_in_the_image(shop: Shop) -> None:
    """Of the archive, and of the digest in the registry where the archive is not at hand."""
    bench = shop.bench
    built = bench.run("echo \"${makeSbom(formats: ['spdx', 'cyclonedx'])}\"")
    assert built.result == "SUCCESS" and "packages:1" in built.log and built.description == "packages: 1", built.log
    spdx = bench.json("reports/sbom/spdx.json")
    assert spdx["spdxVersion"].startswith("SPDX-2") and "requests" in [one["name"] for one in spdx["packages"]]
    assert bench.json("reports/sbom/cyclonedx.json")["metadata"]["component"]["version"] == shop.digest
    (bench.work / ARCHIVE).unlink()
    built = bench.run("makeSbom()")
    assert built.result == "SUCCESS" and not (bench.work / "reports/sbom/cyclonedx.json").exists(), built.log


def test_a_bill_of_nothing_or_of_something_else_is_an_error(shop: Shop) -> None:
    """An image without packages, a broken archive, another image's archive, no image, broken JSON, a full disk, an old syft."""
    bench = shop.bench
    made_image(bench, shop.image)
    assert "syft finds no package in the image\n  a bill that lists nothing proves nothing" in bench.run("makeSbom()").error
    shop.note(digest=shop.digest)
    assert f"the archive {ARCHIVE} does not hold {shop.digest}" in bench.run("makeSbom()").error
    (bench.work / ARCHIVE).write_text("no archive")
    assert f"the archive {ARCHIVE} cannot be read" in bench.run("makeSbom()").error
    (bench.work / ARCHIVE).unlink()
    assert "syft cannot read the image: " in bench.run(f"makeSbom(image: '{shop.image}/gone')").error
    bench.tool("syft", '[ "$1" = version ] && echo 1.18.1 && exit; for one; do case $one in spdx-json=*) echo "{" >"${one#*=}";; esac; done')
    assert "the tool wrote a report that is no JSON" in bench.run("makeSbom()").error
    bench.tool("syft", '[ "$1" = version ] && echo 1.18.1 && exit; echo "write: no space left on device" >&2; exit 1')
    assert "the disk of the agent is full" in bench.run("makeSbom()").error
    bench.tool("syft", "echo 0.80.0")
    assert "syft 0.80.0 is too old: it takes 1.0 or later" in bench.run("makeSbom()").error
    shop.note(digest="")
    bench.tool("syft", "echo 1.18.1")
    assert "there is no image of this build\n  call buildImage first" in bench.run("makeSbom()").error
    assert not list((bench.work / "reports/sbom").glob("*.json"))


def test_a_bill_of_another_image_is_not_attested(shop: Shop) -> None:
    """One that an earlier build left in the workspace."""
    bench = shop.bench
    bench.run("makeSbom()")
    shop.push("Metadata-Version: 2.1\nName: changed\nVersion: 1\n")
    built = bench.run(f"attestImage({KEYS})")
    assert built.result == "SUCCESS" and "is of another image and does not count" in built.log
    assert set(shop.predicates()) == {"https://slsa.dev/provenance/v1"}
    shop.note(revision="")
    assert "the commit that was built is not known\n  call fetchSource before buildImage" in bench.run(f"attestImage({KEYS})", GIT_COMMIT="").error
