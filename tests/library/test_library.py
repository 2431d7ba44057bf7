"""The classes and vars of the library in the simulator: in the sandbox, with every step written down after it."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.render.groovy import call, literal
from gen_pipelines.simulate.engine import Engine
from gen_pipelines.simulate.given import changed
from gen_pipelines.simulate.run import simulate
from gen_pipelines.simulate.scenario import Scenario
from gen_pipelines.simulate.subject import library_in, of_text
from gen_pipelines.steps.load import all_contracts

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted(path.stem for path in (ROOT / "vars").glob("*.groovy"))


def log(engine: Engine, script: str) -> list[str]:
    """The console of a scripted pipeline that finds the library loaded."""
    done = simulate(engine, of_text(script, "Jenkinsfile", library_in(ROOT)), changed(Scenario(), durability="check"))
    assert not done.answer["violations"], done.answer["violations"]
    return list(done.answer["log"])


@pytest.mark.parametrize("step", WRITTEN)
def test_the_example_of_a_page_is_a_good_call(engine: Engine, step: str) -> None:
    """No argument of it is refused by what checks calls in a build."""
    text = f"Map contract = readJSON(text: libraryResource('genpipelines/contracts/{step}.json'), returnPojo: true)\n"
    text += "def probe(Map given, Map contract) {\n  def checked = new genpipelines.Arguments('STEP', contract.parameters)\n"
    text += '  checked.filled(given)\n  echo "problems: ${checked.problems}"\n}\n'
    arguments = call("probed", all_contracts()[step].example)[len("probed(") : -1]
    assert "problems: []" in log(engine, f"{text}Map given = [{arguments.strip() or ':'}]\nprobe(given, contract)\n")


@pytest.mark.parametrize(("seconds", "text"), [(0, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (3600, "1 h 0 min"), (90000, "25 h 0 min")])
def test_durations_are_written_for_people(engine: Engine, seconds: int, text: str) -> None:
    """At every border."""
    assert text in log(engine, f"echo genpipelines.Duration.text({seconds}L)")


def test_a_description_keeps_one_part_for_each_name(engine: Engine) -> None:
    """What somebody wrote stays, markup does not."""
    script = "String d = genpipelines.Description.with('Hotfix', 'scanFiles', 'error')\nd = genpipelines.Description.with(d, 'image', '<b>api</b>')\n"
    lines = log(engine, script + "echo genpipelines.Description.with(d, 'scanFiles', 'clean')")
    assert any(line.startswith("Hotfix · image: ") and line.endswith(" · scanFiles: clean") and "<" not in line for line in lines)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_no_stage_name_leaves_the_folder_of_the_reports(engine: Engine, text: str) -> None:
    """The name of a stage becomes a plain file name, whatever is in it."""
    line = next(line for line in log(engine, f"echo 'name ' + genpipelines.Variables.fileName({literal(text)})") if line.startswith("name "))
    assert set(line[5:]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert not line[5:].startswith(".")


CONDITIONS = [
    ({"status": "ERROR", "metricKey": "coverage", "comparator": "LT", "errorThreshold": "80", "actualValue": "41.7"}, "coverage is 41.7, must be at least 80 (38.3 less)"),
    ({"status": "ERROR", "metricKey": "bugs", "comparator": "GT", "errorThreshold": "0", "actualValue": "1"}, "bugs is 1, must be at most 0 (1 more)"),
    ({"status": "ERROR", "metricKey": "coverage", "comparator": "LT", "errorThreshold": "80"}, "coverage is null, must be at least 80"),
    ({"status": "ERROR", "metricKey": "x", "comparator": "LT", "errorThreshold": "80", "actualValue": "NaN"}, "x is NaN, must be at least 80"),
]


@pytest.mark.parametrize(("condition", "text"), CONDITIONS)
def test_a_failed_condition_says_by_how_much(engine: Engine, condition: dict[str, str], text: str) -> None:
    """Where there are two numbers."""
    answer = json.dumps({"projectStatus": {"conditions": [condition]}})
    assert text in log(engine, f"echo genpipelines.QualityGate.failed(readJSON(text: {literal(answer)}, returnPojo: true))[0].text")


@pytest.mark.parametrize("answer", ["[]", "{}", '{"projectStatus": 1}', '{"projectStatus": {"conditions": {"a": 1}}}', '{"projectStatus": {"conditions": [1, null]}}'])
def test_an_answer_of_another_shape_has_no_conditions(engine: Engine, answer: str) -> None:
    """And breaks nothing."""
    assert "0 failed" in log(engine, f'echo "${{genpipelines.QualityGate.failed(readJSON(text: {literal(answer)}, returnPojo: true)).size()}} failed"')


@pytest.mark.parametrize("text", ["", "a", "ab", "abc", "squ_0123:", "grüße 🦀"])
def test_base64_is_that_of_everybody(engine: Engine, text: str) -> None:
    """Also where the bytes do not come out even."""
    assert f"made {base64.b64encode(text.encode()).decode()}." in log(engine, f"echo \"made ${{genpipelines.Base64.of({literal(text)})}}.\"")
