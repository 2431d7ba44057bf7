"""The ownership marker: the last line of an item's description.

``[gen-pipelines owner=<id> key=<key> sha256=<16 hex>]`` names the catalog that owns the item, the item's key in it, and the digest of the
config it was made with. The description is the only free text of folders and multibranch projects that Jenkins returns in bulk
(jenkins_api, section 6).
"""

from __future__ import annotations

import re
from typing import NamedTuple

PREFIX = "[gen-pipelines "

_MARKER = re.compile(r"\[gen-pipelines owner=([A-Za-z0-9][A-Za-z0-9._-]*) key=([^\s\[\]=]+) sha256=([0-9a-f]{16})\]")


class Marker(NamedTuple):
    """Who owns an item, as what, and the digest it was last written with."""

    owner: str
    key: str
    digest: str


def render(marker: Marker) -> str:
    """The marker's line.

    Raises:
        ValueError: owner, key or digest could not be read back; names from a checked catalog always can.
    """
    line = f"[gen-pipelines owner={marker.owner} key={marker.key} sha256={marker.digest}]"
    if _MARKER.fullmatch(line) is None:
        raise ValueError(f"not a marker: {line}")
    return line


def find(description: str | None) -> Marker | None:
    """The marker of a description, or ``None``: only the last line counts, and only in its exact form.

    Blank space after it is forgiven, and so is CRLF: a browser sends both when a person edits the description.
    """
    last = (description or "").rstrip().rpartition("\n")[2]
    found = _MARKER.fullmatch(last)
    return Marker(*found.groups()) if found else None


def strip(description: str | None) -> str:
    """The description without its marker and the line break before it. Without a marker it is returned as it is."""
    text = description or ""
    if find(text) is None:
        return text
    return text.rstrip().rpartition("\n")[0].removesuffix("\r")


def add(text: str, marker: str) -> str:
    """The description of an item: a person's text, then the marker's line (a slot for it, or nothing)."""
    return f"{text}\n{marker}" if text and marker else text or marker


def neutral(text: str) -> str:
    """A person's text, made safe to stand before a marker.

    Text that looks like a marker would claim the item for another catalog; its bracket becomes a parenthesis, which a reader understands.
    Line ends become LF, because browsers and Jenkins change them anyway, and blank space at both ends goes.
    """
    if PREFIX in text:
        text = text.replace(PREFIX, "(gen-pipelines ")
    return text.replace("\r\n", "\n").strip()
