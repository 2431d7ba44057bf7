"""Makes a catalog with mistakes fit for the checks that come after, so that one run finds as much as can be known.

What is wrong is put right where the intention is plain (a mistyped key or word, a missing `version`), else taken away.
A later check must not complain about what is missing only because it was taken away here: the entries that lost something are remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ..errors import Finding
from .load import Map, Seq

Path = tuple[Any, ...]
_SUGGESTED = re.compile(r'did you mean "(.*)"\?', re.DOTALL)


class Repair:
    """A document under repair.

    ``damaged`` has the entries that lost something: ``("services", "backend")``, ``("defaults",)``.
    ``complete`` tells whether it can still be said what nobody uses, ``corrected`` what was put right, and may hide more mistakes.
    """

    def __init__(self, data: Map, *, complete: bool = True) -> None:
        self.data = data
        self.complete = complete
        self.damaged: set[Path] = set()
        self.corrected: set[Path] = set()

    def apply(self, findings: Iterable[Finding]) -> None:
        """Repair what the schema found. List items go last to first, so that the paths before them stay right."""
        for finding in sorted(findings, key=lambda one: [str(part).rjust(9) for part in one.path], reverse=True):
            if finding.rule == "missing-key" and not finding.path:
                self._add_missing()
            elif not self._correct(finding):
                self.take_away(finding.path, harmless=finding.rule == "unknown-key")

    def _add_missing(self) -> None:
        """`version` and `organization` are missed at the top: everything else can be judged without them."""
        for key, value in (("version", 1), ("organization", "unknown")):
            if key not in self.data:
                self._set(self.data, key, value)

    def _correct(self, finding: Finding) -> bool:
        """Use the suggestion that the finding itself makes."""
        suggested = _SUGGESTED.fullmatch(finding.hint)
        container: Any = descend(self.data, finding.path[:-1]) if finding.path else None
        if suggested is None or not isinstance(container, (Map, Seq)) or finding.rule not in ("unknown-key", "bad-value"):
            return False
        key: Any = finding.path[-1]
        word = suggested[1]
        if finding.rule == "bad-value":
            container[key] = word
        elif word in container or not isinstance(container, Map) or key not in container:
            return False
        else:
            container[word], container.marks[word] = container.pop(key), container.marks[key]
            if (files := getattr(container, "files", None)) is not None:
                files[word] = files[key]
            self.corrected.add((*finding.path[:-1], word))
        return True

    def take_away(self, path: Path, *, harmless: bool = False) -> None:
        """Remove the value at a path. ``harmless``: nothing after depends on it."""
        container = descend(self.data, path[:-1]) if path else None
        if container is None:
            return
        if not harmless:
            self.damaged.add(path[:1] if path[0] == "defaults" else path[:2])
            self.complete = self.complete and not _tells_use(path)
        if isinstance(container, Map):
            container.pop(path[-1], None)
        elif isinstance(container, Seq) and isinstance(path[-1], int) and path[-1] < len(container):
            del container[path[-1]], container.marks[path[-1]]

    def _set(self, container: Map, key: str, value: Any) -> None:
        from yaml import Mark

        start = Mark("", 0, 0, 0, None, 0)
        container[key], container.marks[key] = value, (start, start, start)
        if (files := getattr(container, "files", None)) is not None:
            files[key] = container.file

    def take_references_away(self, broken: list[tuple[Map | Seq, Any]]) -> None:
        """Remove references to what is not there, each given as what holds it and its key."""
        self.complete = self.complete and not broken
        by_container: dict[int, tuple[Map | Seq, list[Any]]] = {}
        for container, key in broken:
            by_container.setdefault(id(container), (container, []))[1].append(key)
        for container, keys in by_container.values():
            entry = self._entries.get(id(container))
            for key in sorted(set(keys), key=str if isinstance(container, Map) else int, reverse=True):
                del container[key], container.marks[key]
            if entry is not None:
                self.damaged.add(entry)

    @cached_property
    def _entries(self) -> dict[int, Path]:
        """The entry that each map and list is in."""
        found: dict[int, Path] = {}
        for section, entries in self.data.items():
            parts = (
                [((section,), entries)]
                if section == "defaults" or not isinstance(entries, Map)
                else [((section, name), one) for name, one in entries.items()]
            )
            for path, part in parts:
                found |= dict.fromkeys(map(id, below(part)), path)
        return found


def _tells_use(path: Path) -> bool:
    """Whether what stood at a path is needed to tell what the catalog uses: entries themselves, and their references."""
    return path[-1] in ("profile", "extends", "+extends", "group", "repository") or (len(path) < 3 and path[0] in ("services", "operations", "profiles"))


def below(value: Any) -> list[Map | Seq]:
    """A map or list and all maps and lists in it, each once."""
    found: dict[int, Map | Seq] = {}
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (Map, Seq)) and id(one) not in found:
            found[id(one)] = one
            waiting += one.values() if isinstance(one, Map) else one
    return list(found.values())


def descend(data: Any, path: Path) -> Any:
    """What stands at a path, or ``None``."""
    for part in path:
        if (isinstance(data, Map) and part in data) or (isinstance(data, Seq) and isinstance(part, int) and part < len(data)):
            data = data[part]
        else:
            return None
    return data
