"""scanImage against the real Trivy, on an archive as `docker save` writes it."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

from .bench import Bench
from .images import made_image, made_platforms

METADATA = "Metadata-Version: 2.1\nName: Flask\nVersion: 0.12.2\n"


def archive(path: Path, files: dict[str, str]) -> None:
    """An image of one layer."""
    layer = _tar({name: text.encode() for name, text in files.items()})
    digest = hashlib.sha256(layer).hexdigest()
    layers = {"rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]}, "history": [{"created_by": "test"}]}
    config = json.dumps({"architecture": "amd64", "os": "linux", "config": {}} | layers).encode()
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    manifest = json.dumps([{"Config": name, "RepoTags": ["api:1"], "Layers": ["layer.tar"]}]).encode()
    path.write_bytes(_tar({name: config, "layer.tar": layer, "manifest.json": manifest}))


def _tar(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return made.getvalue()


def test_vulnerabilities_of_an_archive_are_found(bench: Bench) -> None:
    """Those above the threshold fail the build."""
    archive(bench.work / "image.tar", {"usr/lib/python3/site-packages/Flask-0.12.2.dist-info/METADATA": METADATA})
    built = bench.run("scanImage(archive: 'image.tar', failOn: ['high'])")
    assert "high: CVE-2018-1000656 in " in built.error
    assert bench.run("scanImage(archive: 'image.tar')").result == "SUCCESS"


def test_an_archive_of_buildkit_is_read(bench: Bench) -> None:
    """It is an OCI layout, which is unpacked for the scan; nothing of that stays."""
    made_image(bench, "registry.example.com/api", METADATA, path="usr/lib/python3/site-packages/Flask-0.12.2.dist-info/METADATA")
    built = bench.run("scanImage(failOn: ['high'])")
    assert "CVE-2018-1000656" in built.error, built.log
    assert sorted(path.name for path in (bench.work / ".gen-pipelines").iterdir()) == ["image.json", "image.tar"]


def test_every_platform_of_an_image_is_scanned(bench: Bench) -> None:
    """Trivy alone would look at the first only; what is found names its platform."""
    bad = ("usr/lib/python3/site-packages/Flask-0.12.2.dist-info/METADATA", METADATA)
    made_platforms(bench, "registry.example.com/api", {"amd64": ("hello", "hello"), "arm64": bad})
    built = bench.run("scanImage(failOn: ['high'])")
    assert built.result == "FAILURE" and "(linux/arm64)" in built.error and "CVE-2018-1000656" in built.error, built.log
    assert "(linux/arm64)" in (bench.work / "reports/scans/scanImage-Scan.txt").read_text(encoding="utf-8")
    made_platforms(bench, "registry.example.com/api", {"amd64": ("hello", "hello"), "arm64": ("hello", "again")})
    assert bench.run("scanImage(failOn: ['high'])").result == "SUCCESS"
    assert sorted(path.name for path in (bench.work / ".gen-pipelines").iterdir()) == ["image.json", "image.tar"]


def test_the_image_of_the_build_is_found_by_its_note(bench: Bench) -> None:
    """The archive that buildImage left."""
    bench.write({".gen-pipelines/image.json": json.dumps({"image": "registry.example.com/api", "digest": "sha256:0", "archive": "image.tar"})})
    archive(bench.work / "image.tar", {"empty": ""})
    assert bench.run("scanImage()").result == "SUCCESS"


def test_no_image_and_a_broken_one_are_errors(bench: Bench) -> None:
    """Neither is clean."""
    assert "there is no archive none.tar" in bench.run("scanImage(archive: 'none.tar', onFindings: 'report')").error
    assert "there is no image to scan" in bench.run("scanImage(onFindings: 'report')").error
    bench.write({"image.tar": "no archive"})
    assert "Trivy broke off" in bench.run("scanImage(archive: 'image.tar', onFindings: 'report')").error
    assert "-x is no image" in bench.run("scanImage(image: '-x', onFindings: 'report')").error


def test_a_registry_that_cannot_be_reached_is_an_error(bench: Bench) -> None:
    """The digest is asked for, and nobody answers."""
    bench.write({".gen-pipelines/image.json": json.dumps({"image": "127.0.0.1:1/api", "digest": "sha256:" + "0" * 64})})
    assert "Trivy broke off" in bench.run("scanImage(onFindings: 'report')").error
