"""A small vulnerability database for Trivy: a bbolt file of a few pages, written once and never changed.

The layout is that of https://github.com/etcd-io/bbolt (page.go, meta.go); the buckets are those of https://github.com/aquasecurity/trivy-db.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

PAGE = 4096
_LEAF, _META, _FREE = 0x02, 0x04, 0x10
_MAGIC, _VERSION = 0xED0CDAED, 2
_ADVISORY = "Test Advisory DB"

Tree = dict[str, dict[str, Any]]
"""Values by bucket and key; a map as value is a bucket inside."""

ADVISORIES: Tree = {
    "data-source": {f"{kind}::{_ADVISORY}": {"ID": "ghsa", "Name": _ADVISORY, "URL": "https://advisories.example.com/"} for kind in ("pip", "npm")},
    f"pip::{_ADVISORY}": {"flask": [("CVE-2018-1000656", {"PatchedVersions": ["0.12.3"], "VulnerableVersions": ["<0.12.3"]})]},
    f"npm::{_ADVISORY}": {"lodash": [("CVE-2019-10744", {"PatchedVersions": ["4.17.12"], "VulnerableVersions": ["<4.17.12"]})]},
    "vulnerability": {
        "CVE-2018-1000656": {"Title": "flask denial of service", "Severity": "HIGH", "VendorSeverity": {"ghsa": 3}},
        "CVE-2019-10744": {"Title": "lodash prototype pollution", "Severity": "CRITICAL", "VendorSeverity": {"ghsa": 4}},
    },
}


def write_database(folder: Path) -> None:
    """Write ``trivy.db`` and its metadata, which says that no update is due."""
    folder.mkdir(parents=True)
    (folder / "trivy.db").write_bytes(_file(ADVISORIES))
    dates = {"NextUpdate": "2099-01-01T00:00:00Z", "UpdatedAt": "2026-01-01T00:00:00Z", "DownloadedAt": "2026-01-01T00:00:00Z"}
    (folder / "metadata.json").write_text(json.dumps({"Version": 2} | dates), encoding="ascii")


def _file(tree: Tree) -> bytes:
    pages, buckets, following = b"", [], 3
    for name, content in sorted(tree.items()):
        page = _leaf([_entry(key, value) for key, value in content.items()], following)
        buckets.append((name.encode(), struct.pack("<QQ", following, 0), True))
        pages, following = pages + page, following + len(page) // PAGE
    root = _leaf(buckets, following)
    free = struct.pack("<QHHI", 2, _FREE, 0, 0).ljust(PAGE, b"\0")
    last = following + len(root) // PAGE
    return b"".join(_meta(index, following, last) for index in (0, 1)) + free + pages + root


def _entry(key: str, value: Any) -> tuple[bytes, bytes, bool]:
    if isinstance(value, list):  # a bucket inside its parent's page
        inside = [(name.encode(), json.dumps(one).encode(), False) for name, one in value]
        return key.encode(), struct.pack("<QQ", 0, 0) + _elements(inside, 0, 0), True
    return key.encode(), json.dumps(value).encode(), False


def _leaf(entries: list[tuple[bytes, bytes, bool]], number: int) -> bytes:
    size = len(_elements(entries, number, 0))
    whole = -(-size // PAGE)
    return _elements(entries, number, whole - 1).ljust(whole * PAGE, b"\0")


def _elements(entries: list[tuple[bytes, bytes, bool]], number: int, overflow: int) -> bytes:
    entries = sorted(entries)
    offset, heads, data = 16 + 16 * len(entries), b"", b""
    for index, (key, value, bucket) in enumerate(entries):
        heads += struct.pack("<IIII", int(bucket), offset + len(data) - 16 - 16 * index, len(key), len(value))
        data += key + value
    return struct.pack("<QHHI", number, _LEAF, len(entries), overflow) + heads + data


def _meta(index: int, root: int, last: int) -> bytes:
    body = struct.pack("<IIIIQQQQQ", _MAGIC, _VERSION, PAGE, 0, root, 0, 2, last, index)
    checksum = 0xCBF29CE484222325  # FNV-1a, 64 bits
    for byte in body:
        checksum = ((checksum ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (struct.pack("<QHHI", index, _META, 0, 0) + body + struct.pack("<Q", checksum)).ljust(PAGE, b"\0")
