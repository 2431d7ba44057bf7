"""What the JSON Schema finds wrong, said as a person would say it.

The validator is `jsonschema-rs`; its errors are data (kind, path, allowed values), the words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import ERROR, Finding, Place
from ..suggestion import did_you_mean
from .field import PATTERNS
from .load import Map, Seq, place_of_key, place_of_value

WORDS = {
    "place": "a name, `group/name`, or `/name` for one without a group",
    "name": "a name: letters, digits, `.`, `_` and `-`, beginning with a letter or digit",
    "branch": "the name of a branch, like main or release/1.2",
    "duration": "a duration like 90s, 15m, 24h or 7d",
    "credential": "the id of a Jenkins credential",
    "path": "a relative path that stays inside its folder",
    "variable": "the name of an environment variable",
    "time": "a time like 08:30",
    "date": "a date like 2026-12-24",
    "account": "an AWS account of twelve digits, in quotes",
    "url": "an address like https://git.example.com/team/service.git",
    "slower": "a limit like <300ms or <=1.5s",
    "share": "a limit like <1%",
    "rate": "a limit like >50/s",
    "size": "a quantity like 500m, 2 or 4Gi",
}
TYPES = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false", "object": "a map", "array": "a list"}
_BY_PATTERN = {pattern: name for name, pattern in PATTERNS.items()}


def find_invalid(validator: Any, data: Map, schema: dict[str, Any] | None = None) -> Iterator[Finding]:
    """Every place where ``data`` is not what the schema says; the catalog's schema, if no other is given."""
    for error in validator.iter_errors(data):
        yield from _explain(error, data, schema)


def _explain(error: Any, data: Map, schema: dict[str, Any] | None) -> Iterator[Finding]:
    kind, path = error.kind, path_of(error, data)
    name = kind.name
    if name == "anyOf":
        yield from _best_branch(error, data, schema)
    elif name == "additionalProperties":
        for key in kind.unexpected:
            yield _unknown_key(data, path, key, known_keys(error, schema))
    elif name == "required":
        yield _finding("missing-key", data, path, f'"{kind.property}" is missing', f"add `{kind.property}:`", key=True)
    elif name == "propertyNames":
        yield _bad_name(error, data, path)
    elif name == "type":
        yield _wrong_type(data, path, kind.types, error.instance, _pattern_at(error.schema_path, schema))
    else:
        yield _finding("bad-value", data, path, *_bad_value(name, kind, error))


def path_of(error: Any, data: Map) -> tuple[Any, ...]:
    """Where in the data an error is. The validator's own path has numbers for keys of digits and leaves empty keys out."""
    parts = tuple(error.instance_path)
    found = list(_paths(data, parts))
    return next((path for path in found if descend(data, path) == error.instance), found[0] if found else ())


def _paths(data: Any, parts: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, Map) and "" in data:
        yield from (("", *path) for path in _paths(data[""], parts))
    if not parts:
        yield ()
    elif isinstance(data, Seq):
        if isinstance(parts[0], int) and parts[0] < len(data):
            yield from ((parts[0], *path) for path in _paths(data[parts[0]], parts[1:]))
    elif isinstance(data, Map):
        for key in [parts[0]] if parts[0] in data else [key for key in data if key.isdigit() and int(key) == parts[0]]:
            yield from ((key, *path) for path in _paths(data[key], parts[1:]))


def _best_branch(error: Any, data: Map, schema: dict[str, Any] | None) -> Iterator[Finding]:
    """Of several allowed forms, explain the one whose type was meant; else name them all."""
    wanted: list[str] = []
    for branch in error.kind.context:
        top = [problem for problem in branch if problem.kind.name == "type" and list(problem.instance_path) == list(error.instance_path)]
        if not top and _is_word(branch, error):
            wanted.append("string")
        elif not top:
            for problem in branch:
                yield from _explain(problem, data, schema)
            return
        wanted += [kind for problem in top for kind in problem.kind.types]
    yield _wrong_type(data, path_of(error, data), wanted, error.instance)


def _is_word(branch: list[Any], error: Any) -> bool:
    """Whether a branch is a choice of words, and the value is none at all."""
    return not isinstance(error.instance, str) and all(one.kind.name == "enum" and list(one.instance_path) == list(error.instance_path) for one in branch)


