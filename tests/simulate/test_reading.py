"""A scenario with a mistake is shown with its line, column and a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.simulate.reading import read_scenario, scenario_files
from gen_pipelines.simulate.scenario import Scenario
from tests.three_tier import ROOT


def findings(folder: Path, text: str) -> list[tuple[str, int, int, str, str]]:
    """What is wrong with a scenario: rule, line, column, message, hint."""
    file = folder / "scenario.yaml"
    file.write_text(text)
    read = read_scenario(file)
    assert (read.scenario is None) == bool(read.findings)
    return [(one.rule, one.place.line, one.place.column, one.message, one.hint) for one in read.findings]


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "words"),
    [
        ("servce: a\n", "unknown-key", 1, 1, 'did you mean "service"?'),
        ("service: a\nexpect: {result: SUCESS}\n", "bad-value", 2, 18, 'did you mean "SUCCESS"?'),
        ("service: a\nbranch: 7\n", "wrong-type", 2, 9, "put it in quotes"),
        ("service: a\nexpect:\n  stages: {Build: GREEN}\n", "bad-value", 3, 19, '"GREEN" is not one of'),
        ("service: a\nevents: [{event: abort}]\n", "missing-key", 2, 10, '"at" is missing'),
        ("service: a\ncommands: [{run: npm ci, takes: quick}]\n", "bad-value", 2, 33, "a duration like 90s"),
        ("service: a\ncommands: [{output: hi}]\n", "scenario-unclear", 2, 13, "give one of run, contains, regex"),
        ("service: a\ncommands: [{run: a, contains: b}]\n", "scenario-unclear", 2, 13, "give one of run, contains, regex"),
        ("service: a\nevents: [{event: abort, at: {delay: 5s}}]\n", "scenario-unclear", 2, 25, "give one of stage, step, line, time"),
        ("service: a\nsteps: [{step: sh, outcme: clean}]\n", "unknown-key", 2, 20, 'did you mean "outcome"?'),
        ("service: a\nstart: tomorrow\n", "scenario-unclear", 2, 8, "2026-12-24T22:30"),
        ("title: nothing to run\n", "scenario-pipeline", 1, 1, "runs one of"),
        ("service: a\npipeline: echo 1\n", "scenario-pipeline", 2, 1, "keep one of them"),
        ("- a\n", "yaml-syntax", 1, 1, "not a map"),
        ("service: [a\n", "yaml-syntax", 1, 10, "not YAML"),
    ],
)
def test_a_mistake_is_found_at_its_place(tmp_path: Path, text: str, rule: str, line: int, column: int, words: str) -> None:
    """By the same machinery that checks the catalog."""
    found = findings(tmp_path, text)
    assert (rule, line, column) == found[0][:3]
    assert words in found[0][3] + found[0][4]


def test_shorthands_are_spelled_out(tmp_path: Path) -> None:
    """A plain word stands for the one setting that is meant most."""
    file = tmp_path / "scenario.yaml"
    file.write_text("service: a\nexpect: ABORTED\ncommands: [npm ci]\ninputs: [reject]\ncredentials: [token]\nevents: [{event: restart, at: Deploy}]\n")
    scenario = read_scenario(file).scenario
    assert isinstance(scenario, Scenario)
    assert scenario.expect.result == "ABORTED"
    assert scenario.commands[0].contains == "npm ci"
    assert scenario.inputs is not None and scenario.inputs[0].answer == "reject"
    assert scenario.credentials[0].id == "token"
    assert scenario.events[0].at.stage == "Deploy"


def test_nobody_answers_is_not_the_same_as_nothing_said(tmp_path: Path) -> None:
    """An empty list of inputs says that nobody answers."""
    file = tmp_path / "scenario.yaml"
    for text, wanted in (("service: a\n", None), ("service: a\ninputs: []\n", ())):
        file.write_text(text)
        scenario = read_scenario(file).scenario
        assert scenario is not None and scenario.inputs == wanted


def test_files_and_folders_that_are_not_there(tmp_path: Path) -> None:
    """Each has its own words."""
    with pytest.raises(UserError, match="cannot be read"):
        read_scenario(tmp_path / "nothing.yaml")
    with pytest.raises(UserError, match="there is no folder"):
        scenario_files(tmp_path / "nothing")
    with pytest.raises(UserError, match="has no scenarios"):
        scenario_files(tmp_path)


@pytest.mark.parametrize("file", scenario_files(ROOT / "tests" / "scenarios"), ids=lambda file: file.stem)
def test_every_scenario_of_ours_can_be_read(file: Path) -> None:
    """And says in a sentence what it shows."""
    read = read_scenario(file)
    assert read.findings == ()
    assert read.scenario is not None and read.scenario.title
