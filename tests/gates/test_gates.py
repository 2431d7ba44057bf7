"""Every gate lets the good sample pass and stops at the bad one, at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools.gates import ROOT, GateError
from tools.gates.codenarc import codenarc
from tools.gates.contracts import check_contracts, unwritten
from tools.gates.groovy import Looked, look
from tools.gates.shell import SCRIPTS, check_scripts

HERE = Path(__file__).parent
STEPS = ("echo", "sh", "lock", "sleep", "withCredentials")

FOUND = {
    "noncps-step": [("noncpsStep", 9)],
    "secret-in-text": [("secretInText", 3), ("secretInText", 4)],
    "swallowed-interruption": [("swallowedInterruption", 4)],
    "elvis-default": [("elvisDefault", 2), ("elvisDefault", 3)],
    "decimal-comparison": [("decimalComparison", 3)],
    "wall-clock": [("wallClock", 2), ("wallClock", 3), ("wallClock", 4), ("wallClock", 4)],
    "synchronized": [("synchronized", 2)],
    "spread": [("spread", 2)],
    "state-in-var": [("stateInVar", 3), ("stateInVar", 7), ("stateInVar", 8)],
    "groovy": [("groovy3", 2)],
}


@pytest.fixture(scope="module")
def bad() -> Looked:
    """What Java says of the bad samples."""
    return look(HERE / "bad", STEPS)


@pytest.mark.parametrize("rule", FOUND)
def test_a_bad_sample_is_found_at_its_line(bad: Looked, rule: str) -> None:
    """And nowhere else."""
    assert [(Path(one.file).stem, one.line) for one in bad.problems if one.rule == rule] == FOUND[rule]


def test_every_check_has_a_bad_and_a_good_sample(bad: Looked) -> None:
    """No check goes without proof."""
    assert {one.rule for one in bad.problems} == FOUND.keys()
    names = {name for places in FOUND.values() for name, _ in places} - {"groovy3"}
    assert names <= {path.stem for path in (HERE / "good" / "vars").glob("*.groovy")}


def test_good_samples_pass() -> None:
    """Both gates that run in Java."""
    assert look(HERE / "good", STEPS).problems == []


def test_the_keys_that_a_var_reads(tmp_path: Path) -> None:
    """By property, index and lookup; through variables made of the map, and through its own methods."""
    (tmp_path / "vars").mkdir()
    (tmp_path / "vars" / "greet.groovy").write_text(
        "def call(Map args = [:]) {\n  Map all = [mark: '!'] + args\n  echo all.name\n  if (args.containsKey('loud')) { shout(all) }\n  return args['twice']\n}\n\n"
        "private void shout(Map given) {\n  echo given.get('mark')\n}\n"
    )
    assert look(tmp_path, STEPS).reads == {"greet": {"name", "loud", "twice", "mark"}}


def test_codenarc_looks_at_vars_and_src_with_the_rules_for_jenkins() -> None:
    """They look at files called Jenkinsfile only, unless told otherwise."""
    found = {(one.rule, one.file, one.line) for one in codenarc(HERE / "bad")}
    assert {
        ("ClassNotSerializable", "src/org/acme/Counter.groovy", 3),
        ("ForbiddenCallInCpsMethod", "vars/mismatch.groovy", 5),
        ("CpsCallFromNonCpsMethod", "vars/mismatch.groovy", 11),
    } <= found
    assert codenarc(HERE / "good") == []


def test_a_type_that_cannot_be_resolved_stops_codenarc(tmp_path: Path) -> None:
    """Otherwise its best rules would be skipped in silence."""
    (tmp_path / "vars").mkdir()
    (tmp_path / "vars" / "deploy.groovy").write_text("import org.acme.Nowhere\n\ndef call(Map args = [:]) {\n    return new Nowhere()\n}\n")
    with pytest.raises(GateError, match="could not look at everything"):
        codenarc(tmp_path)


CONTRACT = "name: greet\nsummary: Greets.\nsince: 0.1.0\ndescription: Greets somebody.\nagent: either\nparameters:\n  name: {type: string, doc: Who.}\nexample: {name: you}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one var that keeps its contract."""
    from gen_pipelines.steps.load import read_contract
    from gen_pipelines.steps.pages import help_text

    (tmp_path / "vars").mkdir()
    (tmp_path / "vars" / "greet.yaml").write_text(CONTRACT)
    (tmp_path / "vars" / "greet.groovy").write_text("def call(Map args = [:]) {\n  echo args.name\n}\n")
    (tmp_path / "vars" / "greet.txt").write_text(help_text(read_contract(tmp_path / "vars" / "greet.yaml")))
    for kind, result in (("passes", "SUCCESS"), ("fails", "FAILURE"), ("aborted", "ABORTED")):
        file = tmp_path / "scenarios" / "greet" / f"{kind}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"pipeline: \"greet(name: 'you')\"\nexpect: {result}\n")
    return tmp_path


