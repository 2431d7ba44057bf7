"""Every contract of the library, and calls checked against contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog import delivery, notifications, scans, settings
from gen_pipelines.catalog.field import REQUIRED, Section
from gen_pipelines.errors import UserError
from gen_pipelines.pipeline.arguments import camel
from gen_pipelines.pipeline.build import operation_pipeline
from gen_pipelines.pipeline.model import Call, Expression
from gen_pipelines.steps.check import check_arguments, check_call, check_value
from gen_pipelines.steps.contract import Contract, Parameter
from gen_pipelines.steps.load import all_contracts, contract, read_contract, step_names
from tests.three_tier import pipeline_of, three_tier

CONTRACTS = all_contracts()
JENKINS = {
    "archive", "bat", "build", "catchError", "checkout", "cleanWs", "deleteDir", "dir", "docker", "echo", "emailext", "environment", "error",
    "fileExists", "git", "input", "isUnix", "junit", "kubernetes", "library", "libraryResource", "load", "lock", "mail", "milestone", "node", "parallel",
    "podTemplate", "powershell", "properties", "publishHTML", "pwd", "readFile", "readJSON", "readYaml", "retry", "scm", "script", "sh", "slackSend",
    "sleep", "sshagent", "stage", "stash", "step", "timeout", "timestamps", "tm", "tool", "unstable", "unstash", "waitForQualityGate", "waitUntil",
    "warnError", "withCredentials", "withEnv", "withSonarQubeEnv", "wrap", "writeFile", "writeJSON", "ws", "env", "params", "currentBuild", "pipeline",
}
SECTIONS: dict[str, list[type[Section]]] = {
    "fetchSource": [settings.Checkout], "scanFiles": [scans.TrivyFiles], "scanImage": [scans.TrivyImage], "scanDependencies": [scans.DependencyCheck],
    "scanSecrets": [scans.Secrets], "scanCode": [scans.Semgrep], "scanSnyk": [scans.Snyk], "scanInfrastructure": [scans.Checkov], "scanDockerfile": [scans.Hadolint],
    "buildImage": [settings.Build], "runTests": [settings.Tests], "signImage": [settings.Sign], "attestImage": [settings.Sign], "verifyImage": [settings.Sign],
    "planTerraform": [delivery.Terraform], "applyTerraform": [delivery.Terraform], "notifySlack": [notifications.Slack], "notifyEmail": [notifications.Email],
    "notifyPagerDuty": [notifications.PagerDuty], "notifyWebhook": [notifications.Webhook], "notifyJira": [notifications.Jira],
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_tells_all_a_caller_needs(name: str) -> None:
    """Sentences for the step and each parameter, outcomes, and an example that keeps the contract."""
    found = CONTRACTS[name]
    assert found.summary.endswith(".") and found.description.endswith(".") and found.since
    assert found.outcomes and set(found.outcomes) <= {"clean", "findings", "error"}
    assert list(check_arguments(found, found.example)) == []
    for parameter, described in _deep(found.parameters):
        assert described.doc.endswith("."), parameter
        if described.default is not None:
            assert list(check_value(described, described.default, parameter)) == []


def _deep(parameters: dict[str, Parameter]) -> list[tuple[str, Parameter]]:
    found = list(parameters.items())
    for parameter in parameters.values():
        inner = parameter.items if parameter.items is not None else parameter
        found += _deep(inner.fields)
    return found


@pytest.mark.parametrize("name", CONTRACTS)
def test_no_step_is_called_like_one_of_jenkins(name: str) -> None:
    """A variable of the library would hide the step."""
    assert name not in JENKINS


@pytest.mark.parametrize(("name", "section"), [(name, section) for name, sections in SECTIONS.items() for section in sections])
def test_settings_and_parameters_cannot_drift_apart(name: str, section: type[Section]) -> None:
    """Each setting is a parameter with its default and its allowed values."""
    parameters = CONTRACTS[name].parameters
    for setting, declared in section.SETTINGS.items():
        parameter = parameters[camel(setting)]
        if declared.default is REQUIRED:
            assert parameter.required
        elif isinstance(declared.default, (str, int, float)):
            assert parameter.default == declared.default
        elif isinstance(declared.default, tuple) and declared.default:
            assert parameter.default == list(declared.default)


@pytest.mark.parametrize("file", ["pipelines.yaml", "examples/three-tier/monorepo.yaml"])
def test_every_call_of_the_examples_keeps_its_contract(file: str) -> None:
    """Services and operations."""
    catalog = three_tier(file)
    pipelines = [pipeline_of(catalog, name) for name in catalog.services]
    pipelines += [operation_pipeline(catalog, name, operation) for name, operation in catalog.operations.items()]
    assert [problem for pipeline in pipelines for call in pipeline.calls() for problem in check_call(call)] == []


@pytest.mark.parametrize(
    ("step", "arguments", "said"),
    [
        ("scanFile", {}, 'there is no step scanFile; did you mean "scanFiles"?'),
        ("scanFiles", {"failon": []}, 'scanFiles has no parameter failon; did you mean "failOn"?'),
        ("scanFiles", {"failOn": "high"}, "scanFiles, failOn: expected a list, got 'high'"),
        ("scanFiles", {"failOn": ["bad"]}, "scanFiles, failOn[0]: 'bad' is not one of critical, high, medium, low"),
        ("scanDependencies", {"critical": 0}, "scanDependencies, critical: 0 is less than 1"),
        ("runTests", {}, "runTests needs command: Shell command that runs the tests."),
        ("runTests", {"command": "x", "timeout": "soon"}, "runTests, timeout: expected a duration like 90s, 15m or 24h, got 'soon'"),
        ("runTests", {"command": "x", "splits": True}, "runTests, splits: expected a whole number, got True"),
        ("deployCanary", {"environment": "x", "steps": [{"weight": 5, "paus": "1m"}]}, 'deployCanary, steps[0] has no field paus; did you mean "pause"?'),
        ("deployCanary", {"environment": "x", "steps": [{}]}, "deployCanary, steps[0] needs the field weight"),
        ("runCommand", {"command": "x", "env": {"A": 1}}, "runCommand, env[A]: expected text, got 1"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(step: str, arguments: dict[str, Any], said: str) -> None:
    """Step, argument, what came and what was expected."""
    assert check_call(Call(step, arguments)) == [said]


def test_expressions_are_checked_in_jenkins() -> None:
    """What is worked out there has no type here."""
    assert check_call(Call("recordApproval", {"environment": "prod", "approver": Expression("env.APPROVER")})) == []


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6)


@given(st.sampled_from(step_names()), st.dictionaries(st.sampled_from(["failOn", "environment", "steps", "analysis", "cache", "x"]), VALUES, max_size=3))
def test_any_arguments_give_sentences_and_never_an_exception(step: str, arguments: dict[str, Any]) -> None:
    """Whatever an operation's `with` says."""
    assert all(isinstance(problem, str) for problem in check_call(Call(step, arguments)))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: [", 2, "not YAML"),
        ("- x", 1, "a contract is a map"),
        ("nam: x\n", 1, '"nam" means nothing here'),
        ("name: x\n", 1, "lacks"),
        ("name: y\nsummary: s\nsince: s\ndescription: s\nagent: none\nexample: {}\n", 1, "the file is called x"),
        ("name: x\nsummary: s\nsince: s\ndescription: s\nagent: never\nexample: {}\n", 5, "is not one of"),
        ("name: x\nsummary: s\nsince: s\ndescription: s\nagent: none\nexample: {}\nparameters:\n  a: {typ: string}\n", 8, "did you mean"),
        ("name: x\nsummary: s\nsince: s\ndescription: s\nagent: none\nexample: {}\nparameters:\n  a: {type: strin}\n", 8, "is not one of"),
        ("name: x\nsummary: s\nsince: s\ndescription: s\nagent: none\nexample: {}\nneeds: {credentials: [{parameter: a, kind: aws}]}\n", 7, "names one of the parameters"),
    ],
)
def test_a_broken_contract_is_told_with_its_place(tmp_path: Path, text: str, line: int, said: str) -> None:
    """File, line and column."""
    file = tmp_path / "x.yaml"
    file.write_text(text)
    with pytest.raises(UserError) as caught:
        read_contract(file)
    assert caught.value.place is not None and caught.value.place.line == line
    assert said in caught.value.message + caught.value.hint


def test_an_unknown_step_has_no_contract() -> None:
    """And nothing is raised."""
    assert contract("nothing") is None
    assert isinstance(contract("buildImage"), Contract)
