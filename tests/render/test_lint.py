"""The linter of declarative pipelines, against what a real controller said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.generate import everything
from gen_pipelines.render.linter.rules import lint
from tests.three_tier import three_tier

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/conformance.yaml").read_text(encoding="utf-8"))
VALID = [case for case in CASES if case["valid"]]
INVALID = [case for case in CASES if not case["valid"]]
OTHER_LINE = {
    # Jenkins points at the first of two, or at the section around; we point at the one that is too much.
    "duplicate-steps", "duplicate-stage-name", "duplicate-parallel-name", "triggers-in-stage",
    "nested-parallel", "option-duplicate", "libraries-in-stage", "post-duplicate-condition",
}  # fmt: skip


def problems(body: str, *, generated: bool = False) -> list[str]:
    """The rules that a pipeline with one stage's inside breaks."""
    text = f"pipeline {{\n  agent any\n  stages {{\n    stage('A') {{\n{body}\n    }}\n  }}\n}}\n"
    return [problem.rule for problem in lint(text, generated=generated)]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["name"])
def test_what_jenkins_accepts_has_no_problems(case: dict[str, Any]) -> None:
    """Not one false alarm in everything that was accepted or ran."""
    assert lint(case["text"]) == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case["name"])
def test_what_jenkins_refuses_is_found_at_its_line(case: dict[str, Any]) -> None:
    """At one of the lines that Jenkins named."""
    found = {problem.line for problem in lint(case["text"])}
    assert found
    assert not case["lines"] or found & set(case["lines"]) or case["name"] in OTHER_LINE


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("steps { }", "empty"),
        ("steps { if (true) { echo 'x' } }", "steps"),
        ("steps { x = 1 }", "steps"),
        ("stepz { echo 'x' }", "unknown-section"),
        ("when { brunch 'main' }\nsteps { echo 'x' }", "when"),
        ("when { }\nsteps { echo 'x' }", "empty"),
        ("post { sometimes { echo 'x' } }\nsteps { echo 'x' }", "post"),
        ("options { timeot(time: 1) }\nsteps { echo 'x' }", "options"),
        ("options { buildDiscarder(logRotator()) }\nsteps { echo 'x' }", "options"),
        ("environment { A = null }\nsteps { echo 'x' }", "environment"),
        ("input { ok 'x' }\nsteps { echo 'x' }", "input"),
        ("agent { cloud 'x' }\nsteps { echo 'x' }", "agent"),
        ("steps { echo 'x' }\nstages { stage('B') { steps { echo 'x' } } }", "stage-body"),
        ("agent any", "stage-body"),
        ("parallel { stage('B') { parallel { stage('C') { steps { echo 'x' } } } } }", "nested-parallel"),
        ("agent any\nparallel { stage('B') { steps { echo 'x' } } }", "beside-parallel"),
        ("stages { stage('B') { steps { echo 'x' } }\nstage('B') { steps { echo 'x' } } }", "duplicate-stage"),
        ("when { branch 'main' } steps { echo 'x' }", "one-line"),
        ("steps { echo 'x }", "syntax"),
    ],
)
def test_each_rule_finds_its_mistake(body: str, rule: str) -> None:
    """One mistake, one rule."""
    assert rule in problems(body)


def test_a_mistyped_section_gets_a_suggestion() -> None:
    """As everywhere."""
    found = lint("pipeline {\n  agent any\n  stagez { }\n}\n")
    assert any("did you mean" in problem.message for problem in found)


@pytest.mark.parametrize(
    "body",
    [
        f"steps {{ x(a: [{', '.join(map(str, range(251)))}]) }}",
        f"steps {{ x(a: [{', '.join(f'k{n}: 1' for n in range(126))}]) }}",
        "steps {\n" + "echo 'x'\n" * 251 + "}",
        f"steps {{ echo '{'x' * 65_536}' }}",
        "steps {\n" + ("echo(" + ", ".join(f"a{n}: {n}" for n in range(60)) + ")\n") * 100 + "}",
        "environment {\n" + "\n".join(f"A{n} = 'b'" for n in range(126)) + "\n}\nsteps { echo 'x' }",
    ],
    ids=["list", "map", "statements", "text", "method", "environment"],
)
def test_sizes_that_jenkins_finds_too_late_are_found(body: str) -> None:
    """Its validator lets all of these pass, and the build fails at its start."""
    assert "size" in problems(body)


def test_sizes_at_the_limit_pass() -> None:
    """250 items, 125 entries."""
    assert problems(f"steps {{ x(a: [{', '.join(map(str, range(250)))}], b: [{', '.join(f'k{n}: 1' for n in range(125))}]) }}") == []


@pytest.mark.parametrize(("stages", "fits"), [(100, True), (200, False)])
def test_many_small_stages_are_too_large_for_one_method(stages: int, fits: bool) -> None:
    """100 stages of three short steps were seen to run, 200 were not."""
    steps = "\n".join(f"        echo 'a step, number {number}'" for number in range(3))
    body = "\n".join(f"    stage('S{number}') {{\n      steps {{\n{steps}\n      }}\n    }}" for number in range(stages))
    found = lint(f"pipeline {{\n  agent any\n  stages {{\n{body}\n  }}\n}}\n")
    assert [problem.rule for problem in found] == ([] if fits else ["size"])


def test_an_environment_of_125_variables_passes() -> None:
    """The 126th would be one too many."""
    assert problems("environment {\n" + "\n".join(f"A{n} = 'b'" for n in range(125)) + "\n}\nsteps { echo 'x' }") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("'x\\u000a'", True),
        ("'x\\uuu0027'", True),
        ("'x\\u005c'", True),
        ("'x\\\\\\u0022'", False),
        ("\"\"\"x\\u000ay\"\"\"", False),
        ("'x\\u12G4'", True),
        ("'x' // C:\\users", True),
        ("'x\\u202e'", False),
        ("'x\\\\u000a'", False),
        ("'x\\\\users'", False),
    ],
)
def test_escapes_that_groovy_replaces_before_it_reads_are_found(text: str, wrong: bool) -> None:
    """They end a text or a comment, or stop the compiler; a doubled backslash is none."""
    assert ("escape" in problems(f"steps {{\n  echo {text}\n}}")) == wrong


def test_our_files_keep_one_order_of_sections() -> None:
    """Jenkins does not care; a reader does."""
    body = "steps { echo 'x' }\nwhen { branch 'main' }"
    assert problems(body) == []
    assert problems(body, generated=True) == ["section-order"]


@pytest.mark.parametrize("file", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
def test_everything_we_render_is_clean(file: str) -> None:
    """Every Jenkinsfile of the examples, generated order included."""
    files = {path: text for path, text in everything(three_tier(file)).items() if path.endswith(".jenkinsfile")}
    assert len(files) >= 5
    assert {path: lint(text, generated=True) for path, text in files.items()} == {path: [] for path in files}


@given(st.text(alphabet="pipeline{}()[]'\"/$\\ \n;:stagews=,x0", max_size=200))
def test_any_text_gives_problems_and_never_an_exception(text: str) -> None:
    """Whatever a template makes; places lie inside the text."""
    for problem in lint(text):
        assert 1 <= problem.line <= text.count("\n") + 1 and problem.column >= 1
