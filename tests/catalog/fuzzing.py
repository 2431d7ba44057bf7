"""Catalogs made by chance: good ones with something changed, and text that only looks like YAML."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from gen_pipelines.catalog.check import Checked, read_catalog
from gen_pipelines.catalog.load import load_text

from .corpus_cases import cases

ROOT = Path(__file__).parents[2]
ODD: list[Any] = [None, True, False, 0, -1, 1.5, 10**30, "", " ", "x", "+x", "1h", "main", "dev", "prod", "*", "[", "${x}", "\\", "ä", "💥", "0", "01"]
ODD += [[], {}, [[]], [{}], {"a": None}, {"": ""}, {"1": "x"}]
WORDS = ["canary", "rolling", "gitops", "terraform", "web", "node", "H * * * *", "approval", "docker", "label", "extends", "after", "services"]
WORDS += ["deploy", "steps", "metrics", "strategy", "agent", "notifications", "slack", "profiles", "operations", "with", "+cache", "repository"]

SIGNS = ["\t", "&a ", "*a", "<<: ", "!!x ", "- ", ": ", "? ", "|\n", ">-\n", '"', "'", "#", "{", "]", "%", "---\n", "\ue000", "\x00", "\u2028"]

odd = st.sampled_from([*ODD, *WORDS]) | st.text(max_size=8) | st.integers() | st.floats(allow_nan=False)


def seeds() -> list[dict[str, Any]]:
    """Good catalogs, as data: the example of the repository and the good ones of the corpus."""
    texts = [(ROOT / "pipelines.yaml").read_text(encoding="utf-8")]
    texts += [case.content.decode() for case in cases() if not case.find and not case.files]
    return [plain(load_text(text, "seed").data) for text in texts]


def plain(data: Any) -> Any:
    """Data without positions."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(value) for value in data] if isinstance(data, list) else data


SEEDS = seeds()


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every container in some data with each of its keys."""
    found, waiting = [], [data]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container)) if isinstance(container, list) else ()
        found += [(container, key) for key in keys]
        waiting += [container[key] for key in keys]
    return found


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good catalog with one to four things changed: values swapped, retyped or removed, keys renamed."""
    data = copy.deepcopy(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        every = places(data)
        if not every:
            break
        container, key = every[draw(st.integers(0, len(every) - 1))]
        change = draw(st.sampled_from(["odd", "swap", "remove", "rename", "nest"]))
        if change == "odd":
            container[key] = copy.deepcopy(draw(odd))  # what is changed next must not be the list above
        elif change == "swap":
            other, there = every[draw(st.integers(0, len(every) - 1))]
            container[key] = copy.deepcopy(other[there])
        elif change == "remove":
            del container[key]
        elif change == "rename" and isinstance(container, dict):
            container[str(draw(odd))] = container.pop(key)
        elif change == "nest":
            container[key] = {str(draw(odd)): container[key]} if draw(st.booleans()) else [container[key]]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=draw(st.sampled_from([None, True, False])))


@st.composite
def cut(draw: st.DrawFn) -> str:
    """A good catalog's text with a piece removed, doubled or replaced."""
    text = yaml.safe_dump(draw(st.sampled_from(SEEDS)), sort_keys=False)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 30)))
    middle = draw(st.sampled_from(["", text[start:end] * 2, *SIGNS]))
    return text[:start] + middle + text[end:]


def read(folder: Path, content: str | bytes) -> Checked:
    """What reading this catalog gives."""
    path = folder / "pipelines.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return read_catalog(path)
