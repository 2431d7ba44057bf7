"""YAML with positions.

libyaml's events are turned into maps and lists that remember where each key and value stands.
Plain scalars follow YAML 1.2's core schema: ``yes``, ``on`` and ``2026-12-24`` are text.
Mistakes become findings; nothing is raised for what a person typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml._yaml import CParser

from ..errors import ERROR, Finding, Place

MAX_DEPTH = 60
MAX_ALIASED = 100_000
"""Nodes that aliases may repeat in one file; more is an attack or an accident."""

MAX_DIGITS = 400
"""A longer number is text: Python refuses to read very long ones."""

_CONSTANTS: dict[str, Any] = {"": None, "~": None} | {
    word: value for lower, value in (("null", None), ("true", True), ("false", False)) for word in (lower, lower.title(), lower.upper())
}
_NUMERIC = frozenset("0123456789+-.")
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_UNWANTED = "[\ue000\ue001\u2028\u2029\x85]"
_LINE_ENDS = "[\u2028\u2029\x85]"
"""Line ends for YAML 1.1, and for nobody else: they would shift the lines of everything below."""
_UNPRINTABLE = "[\ue000\ue001\u2028\u2029\x85\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
"""What YAML itself refuses, too: XML could not hold it."""
_ESCAPED = re.compile(r"\\[xuU0abefvNLP]")


_HINTS = {
    "mapping values are not allowed": "put text that has `: ` in it in quotes; look at the indentation",
    "cannot start any token": "indent with blanks, not tabs; put text that begins with `@`, `%` or a backtick in quotes",
    "unknown escape character": "in double quotes a backslash is written twice; single quotes take it as it is",
    "expected key": "look at the indentation: keys of one map begin in one column",
    "could not find expected ':'": "a key needs a colon; look at the indentation",
    "expected ',' or": "close the bracket, or put a comma between the entries",
    "unexpected end of stream": "close the quotes",
}


class Map(dict[str, Any]):
    """A YAML mapping. ``marks`` gives for each key the marks of the key, the value's start and the value's end."""

    __slots__ = ("file", "marks")
    file: str
    marks: dict[str, tuple[Any, Any, Any]]


class Seq(list[Any]):
    """A YAML sequence, with the marks of each item as in :class:`Map`."""

    __slots__ = ("file", "marks")
    file: str
    marks: list[tuple[Any, Any, Any]]


class Loaded:
    """One file: its data (``None`` if it could not be read) and what was wrong with it."""

    __slots__ = ("data", "file", "findings", "text")

    def __init__(self, file: str, text: str, data: Any, findings: list[Finding]) -> None:
        self.file = file
        self.text = text
        self.data = data
        self.findings = findings


def place_of_key(container: Map, key: str) -> Place:
    """Where a key stands."""
    mark = container.marks[key][0]
    return Place(_file(container, key), mark.line + 1, mark.column + 1, max(len(key), 1))


def place_of_value(container: Map | Seq, key: Any) -> Place:
    """Where the value of a key, or an item of a list, stands."""
    _, start, end = container.marks[key]
    length = end.column - start.column if end.line == start.line else 1
    return Place(_file(container, key), start.line + 1, start.column + 1, max(length, 1))


def _file(container: Map | Seq, key: Any) -> str:
    files = getattr(container, "files", None)
    return files[key] if files is not None else container.file


def load_text(text: str, file: str) -> Loaded:
    """Read one YAML document."""
    reader = _Reader(file)
    try:
        data = reader.read(text if text.isascii() else re.sub(_LINE_ENDS, " ", text))
    except yaml.MarkedYAMLError as error:
        reader.report("yaml-syntax", _sentence(error), _mark(error, text), next((hint for words, hint in _HINTS.items() if words in str(error.problem)), ""))
        data = None
    except yaml.YAMLError as error:
        offset = getattr(error, "position", 0)
        reader.findings.append(Finding("yaml-syntax", ERROR, "a character that YAML does not allow", place_at(text, offset, file), "remove it"))
        data = None
    if not text.isascii() and re.search(_UNWANTED, text):
        reader.findings += _unwanted(text, file)
    if data is not None and _ESCAPED.search(text):
        reader.findings += _unwanted_values(data)
    return Loaded(file, text, data, reader.findings)


def load_bytes(content: bytes, file: str) -> Loaded:
    """Read one YAML document as it is on disk. It must be UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = place_at(before, len(before), file)
        return Loaded(file, content.decode("utf-8", "replace"), None, [Finding("yaml-syntax", ERROR, "this byte is not UTF-8", place, "save the file as UTF-8")])
    return load_text(text, file)


