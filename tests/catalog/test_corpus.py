"""Each bad catalog of the corpus gives exactly the findings it must give, and each good one none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.catalog.rules import all_rules

from .corpus_cases import Case, cases, fits, shown

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.topic}: {case.name}" for case in CASES])
def test_catalog_gives_exactly_its_findings(case: Case, tmp_path: Path) -> None:
    """All expected findings, in the order of the files, and no others."""
    actual = [shown(one, tmp_path) for one in read_catalog(case.write(tmp_path)).findings]
    wanted = list(case.find)
    assert len(actual) == len(wanted) and all(map(fits, wanted, actual)), "\n".join(["found:", *map(" ".join, actual), "wanted:", *wanted])


@pytest.mark.parametrize("case", CASES, ids=[f"{case.topic}: {case.name}" for case in CASES])
def test_findings_stand_in_the_files(case: Case, tmp_path: Path) -> None:
    """Line and column of each finding exist in its file."""
    checked = read_catalog(case.write(tmp_path))
    for one in checked.findings:
        lines = checked.files.texts[one.place.file].splitlines() or [""]
        assert 1 <= one.place.line <= len(lines) + 1 and one.place.column >= 1
        assert one.place.column <= len(lines[min(one.place.line, len(lines)) - 1]) + 1


def test_corpus_is_large() -> None:
    """At least 220 bad catalogs, and no two cases with one name in a file."""
    assert sum(bool(case.find) for case in CASES) >= 220
    assert [name for name, count in Counter((case.topic, case.name) for case in CASES).items() if count > 1] == []


def test_every_rule_is_in_the_corpus() -> None:
    """Each rule is broken by two catalogs at least, and kept by a good one that is about it."""
    broken = Counter(rule for case in CASES for rule in {line.split(" ", 1)[0] for line in case.find})
    kept = {case.name.split(":", 1)[0] for case in CASES if not case.find}
    assert [rule.id for rule in all_rules() if broken[rule.id] < 2] == []
    assert [rule.id for rule in all_rules() if rule.id not in kept] == []
