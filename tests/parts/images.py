"""Images as buildImage leaves them, made without a builder."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile

from .bench import Bench

NOTE = ".gen-pipelines/image.json"
ARCHIVE = ".gen-pipelines/image.tar"


KIND = "application/vnd.oci.image."


class Blobs(dict[str, bytes]):
    """Blobs of an archive by their digests."""

    def put(self, content: bytes, kind: str) -> dict[str, object]:
        """Keep one; how others refer to it."""
        self[_digest(content)] = content
        return {"mediaType": KIND + kind, "digest": _digest(content), "size": len(content)}

    def image(self, path: str, content: str, user: str = "") -> dict[str, object]:
        """An image of one layer with one file."""
        layer = io.BytesIO()
        with tarfile.open(fileobj=layer, mode="w") as tar:
            _add(tar, path, content.encode())
        runs = {"User": user} if user else {}
        config = {"architecture": "amd64", "os": "linux", "config": runs, "rootfs": {"type": "layers", "diff_ids": [_digest(layer.getvalue())]}}
        return self.put(json.dumps({"schemaVersion": 2, "mediaType": KIND + "manifest.v1+json"} | {
            "config": self.put(json.dumps(config).encode(), "config.v1+json"),
            "layers": [self.put(gzip.compress(layer.getvalue(), mtime=0), "layer.v1.tar+gzip")],
        }).encode(), "manifest.v1+json")


def made_image(bench: Bench, image: str, content: str = "hello", revision: str = "0123456789abcdef", path: str = "hello") -> str:
    """The note and the archive of an image of one layer with one file; its digest."""
    blobs = Blobs()
    return _written(bench, image, revision, blobs, blobs.image(path, content))


def made_index(bench: Bench, image: str, users: list[str]) -> tuple[str, list[str]]:
    """The same of an index of images for one platform, one for each user; its digest, and those of the images."""
    blobs = Blobs()
    below = [blobs.image("hello", "hello", user) | {"platform": {"os": "linux", "architecture": "amd64"}} for user in users]
    index = {"schemaVersion": 2, "mediaType": KIND + "index.v1+json", "manifests": below}
    return _written(bench, image, "0123456789abcdef", blobs, blobs.put(json.dumps(index).encode(), "index.v1+json")), [str(one["digest"]) for one in below]


def made_platforms(bench: Bench, image: str, files: dict[str, tuple[str, str]]) -> str:
    """The same of an index of images with one file each, by architecture."""
    blobs = Blobs()
    below = [blobs.image(path, content) | {"platform": {"os": "linux", "architecture": name}} for name, (path, content) in files.items()]
    proof = blobs.image("attestation", "{}") | {"platform": {"os": "unknown", "architecture": "unknown"}}
    index = {"schemaVersion": 2, "mediaType": KIND + "index.v1+json", "manifests": [*below, proof]}
    return _written(bench, image, "0123456789abcdef", blobs, blobs.put(json.dumps(index).encode(), "index.v1+json"))


def _written(bench: Bench, image: str, revision: str, blobs: Blobs, root: dict[str, object]) -> str:
    bench.write({NOTE: json.dumps({"image": image, "digest": root["digest"], "archive": ARCHIVE, "revision": revision})})
    with tarfile.open(bench.work / ARCHIVE, "w") as tar:
        _add(tar, "oci-layout", b'{"imageLayoutVersion": "1.0.0"}')
        _add(tar, "index.json", json.dumps({"schemaVersion": 2, "manifests": [root]}).encode())
        for folder in ("blobs", "blobs/sha256"):  # as BuildKit does it; syft wants them
            info = tarfile.TarInfo(folder)
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(info)
        for digest, blob in blobs.items():
            _add(tar, "blobs/" + digest.replace(":", "/"), blob)
    return str(root["digest"])


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
