"""The corpus of bad catalogs: `corpus/*.yaml`, each a list of cases.

A case has a name (``case``), the catalog's ``text`` (or ``bytes``, written as Latin-1), a ``base`` that completes it, more ``files`` by name, and what must be
found: lines of ``rule line:column message | hint``. Message and hint may be given up to ``…``. A place in another file is ``file:line:column``.
``«36»`` in a text stands for 36 letters and digits: whole tokens in this repository would wake up the scanners of those who clone it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from gen_pipelines.errors import Finding

from .bases import with_base, write

FOLDER = Path(__file__).parent / "corpus"
_EXPECTED = re.compile(r"(?P<rule>\S+) (?P<place>\S+) (?P<message>.*?)(?: \| (?P<hint>.*))?", re.S)


class Case(NamedTuple):
    """One bad catalog, or a good one if ``find`` is empty."""

    name: str
    topic: str
    content: bytes
    files: dict[str, str]
    find: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """The catalog and what it includes, on disk."""
        for name, text in self.files.items():
            write(folder, text, name)
        return write(folder, self.content)


def expand(text: str) -> str:
    """The text with its placeholders for letters and digits filled."""
    return re.sub("«([0-9]+)»", lambda found: ("Ab1cD2eF3gH4" * 20)[: int(found[1])], text)


def _case(topic: str, raw: dict[str, Any]) -> Case:
    text = with_base(expand(raw.get("text", "")), raw.get("base", "minimal"))
    content = raw["bytes"].encode("latin-1") if "bytes" in raw else text.encode()
    files = {name: expand(one) for name, one in raw.get("files", {}).items()}
    return Case(raw["case"], topic, content, files, tuple(raw.get("find") or ()))


def cases() -> list[Case]:
    """All cases, by file."""
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        found += [_case(file.stem, raw) for raw in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return found


def shown(finding: Finding, folder: Path) -> tuple[str, str, str, str]:
    """Rule, place, message and hint, free of the folder's name."""
    file, line, column, _ = finding.place
    name = Path(file).relative_to(folder).as_posix()
    place = f"{line}:{column}" if name == "pipelines.yaml" else f"{name}:{line}:{column}"
    prefix = f"{folder}/"
    return finding.rule, place, finding.message.replace(prefix, ""), finding.hint.replace(prefix, "")


def fits(expected: str, actual: tuple[str, str, str, str]) -> bool:
    """Whether a finding is the expected one."""
    found = _EXPECTED.fullmatch(expected)
    assert found, f"not an expectation: {expected!r}"
    rule, place, message, hint = actual
    return (found["rule"], found["place"]) == (rule, place) and _is(found["message"], message) and _is(found["hint"] or "", hint)


def _is(expected: str, actual: str) -> bool:
    return actual.startswith(expected[:-1]) if expected.endswith("…") else actual == expected
