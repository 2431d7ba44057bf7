"""Every rule is documented, and its own examples show what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.catalog.rules import Rule, all_rules
from gen_pipelines.errors import ERROR, WARNING

from .bases import example, write

RULES = all_rules()
BY_ID = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


@BY_ID
def test_bad_example_breaks_the_rule(rule: Rule, tmp_path: Path) -> None:
    """The rule finds its own bad example, with its severity."""
    found = [one for one in read_catalog(write(tmp_path, example(rule.bad))).findings if one.rule == rule.id]
    assert found and {one.severity for one in found} == {rule.severity}


@BY_ID
def test_good_example_keeps_every_rule(rule: Rule, tmp_path: Path) -> None:
    """The good example gives no finding of the rule, and no error of any other."""
    found = read_catalog(write(tmp_path, example(rule.good))).findings
    assert [one for one in found if one.rule == rule.id or one.severity == ERROR] == []


@BY_ID
def test_rule_is_described(rule: Rule) -> None:
    """Summary and reason are sentences, the severity is known, and the file is called as the rule."""
    assert rule.severity in (ERROR, WARNING)
    assert rule.summary.endswith(".") and rule.why.endswith(".") and rule.summary != rule.why
    folder = Path(__file__).parents[2] / "generator/gen_pipelines/catalog/rules"
    assert (folder / f"{rule.id.replace('-', '_')}.py").is_file()


@BY_ID
def test_rule_says_what_to_do(rule: Rule, tmp_path: Path) -> None:
    """Each finding of the rule has a hint and a place that is not the beginning of the file."""
    for one in read_catalog(write(tmp_path, example(rule.bad))).findings:
        if one.rule == rule.id:
            assert one.hint and (one.place.line, one.place.column) != (1, 1), one


def test_rules_are_listed_in_order() -> None:
    """The ids are unique and in alphabetical order."""
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids)) and len(ids) >= 60
