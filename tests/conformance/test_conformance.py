"""Every pipeline of the corpus, run on the engine: the same result, the same lines in the same order, the same verdict at the same lines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gen_pipelines.simulate.engine import Engine

from .case import Case, cases
from .compare import Outcome, run_case
from .disagreements import DISAGREEMENTS
from .table import PAGE, page

OUTCOMES: dict[str, Outcome] = {}
CASES = list(cases())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One JVM for all cases."""
    with Engine() as running:
        yield running


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_simulator_does_what_jenkins_did(case: Case, engine: Engine) -> None:
    """Also for a case that is listed as a disagreement: it must not agree by now, or its reason is out of date."""
    outcome = OUTCOMES[case.name] = run_case(engine, case)
    if case.name in DISAGREEMENTS:
        assert not outcome.agrees, "it agrees: take it off the list"
    else:
        assert outcome.got == case.expected, outcome.problem


def test_disagreements_are_few_and_known() -> None:
    """At most two in a hundred, each a case of the corpus."""
    assert DISAGREEMENTS.keys() <= {case.name for case in CASES}
    assert len(DISAGREEMENTS) <= len(CASES) * 0.02


def test_the_table_in_the_docs_is_of_this_run() -> None:
    """``python -m tests.conformance --table`` writes it."""
    assert len(OUTCOMES) == len(CASES), "run the whole module"
    assert PAGE.read_text(encoding="utf-8") == page(list(OUTCOMES.values()))
