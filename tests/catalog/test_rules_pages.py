"""The pages of the rules say what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.catalog.rules import all_rules
from gen_pipelines.catalog.rules_pages import BEFORE, main, pages

from .corpus_cases import cases

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_stored_pages_are_fresh() -> None:
    """`docs/rules` is what the rules make of it."""
    stored = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert stored == pages()


def test_every_rule_has_a_page_with_its_examples() -> None:
    """Summary, reason, and both examples are on the page, and the index links it."""
    made = pages()
    for rule in all_rules():
        page = made[f"{rule.id}.md"]
        assert all(text in page for text in (rule.summary, rule.why, rule.bad, rule.good, rule.severity))
        assert f"({rule.id}.md)" in made["README.md"]


def test_index_names_every_finding() -> None:
    """What the corpus finds is a rule or is listed as found before the rules."""
    found = {line.split(" ", 1)[0] for case in cases() for line in case.find}
    assert found <= {rule.id for rule in all_rules()} | BEFORE.keys()
    assert BEFORE.keys() <= found


def test_pages_are_written_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stale pages fail the check and are then written anew, and pages of rules that are gone are removed."""
    assert main([str(tmp_path), "--check"]) == 1
    (tmp_path / "gone.md").write_text("old", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
    assert "removed" in capsys.readouterr().out and not (tmp_path / "gone.md").exists()