def _sentence(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return "not YAML: " + ", ".join(parts)


def _mark(error: yaml.MarkedYAMLError, text: str) -> Any:
    """Where to point: what was never closed, not the end of the file where that was noticed."""
    noticed, begun = error.problem_mark, error.context_mark
    return begun if begun is not None and (noticed is None or noticed.line > text.rstrip().count("\n")) else noticed


def place_at(text: str, offset: int, file: str) -> Place:
    """Where the character with this number stands."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _unwanted(text: str, file: str) -> list[Finding]:
    """Characters that would split a line or be taken for a slot of ours (render.skeleton)."""
    return [
        _unprintable(match, place_at(text, match.start(), file))
        for match in re.finditer(_UNWANTED, text)
    ]


def _unwanted_values(data: Any) -> Iterator[Finding]:
    """The same where they were written as escapes: keys and values of any depth."""
    container: Any
    waiting: list[Any] = [data]
    seen: set[int] = set()
    while waiting:
        container = waiting.pop()
        if not isinstance(container, (Map, Seq)) or id(container) in seen:
            continue
        seen.add(id(container))
        keys: Any = container if isinstance(container, Map) else range(len(container))
        for key in keys:
            waiting.append(container[key])
            if isinstance(container, Map) and (found := re.search(_UNPRINTABLE, key)):
                yield _unprintable(found, place_of_key(container, key))
            if isinstance(container[key], str) and (found := re.search(_UNPRINTABLE, container[key])):
                yield _unprintable(found, place_of_value(container, key))


def _unprintable(found: re.Match[str], place: Place) -> Finding:
    return Finding("unusual-character", ERROR, f"the character U+{ord(found.group()):04X} cannot be used", place, "remove it")


def scalar(value: str) -> Any:
    """What a plain scalar means (YAML 1.2 core schema)."""
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    if value[0] in _NUMERIC:
        if len(value) < MAX_DIGITS and _INT.fullmatch(value):
            return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
        if _FLOAT.fullmatch(value):
            number = float(value)
            return number if abs(number) != float("inf") else value
    return value


class _Reader:
    """Builds the tree from events, with a stack instead of recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.anchors: dict[str, Any] = {}
        self.aliased = 0

    def report(self, rule: str, message: str, mark: Any, hint: str = "") -> None:
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)
        self.findings.append(Finding(rule, ERROR, message, place, hint))

    def read(self, text: str) -> Any:
        next_event: Callable[[], Any] = CParser(text).get_event
        next_event()  # the stream begins
        event = next_event()
        if type(event) is yaml.StreamEndEvent:
            return None
        root = Seq()
        root.file, root.marks = self.file, []
        self._document(next_event, root)
        event = next_event()
        if type(event) is not yaml.StreamEndEvent:
            self.report("yaml-syntax", "a second document begins here", event.start_mark, "one file holds one document; use `include`")
        return root[0] if root else None

    def _document(self, next_event: Callable[[], Any], root: Seq) -> None:
        stack: list[Any] = []
        container: Any = root
        key: Any = None  # the event of the key that waits for its value
        scalar_event, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar_event:
                if key is None and type(container) is Map:
                    key = event
                    continue
                value = scalar(event.value) if event.implicit[0] else self._quoted(event)
            elif kind is yaml.DocumentEndEvent:
                return
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                container = stack.pop()
                continue
            elif key is None and type(container) is Map:
                raise yaml.MarkedYAMLError(None, None, "a key must be plain text", event.start_mark)
            elif kind is yaml.AliasEvent:
                value = self._alias(event, stack, container)
            else:
                value = self._container(event, Map() if kind is mapping_start else Seq())
            if kind is not yaml.AliasEvent and event.anchor:
                self.anchors[event.anchor] = value
            if type(container) is Map:
                self._add(container, key, event, value)
                key = None
            else:
                container.append(value)
                container.marks.append((event.start_mark, event.start_mark, event.end_mark))
            if kind is mapping_start or kind is sequence_start:
                stack.append(container)
                container = value
                if len(stack) > MAX_DEPTH:
                    raise yaml.MarkedYAMLError(None, None, f"nested more than {MAX_DEPTH} levels deep", event.start_mark)

    def _container(self, event: Any, value: Any) -> Any:
        value.file = self.file
        value.marks = {} if type(value) is Map else []
        if event.tag:
            self._tag(event)
        return value

    def _add(self, container: Map, key: Any, event: Any, value: Any) -> None:
        name = key.value
        if name in container:
            first = container.marks[name][0].line + 1
            self.report("duplicate-key", f'"{name}" stands here a second time', key.start_mark, f"the first is in line {first}; keep one of them")
            return
        if name == "<<":
            self.report("yaml-merge-key", "merge keys are not supported", key.start_mark, "put what is shared into a profile")
            return
        container[name] = value
        container.marks[name] = (key.start_mark, event.start_mark, event.end_mark)

    def _quoted(self, event: Any) -> Any:
        if event.tag and event.tag not in ("!", "tag:yaml.org,2002:str"):
            self._tag(event)
        return event.value

    def _tag(self, event: Any) -> None:
        if event.tag not in ("!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report("yaml-tag", f"the tag {tag} is not supported", event.start_mark, "remove it")

    def _alias(self, event: Any, stack: list[Any], container: Any) -> Any:
        if event.anchor not in self.anchors:
            raise yaml.MarkedYAMLError(None, None, f"there is no anchor &{event.anchor} before this alias", event.start_mark)
        value = self.anchors[event.anchor]
        if value is container or any(value is outer for outer in stack):
            raise yaml.MarkedYAMLError(None, None, f"*{event.anchor} contains itself", event.start_mark)
        self.aliased += _size(value, MAX_ALIASED)
        if self.aliased > MAX_ALIASED:
            raise yaml.MarkedYAMLError(None, None, f"aliases repeat more than {MAX_ALIASED:,} values", event.start_mark)
        return value


def _size(value: Any, limit: int) -> int:
    """Nodes below a value, counted up to ``limit``."""
    count, waiting = 0, [value]
    while waiting and count <= limit:
        found = waiting.pop()
        count += 1
        if isinstance(found, dict):
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found
    return count
