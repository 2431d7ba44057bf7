"""updateScanDatabases: the real Trivy fetches from a real registry, the real Dependency-Check from a small feed, rule sets come by curl."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from .bench import Bench
from .servers import Registry
from .test_dependencies import Quiet
from .trivy_database import write_database
from .vulnerability_feed import write_feed

DAY = 86_400


def send(registry: Registry, path: str, content: bytes, kind: str, method: str = "PUT") -> str:
    """One request to the registry; the address it answers with."""
    address = path if path.startswith("http") else f"http://{registry.address}/v2/{path}"
    request = urllib.request.Request(address, data=content, method=method, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.headers.get("Location", ""))


def blob(registry: Registry, name: str, content: bytes, kind: str) -> dict[str, object]:
    """A blob in the registry, as a manifest names it."""
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    place = send(registry, f"{name}/blobs/uploads/", b"", "application/octet-stream", "POST")
    send(registry, f"{place}{'&' if '?' in place else '?'}digest={digest}", content, "application/octet-stream")
    return {"mediaType": kind, "size": len(content), "digest": digest}


def publish_trivy_database(registry: Registry, name: str, folder: Path) -> None:
    """A database of Trivy as its makers publish it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for file in ("trivy.db", "metadata.json"):
            tar.add(folder / file, file)
    layer = blob(registry, name, packed.getvalue(), "application/vnd.aquasec.trivy.db.layer.v1.tar+gzip")
    layer["annotations"] = {"org.opencontainers.image.title": "db.tar.gz"}
    config = blob(registry, name, b"{}", "application/vnd.aquasec.trivy.config.v1+json")
    kind = "application/vnd.oci.image.manifest.v1+json"
    manifest = json.dumps({"schemaVersion": 2, "mediaType": kind, "config": config, "layers": [layer]})
    send(registry, f"{name}/manifests/2", manifest.encode(), kind)


@pytest.fixture
def mirror(bench: Bench, registry: Registry, tmp_path: Path) -> Bench:
    """An agent that fetches Trivy's database from a registry nearby."""
    write_database(tmp_path / "published")
    publish_trivy_database(registry, "trivy-db", tmp_path / "published")
    bench.environment["TRIVY_DB_REPOSITORY"] = f"{registry.address}/trivy-db:2"
    return bench


@pytest.fixture
def served(bench: Bench, tmp_path: Path) -> Iterator[str]:
    """The address of a folder `served`, in which tests put what can be fetched."""
    (tmp_path / "served").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "served")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def make_old(path: Path, days: int) -> None:
    """As if it had been written days ago."""
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_a_new_database_takes_the_place_of_the_old_one(mirror: Bench) -> None:
    """And again, while one before it stays for scans that still read it; nothing else is left."""
    database = mirror.cache / "trivy" / "db"
    make_old(database / "metadata.json", 30)
    for kept in (1, 2, 2):
        built = mirror.run("echo \"${updateScanDatabases(tools: ['trivy'])}\"")
        assert built.result == "SUCCESS", built.error
        assert "[updateScanDatabases] 1 of 1 databases fetched" in built.log
        assert database.is_symlink() and time.time() - (database / "metadata.json").stat().st_mtime < DAY
        assert len([one for one in database.parent.iterdir() if one.name.startswith("db-")]) in (kept, 2)
    mirror.write({"requirements.txt": "flask==0.12.2\n"})
    assert "CVE-2018-1000656" in mirror.run("scanFiles()").error
    assert not list(mirror.cache.glob("update-*"))


def test_a_database_that_cannot_be_fetched_stays(bench: Bench) -> None:
    """The build is unstable, and fails once it is too old or where there is none."""
    bench.environment["TRIVY_DB_REPOSITORY"] = "127.0.0.1:1/trivy-db:2"
    metadata = bench.cache / "trivy" / "db" / "metadata.json"
    make_old(metadata, 3)
    built = bench.run("updateScanDatabases(tools: ['trivy'])")
    assert built.result == "UNSTABLE"
    assert "trivy: could not be fetched; TRIVY_DB_REPOSITORY names a mirror; what is there is 3 days old" in built.log
    assert bench.run("updateScanDatabases(tools: ['trivy'], oldest: '2d')").result == "FAILURE"
    metadata.unlink()
    assert "there is none" in bench.run("updateScanDatabases(tools: ['trivy'])").error


def test_dependency_check_is_updated_on_a_copy(bench: Bench, served: str, tmp_path: Path) -> None:
    """What it made is then scanned with; the key is in no command line and in no log."""
    write_feed(tmp_path / "served" / "feed")
    bench.environment["DEPENDENCY_CHECK_FEED"] = f"{served}/feed/"
    built = bench.run("updateScanDatabases(tools: ['dependency-check'], credentials: 'nvd-key')")
    assert built.result == "SUCCESS", built.log
    assert list((bench.cache / "dependency-check").glob("odc*.db"))
    assert bench.run("scanDependencies()").result == "SUCCESS"
    assert bench.outcome("updateScanDatabases")["updated"]["dependency-check"] < DAY


def test_rule_sets_are_kept_on_the_agent(bench: Bench, served: str, tmp_path: Path) -> None:
    """By name, and without names those that are there; what is no rule set, or is not there, is told."""
    rules = "rules: [{id: eval, languages: [python], severity: ERROR, message: no eval, pattern: eval(...)}]\n"
    (tmp_path / "served" / "c" / "p").mkdir(parents=True)
    (tmp_path / "served" / "c" / "p" / "house").write_text(rules, encoding="utf-8")
    bench.environment["SEMGREP_URL"] = served
    assert bench.run("updateScanDatabases(tools: ['semgrep'], rules: ['p/house'])").result == "SUCCESS"
    bench.commit({"app.py": "eval(input())\n"})
    assert "no eval" in bench.run("scanCode(rules: ['p/house'])").error
    assert "1 of 1 databases fetched" in bench.run("updateScanDatabases(tools: ['semgrep'])").log
    assert "../house is no rule set" in bench.run("updateScanDatabases(tools: ['semgrep'], rules: ['../house'])").error
    assert "semgrep p/none: could not be fetched" in bench.run("updateScanDatabases(tools: ['semgrep'], rules: ['p/none'])").error


def test_a_missing_tool_and_a_cache_that_cannot_be_written_are_errors(bench: Bench) -> None:
    """Before anything is fetched."""
    bench.tool("trivy", "exit 127")
    assert "trivy does not say its version" in bench.run("updateScanDatabases(tools: ['trivy'])").error
    (bench.folder / "file").write_text("", encoding="ascii")
    bench.environment["GEN_PIPELINES_CACHE"] = str(bench.folder / "file")
    assert "cannot be written" in bench.run("updateScanDatabases(tools: ['semgrep'], rules: ['p/house'])").error