def _pattern_at(schema_path: list[Any], schema: dict[str, Any] | None) -> str:
    """What a text must look like there, or nothing."""
    from .schema_file import node_at

    pattern: str = node_at(schema_path, schema).get("pattern", "")
    return pattern


def _wrong_type(data: Map, path: tuple[Any, ...], types: list[str], value: Any, pattern: str = "") -> Finding:
    expected = " or ".join(dict.fromkeys(TYPES[kind] for kind in types))
    hint = ""
    if value is None:
        return _finding("wrong-type", data, path, f"there is no value here; expected {expected}", "give a value or remove the key", key=True)
    if "string" in types and "object" not in types and isinstance(value, (bool, int, float)):
        hint = "put it in quotes" if re.search(pattern, str(value)) else f"write {WORDS[_BY_PATTERN[pattern]]}"
    elif types == ["array"]:
        hint = "write a list: [a, b]"
    return _finding("wrong-type", data, path, f"expected {expected}, got {_shown(value)}", hint)


def _bad_value(name: str, kind: Any, error: Any) -> tuple[str, str]:
    shown = _shown(error.instance)
    if name == "enum":
        options = list(kind.options)
        if len(options) == 1:
            return f"{shown} is not {_shown(options[0])}", f"write {options[0]}, without quotes" if str(options[0]) == error.instance else ""
        return f"{shown} is not one of {', '.join(str(option) for option in options)}", did_you_mean(str(error.instance), map(str, options))
    if name == "pattern":
        return f"{shown} is not {WORDS[_BY_PATTERN[kind.pattern]]}", ""
    if name in ("minimum", "maximum"):
        return f"{shown} is too {'small' if name == 'minimum' else 'large'}: the limit is {kind.limit}", ""
    if name == "minItems":
        return f"expected at least {kind.limit} item{'s' * (kind.limit != 1)}", ""
    return error.message, ""


def _bad_name(error: Any, data: Map, path: tuple[Any, ...]) -> Finding:
    name = re.sub(r'^"(.*?)".*', r"\1", error.message, flags=re.S)
    container = descend(data, path)
    key = next((key for key in container if not re.match(PATTERNS["name"], key) and (key == name or len(container) == 1)), None)
    key = key if key is not None else next(key for key in container if not re.match(PATTERNS["name"], key))
    return Finding("bad-name", ERROR, f"{_shown(key)} is not {WORDS['name']}", place_of_key(container, key), "", (*path, key))


def _unknown_key(data: Map, path: tuple[Any, ...], key: str, known: list[str]) -> Finding:
    container = descend(data, path)
    hint = did_you_mean(key, known) or (f"known here: {', '.join(sorted(name for name in known if name[0] != '+'))}" if known else "")
    return Finding("unknown-key", ERROR, f'"{key}" is not a setting here', place_of_key(container, key), hint, (*path, key))


def known_keys(error: Any, schema: dict[str, Any] | None = None) -> list[str]:
    """The keys a section knows, looked up in the published schema by the error's place in it."""
    from .schema_file import properties_at

    return properties_at(error.schema_path, schema)


def descend(data: Any, path: tuple[Any, ...]) -> Any:
    """The value at a path."""
    for part in path:
        data = data[part]
    return data


def _finding(rule: str, data: Map, path: tuple[Any, ...], message: str, hint: str = "", *, key: bool = False) -> Finding:
    where = f"`{path[-1]}`: " if path and isinstance(path[-1], str) else ""
    return Finding(rule, ERROR, where + message, place_of(data, path, key=key), hint, path)


def place_of(data: Map, path: tuple[Any, ...], *, key: bool = False) -> Place:
    """Where a path stands: its value, or with ``key`` the key that leads to it. The nearest known place if it is not there."""
    container: Any = data
    best = Place(data.file, 1, 1)
    for part in path:
        if isinstance(container, Seq) and isinstance(part, str) and part.isdecimal():
            part = int(part)
        there = part in container if isinstance(container, Map) else isinstance(container, Seq) and isinstance(part, int) and part < len(container)
        if not there:
            break
        best = place_of_key(container, part) if key and isinstance(container, Map) else place_of_value(container, part)
        container = container[part]
    return best


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    text = str(value) if not isinstance(value, str) else '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: repr(found[0])[1:-1], value) + '"'
    return text if len(text) <= 60 else text[:57] + '..."'
