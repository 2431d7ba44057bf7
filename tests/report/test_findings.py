"""Findings for machines."""

from __future__ import annotations

import json

import pytest

from gen_pipelines.errors import ERROR, Finding, Place
from gen_pipelines.report.findings import as_sarif, lines_of


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("pipelines.yaml", "pipelines.yaml"),
        ("inc/my team#1.yaml", "inc/my%20team%231.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
        ("größe.yaml", "gr%C3%B6%C3%9Fe.yaml"),
        ("caf\udce9.yaml", "caf%E9.yaml"),
    ],
)
def test_sarif_names_files_by_uris(file: str, uri: str) -> None:
    """A blank, `#` or `%` in a path would make another path of it, or none."""
    report = json.loads(as_sarif([Finding("unknown-key", ERROR, "no", Place(file, 1, 1))]))
    assert report["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_describes_each_rule_once() -> None:
    """Code-scanning services show a description, and refuse rules without one."""
    rules = ("canary-without-analysis", "canary-without-analysis", "unknown-key")
    report = json.loads(as_sarif([Finding(rule, ERROR, "m", Place("a", line, 1)) for line, rule in enumerate(rules, 1)]))
    described = report["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == ["canary-without-analysis", "unknown-key"]
    assert described[0]["shortDescription"]["text"] == "A canary needs metrics that judge it."
    assert all(rule[key]["text"] for rule in described for key in ("shortDescription", "fullDescription", "help"))


@pytest.mark.parametrize(
    ("line", "word", "caret"),
    [("a: bad", "bad", "   ^^^"), ("日本: bad", "bad", "      ^^^"), ("é: bad", "bad", "   ^^^"), ("e\u0301: bad", "bad", "   ^^^"), ("x: 日本", "日本", "   ^^^^")],
)
def test_the_caret_stands_below_what_it_means(line: str, word: str, caret: str) -> None:
    """Also after characters that take two columns of a terminal, or none."""
    place = Place("f", 1, line.index(word) + 1, len(word))
    assert list(lines_of(Finding("r", ERROR, "m", place), {"f": line}))[1:3] == [f" 1 | {line}", f"   | {caret}"]
