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


def made_image(bench: Bench, image: str, content: str = "hello", revision: str = "0123456789abcdef", path: str = "hello") -> str:
    """The note and the archive of an image of one layer with one file; its digest."""
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w") as tar:
        _add(tar, path, content.encode())
    packed = gzip.compress(layer.getvalue(), mtime=0)
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": [_digest(layer.getvalue())]}}).encode()
    kind = "application/vnd.oci.image."
    manifest = json.dumps({"schemaVersion": 2, "mediaType": kind + "manifest.v1+json"} | {
        "config": {"mediaType": kind + "config.v1+json", "digest": _digest(config), "size": len(config)},
        "layers": [{"mediaType": kind + "layer.v1.tar+gzip", "digest": _digest(packed), "size": len(packed)}],
    }).encode()
    index = {"schemaVersion": 2, "manifests": [{"mediaType": kind + "manifest.v1+json", "digest": _digest(manifest), "size": len(manifest)}]}
    bench.write({NOTE: json.dumps({"image": image, "digest": _digest(manifest), "archive": ARCHIVE, "revision": revision})})
    with tarfile.open(bench.work / ARCHIVE, "w") as tar:
        _add(tar, "oci-layout", b'{"imageLayoutVersion": "1.0.0"}')
        _add(tar, "index.json", json.dumps(index).encode())
        for folder in ("blobs", "blobs/sha256"):  # as BuildKit does it; syft wants them
            info = tarfile.TarInfo(folder)
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(info)
        for blob in (packed, config, manifest):
            _add(tar, "blobs/" + _digest(blob).replace(":", "/"), blob)
    return _digest(manifest)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
