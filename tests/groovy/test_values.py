"""Numbers, lists, maps and calls, against the real Groovy 2.4.21."""

from __future__ import annotations

import json
import random
from typing import Any

from gen_pipelines.render.groovy import call, literal

from .groovy_jvm import all_true
from .texts import SEED

COUNT = 2_000
WORDS = (
    "a",
    "name",
    "a-b",
    "default",
    "in",
    "if",
    "class",
    "true",
    "null",
    "this",
    "",
    "1",
    "$x",
    "it's",
    "\\u0041",
    "first\nsecond\n",
    "x" * 70,
)
NUMBERS = (0, 1, -1, 2**31 - 1, -(2**31), 2**31, 2**63 - 1, -(2**63), 0.5, -0.25, 1e-07, 1e22, 123456.789)
READ = "Object read(String text) { new groovy.json.JsonSlurper().parseText(text) }\nObject f(Map given = [:]) { given }"


def value(chance: random.Random, depth: int = 3) -> Any:
    """Something a catalog could hold."""
    kind = chance.random() if depth else chance.random() * 0.6
    if kind < 0.3:
        return chance.choice(WORDS)
    if kind < 0.6:
        return chance.choice((*NUMBERS, True, False, None))
    if kind < 0.8:
        return [value(chance, depth - 1) for _ in range(chance.randint(0, 4))]
    return {chance.choice(WORDS): value(chance, depth - 1) for _ in range(chance.randint(0, 4))}


def test_values_mean_in_groovy_what_they_meant_here() -> None:
    """Compared inside Groovy with the same value, read from JSON."""
    chance = random.Random(SEED)
    values = [{"": value(chance)} for _ in range(COUNT)]
    compared, wrong = all_true((f"{literal(one)} == read({literal(json.dumps(one))})" for one in values), READ)
    assert (compared, wrong) == (COUNT, [])


def test_a_call_passes_its_arguments_however_it_is_broken() -> None:
    """On one line and over many lines, at widths from 20 to 140."""
    chance = random.Random(SEED)
    calls = []
    for _ in range(COUNT):
        arguments = {word: value(chance) for word in chance.sample(WORDS, chance.randint(0, 5))}
        text = call("f", arguments, width=chance.randint(20, 140), indent=chance.randint(0, 12))
        calls.append(f"{text} == read({literal(json.dumps(arguments))})")
    assert all_true(calls, READ) == (COUNT, [])


def test_a_wrong_value_is_seen() -> None:
    """The comparison can fail."""
    assert all_true(["1 == 1", "f(a: 1) == read('{}')"], READ)[1] == ["00000.groovy #1: false != true"]
