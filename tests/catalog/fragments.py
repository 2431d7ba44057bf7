"""Pieces of settings for property tests, and a slow and plain way of resolving them that shares no code with the real one."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Fragment = dict[str, Any]

SHORT = {"agent": "label", "docker": "image", "tests": "command", "retention": "builds"}
"""The setting that a plain value stands for, by section."""

LEAVES = {
    ("timeout",): "45m",
    ("cache",): (),
    ("agent", "label"): None,
    ("agent", "docker", "image"): None,
    ("agent", "docker", "args"): "",
    ("build", "target"): None,
    ("build", "platforms"): (),
    ("tests", "command"): None,
    ("tests", "splits"): 1,
    ("scans", "sonar", "project"): None,
    ("scans", "sonar", "gate"): True,
    ("retention", "builds"): 30,
    ("retention", "days"): None,
    ("supply-chain", "sbom"): ("spdx",),
    ("supply-chain", "sign", "key"): None,
    ("env",): {},
}
"""Settings that the fragments set, with their built-in defaults."""

words = st.sampled_from(["a", "b", "c"])
numbers = st.integers(1, 9)


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Fragment]:
    """A map with some of these keys; ``_`` stands for ``-``."""
    return st.fixed_dictionaries({}, optional={name.replace("_", "-"): part for name, part in parts.items()})


def lists(name: str, items: list[str], plus: bool) -> dict[str, st.SearchStrategy[Any]]:
    """A list setting, and with ``plus`` its appending form."""
    values = st.lists(st.sampled_from(items), max_size=2)
    return {name: values} | ({f"+{name}": values} if plus else {})


def fragments(*, plus: bool = True, off: bool = True) -> st.SearchStrategy[Fragment]:
    """What a layer can say. Without ``plus`` no list is appended to; without ``off`` nothing is switched off or on."""
    switch: list[st.SearchStrategy[Any]] = [st.booleans()] if off else []
    docker = st.one_of(words, st.fixed_dictionaries({"image": words}, optional={"args": words}), *([st.just(False)] if off else []))
    tests = st.fixed_dictionaries({"command": words}, optional={"splits": numbers})
    return some(
        timeout=st.sampled_from(["10m", "20m"]),
        **lists("cache", ["npm", "pip"], plus),
        agent=words | some(label=words, docker=docker),
        build=st.one_of(some(target=words, **lists("platforms", ["linux/amd64", "linux/arm64"], plus)), *switch),
        tests=st.one_of(words, tests, *([st.just(False)] if off else [])),
        scans=some(sonar=st.one_of(some(project=words, gate=st.booleans()), *switch)),
        retention=numbers | some(builds=numbers, days=numbers),
        supply_chain=some(sign=st.one_of(some(key=words), *switch), **lists("sbom", ["spdx", "cyclonedx"], plus)),
        env=st.dictionaries(st.sampled_from(["A", "B"]), words, max_size=2),
    )


def slow_value(layers: list[Fragment], path: tuple[str, ...]) -> Any:
    """What a setting is, going through the layers from the lowest. ``KeyError`` for a part of a section that is off."""
    off = path[0] in ("build", "tests")  # these are off unless a layer says something
    values: dict[tuple[str, ...], Any] = {}
    states = {path[: depth + 1]: off if depth == 0 else path[depth] in ("docker", "sonar", "sign") for depth in range(len(path) - 1)}
    for layer in layers:
        _apply(layer, path, values, states)
    if any(states.values()):
        raise KeyError(path)
    return values.get(path, LEAVES[path])


def _apply(layer: Fragment, path: tuple[str, ...], values: dict[tuple[str, ...], Any], states: dict[tuple[str, ...], bool]) -> None:
    """One layer's word on a path: ``states`` has the sections on the way that are off."""
    here: Any = layer
    for depth, key in enumerate(path):
        if depth == len(path) - 1:
            _set(here, path, values)
            return
        if key not in here:
            return
        here, section = here[key], path[: depth + 1]
        if here is False or (states[section] and here is not False):
            values.clear()  # what lies below a section that is off does not show through
        states[section] = here is False
        for inner in states:
            if len(inner) > depth + 1 and here is False:
                states[inner] = path[len(inner) - 1] in ("docker", "sonar", "sign")
        if here is False or here is True:
            return
        if not isinstance(here, dict):
            here = {SHORT[key]: here}


def _set(here: Fragment, path: tuple[str, ...], values: dict[tuple[str, ...], Any]) -> None:
    key = path[-1]
    if key in here:
        value = here[key]
        if isinstance(value, dict):
            value = values.get(path, {}) | value
        values[path] = tuple(value) if isinstance(value, list) else value
    if f"+{key}" in here:
        values[path] = (*values.get(path, ()), *here[f"+{key}"])
