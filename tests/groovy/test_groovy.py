"""Quoting and rendered pipelines, against the real Groovy 2.4.21."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.generate import everything
from gen_pipelines.render import groovy
from tests.three_tier import ROOT, three_tier

from .groovy_jvm import problems, round_trip
from .texts import texts

COUNT = 100_000


def test_a_hundred_thousand_texts_come_back_as_they_went_in() -> None:
    """As a literal, as the key and as the value of a map, each between comments of the same text: no mismatch, and nothing left its place."""
    compared, wrong = round_trip(texts(COUNT))
    print(f"{compared:,} values compared with Groovy 2.4.21")
    assert wrong == []
    assert compared == 3 * COUNT


def test_a_broken_quoting_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof can fail: without the escape of the backslash it does."""
    monkeypatch.setitem(groovy._ESCAPES, "\\", "\\")
    assert round_trip(texts(200))[1]


@pytest.mark.parametrize("file", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
def test_every_rendered_pipeline_compiles(file: str, tmp_path: Path) -> None:
    """Jenkinsfiles and operations of the examples."""
    written = []
    for path, text in everything(three_tier(file)).items():
        if path.endswith(".jenkinsfile"):
            target = tmp_path / path.replace("/", "-")
            target.write_text(text, encoding="utf-8")
            written.append(target)
    assert len(written) >= 9
    assert problems(written) == []


def test_our_own_pipeline_compiles() -> None:
    """The one at the root of this repository."""
    assert problems([ROOT / "Jenkinsfile"]) == []


def test_a_broken_pipeline_does_not_compile(tmp_path: Path) -> None:
    """With its place."""
    file = tmp_path / "broken.groovy"
    file.write_text("pipeline {\n  agent any\n  stages { stage('x' }\n}\n")
    assert [problem.line for problem in problems([file])] == [3]