def rules(library: Path, missing: set[str] | None = None, reads: set[str] | None = None) -> list[str]:
    """The rules that the library breaks."""
    given = {"greet": {"name"} if reads is None else reads}
    return [one.rule for one in check_contracts(library, given, library / "scenarios", missing or set())]


def test_a_whole_var_passes(library: Path) -> None:
    """Contract, Groovy, help and three scenarios."""
    assert rules(library) == []


def test_contracts_and_vars_need_each_other(library: Path) -> None:
    """A contract without Groovy has to be on the list of those to come, and only such a one."""
    shutil.copy(library / "vars" / "greet.yaml", library / "vars" / "other.groovy")
    assert "contract-missing" in rules(library)
    (library / "vars" / "other.groovy").unlink()
    (library / "vars" / "greet.groovy").unlink()
    assert rules(library) == ["var-missing"]
    assert rules(library, {"greet"}) == []
    assert rules(library, {"greet", "nothing"}) == ["var-listed"]


def test_a_var_that_is_written_leaves_the_list(library: Path) -> None:
    """The list cannot grow old."""
    assert rules(library, {"greet"}) == ["var-listed"]


def test_keys_are_those_of_the_contract(library: Path) -> None:
    """Neither more nor less."""
    assert rules(library, reads={"name", "loud"}) == ["key-undeclared"]
    assert rules(library, reads=set()) == ["key-unread"]


def test_help_is_made_from_the_contract(library: Path) -> None:
    """A stale one is found."""
    (library / "vars" / "greet.txt").write_text("old")
    assert rules(library) == ["help-stale"]


@pytest.mark.parametrize("kind", ["passes", "fails", "aborted"])
def test_a_var_needs_three_kinds_of_scenarios(library: Path, kind: str) -> None:
    """One that passes, one that fails, one that is aborted."""
    (library / "scenarios" / "greet" / f"{kind}.yaml").unlink()
    assert rules(library) == ["scenario-missing"]


def test_a_script_is_read_behind_what_it_shares(tmp_path: Path) -> None:
    """A mistake is found at its line in its own file, and a function of the prelude is known."""
    (tmp_path / SCRIPTS).mkdir(parents=True)
    (tmp_path / "vars").mkdir()
    (tmp_path / "vars" / "greet.yaml").write_text(CONTRACT)
    (tmp_path / SCRIPTS / "prelude.sh").write_text("#!/bin/sh\ngp_who=you\nexport gp_who\n")
    (tmp_path / SCRIPTS / "greet.sh").write_text('# Greets.\necho "$gp_who"\n')
    assert check_scripts(tmp_path) == []
    (tmp_path / SCRIPTS / "greet.sh").write_text("# Greets.\necho $gp_who $(ls)\n")
    assert {(one.file, one.line, one.rule) for one in check_scripts(tmp_path)} == {(f"{SCRIPTS}/greet.sh", 2, "SC2046")}


def test_this_library_passes() -> None:
    """What is not written yet is on the one list."""
    looked = look(ROOT, STEPS)
    assert looked.problems == []
    assert check_scripts(ROOT) == []
    assert check_contracts(ROOT, looked.reads, ROOT / "tests" / "scenarios" / "vars", unwritten()) == []
