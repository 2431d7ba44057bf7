"""One run shows all that can be known, and nothing that only a repair brought about."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.errors import Finding

from .bases import with_base, write

ROOT = Path(__file__).parents[2]


def found(folder: Path, text: str, base: str = "delivery") -> list[Finding]:
    """What is found in a snippet."""
    return list(read_catalog(write(folder, with_base(text, base))).findings)


def test_the_example_is_good() -> None:
    """The repository's own catalog has neither errors nor warnings."""
    assert read_catalog(ROOT / "pipelines.yaml").findings == ()


def test_mistakes_of_all_kinds_at_once(tmp_path: Path) -> None:
    """YAML, schema, references, layers, rules and secrets are told in one run, in the order of the file."""
    text = """services:
  one: {repository: https://github.com/acme/one.git, cache: [npm], cache: [pip]}
  two: {repository: https://github.com/acme/two.git, timeout: soon}
  three: {repository: https://github.com/acme/three.git, profile: none}
  four: {repository: https://github.com/acme/four.git, tests: {splits: 2}}
  five: {repository: https://github.com/acme/five.git, build: true, deploy: {strategy: canary, health: /, steps: [{weight: 10}]}}
  six: {repository: https://github.com/acme/six.git, env: {DB_PASSWORD: hunter2}}
"""
    rules = ["duplicate-key", "bad-value", "unknown-reference", "missing-key", "canary-without-analysis", "plain-secret"]
    assert [one.rule for one in found(tmp_path, text)] == rules


TAKEN_AWAY = [
    "deploy: {strategy: canary, steps: 5, health: /, analysis: {metrics: [{name: a, query: x, maximum: 1}]}}",
    "deploy: {strategy: canary, steps: [{weight: 10}], health: /, analysis: {metrics: 5}}",
    "deploy: {strategy: gitops, gitops: 5}",
    "deploy: {strategy: manifests, manifests: /k8s}",
    "deploy: {health: /, environments: dev}",
    "deploy: {health: [/]}",
    "supply-chain: {provenance: true, sign: {key: 5}}",
    "source: {branches: {include: [release/*, 5]}}",
    "repository: 5",
    "stages: [{template: templates/stage.groovy.j2, after: 5}]",
]


@pytest.mark.parametrize("line", TAKEN_AWAY)
def test_what_the_repair_took_is_not_missed(tmp_path: Path, line: str) -> None:
    """A wrong value is one finding: no rule complains that there is none."""
    keys = "" if line.startswith("repository") else "    repository: https://github.com/acme/web.git\n"
    findings = found(tmp_path, f"services:\n  web:\n    build: true\n{keys}    {line}\n")
    assert len(findings) == 1 and findings[0].rule in ("wrong-type", "bad-value"), findings


def test_what_a_profile_lost_is_not_missed(tmp_path: Path) -> None:
    """A wrong value in a profile keeps the rules from judging the services that stand on it, and only those."""
    text = """profiles: {node: {build: 5}}
services:
  web: {profile: node, repository: https://github.com/acme/web.git, deploy: {health: /}}
  api: {repository: https://github.com/acme/api.git, deploy: {health: /}}
"""
    assert [(one.rule, one.place.line) for one in found(tmp_path, text)] == [("wrong-type", 1), ("deploy-without-image", 4)]


def test_a_typing_mistake_hides_nothing(tmp_path: Path) -> None:
    """What stands under a mistyped key is checked as if the key were right."""
    text = "services:\n  web:\n    repository: https://github.com/acme/web.git\n    bild: true\n    deploi: {strateg: canary, health: /, steps: [{weight: 10, pase: never}]}\n"
    rules = [one.rule for one in found(tmp_path, text)]
    assert rules == ["unknown-key", "unknown-key", "unknown-key", "unknown-key", "bad-value"]


def test_findings_of_a_profile_are_told_once(tmp_path: Path) -> None:
    """A hundred services on a bad profile give one finding at the profile."""
    services = "".join(f"  s{n}: {{profile: p, repository: https://github.com/acme/s{n}.git, env: {{A: '{n}'}}}}\n" for n in range(100))
    findings = found(tmp_path, f"profiles: {{p: {{source: {{pull-requests: {{trust: everyone}}}}}}}}\nservices:\n{services}")
    assert [(one.rule, one.place.line) for one in findings] == [("fork-trust", 1)]


def test_a_rule_that_is_off_finds_nothing(tmp_path: Path) -> None:
    """Switched off with a reason; `off: false` keeps it on."""
    text = "rules: {fork-trust: {off: %s, reason: a test}}\nservices:\n  web: {repository: https://github.com/acme/web.git, source: {pull-requests: {trust: everyone}}}\n"
    assert found(tmp_path, text % "true") == []
    assert [one.rule for one in found(tmp_path, text % "false")] == ["fork-trust"]


def test_secrets_are_never_quoted(tmp_path: Path) -> None:
    """No message, hint or path of any finding repeats a secret, whatever else is wrong in its line."""
    token = "ghp_" + "a1B2" * 9
    text = f"""services:
  web: {{repository: https://github.com/acme/web.git, timeout: {token}, cache: [{token}], profile: {token}, {token}: 1, description: 5}}
"""
    for one in found(tmp_path, text):
        assert token[4:] not in one.message + one.hint and (one.secret or one.place.line != 2), one


def test_five_thousand_mistakes_are_told_in_time(tmp_path: Path) -> None:
    """A large catalog where every service is wrong gives a finding for each."""
    lines = "".join(f"  s{n}: {{repository: https://github.com/acme/s{n}.git, timout: 5m, profile: nobody}}\n" for n in range(1000))
    findings = found(tmp_path, f"services:\n{lines}")
    assert len(findings) == 2000


def test_a_channel_that_is_wrong_is_not_also_missed(tmp_path: Path) -> None:
    """`notifications.jira` is there; that its address is none is told, and nothing else."""
    file = tmp_path / "pipelines.yaml"
    file.write_text(
        "version: 1\norganization: acme\nnotifications: {jira: {site: j, credentials: c}}\n"
        "services: {web: {repository: \"https://github.com/acme/web.git\", notify: {jira: [fixed]}}}\n"
    )
    assert [finding.rule for finding in read_catalog(file).findings] == ["bad-value"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("timeout: 5", "write a duration like 90s, 15m, 24h or 7d"),
        ("resources: {cpu: 2}", "put it in quotes"),
        ("resources: {memory: -1}", "write a quantity like 500m, 2 or 4Gi"),
        ("title: 5", "put it in quotes"),
        ("env: {A: 1}", "put it in quotes"),
    ],
)
def test_a_hint_does_not_lead_to_the_next_mistake(tmp_path: Path, line: str, hint: str) -> None:
    """Quotes help only where the text in them would be right."""
    findings = found(tmp_path, f"services:\n  web:\n    repository: https://github.com/acme/web.git\n    {line}\n")
    assert [(finding.rule, finding.hint) for finding in findings] == [("wrong-type", hint)]
