"""collectFindings, archiveResults and cleanUpWorkspace on what real scanners wrote, and scanSnyk by a stand-in that behaves as documented."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from .bench import Bench

SHELL_RULE = "rules:\n- {id: shell, languages: [generic], severity: ERROR, message: a shell, pattern: sh -c}\n"
DOCKERFILE = "FROM debian:latest\nWORKDIR yonder\n"
LODASH = {"id": "SNYK-JS-LODASH-1", "severity": "high", "packageName": "lodash", "version": "4.17.11", "title": "Prototype pollution", "fixedIn": ["4.17.12"]}


def hadolint(bench: Bench, more: str = "") -> None:
    """Scan a Dockerfile and collect."""
    built = bench.run(f"scanDockerfile(onFindings: 'report')\n      {more}\n      collectFindings()")
    assert built.result == "SUCCESS", built.error


def test_one_table_and_one_report(bench: Bench) -> None:
    """Of all scanners that ran; SARIF holds a run of each."""
    bench.write({"Dockerfile": DOCKERFILE, "requirements.txt": "flask==0.12.2\n"})
    hadolint(bench, "scanFiles(onFindings: 'report')")
    tools = {run["tool"]["driver"]["name"] for run in bench.json("reports/findings.sarif")["runs"]}
    assert tools == {"hadolint", "trivy"}
    table = (bench.work / "reports" / "summary.txt").read_text(encoding="utf-8").splitlines()
    assert table[0].split() == ["TOOL", "CRITICAL", "HIGH", "MEDIUM", "LOW", "NEW", "FIXED", "WAIVED"]
    assert "hadolint" in "".join(table)


def test_new_and_fixed_are_told_against_the_last_good_build(bench: Bench) -> None:
    """Moved lines are neither."""
    bench.write({"Dockerfile": DOCKERFILE})
    hadolint(bench)
    assert (bench.outcome("collectFindings")["new"], bench.outcome("collectFindings")["fixed"]) == (2, 0)
    bench.write({"Dockerfile": "# moved\n\nFROM debian:latest\nRUN cd /x\n"})
    hadolint(bench)
    outcome = bench.outcome("collectFindings")
    assert (outcome["new"], outcome["fixed"]) == (2, 1)  # DL3003 and SC2164 came, DL3000 went


def test_a_pull_request_is_compared_with_its_target(bench: Bench) -> None:
    """And leaves no trace for the builds of the target."""
    bench.write({"Dockerfile": DOCKERFILE})
    hadolint(bench)
    bench.write({"Dockerfile": DOCKERFILE + "RUN cd /x\n"})
    bench.environment |= {"JOB_NAME": "shop/api/PR-7", "CHANGE_ID": "7", "CHANGE_TARGET": "main"}
    hadolint(bench)
    assert bench.outcome("collectFindings")["new"] == 2
    hadolint(bench)
    assert bench.outcome("collectFindings")["new"] == 2


def test_waived_findings_are_listed_with_their_owner(bench: Bench) -> None:
    """And not counted; the report keeps them as suppressed."""
    until = str(date.today() + timedelta(days=30))
    bench.write({"Dockerfile": DOCKERFILE, ".ci/waivers.yaml": f"- {{rule: DL3000, owner: jane, reason: later, until: {until}, path: Dockerfile}}\n"})
    hadolint(bench)
    assert bench.outcome("collectFindings")["waived"] == [{"rule": "DL3000", "file": "Dockerfile", "owner": "jane", "until": until}]
    results = bench.json("reports/findings.sarif")["runs"][0]["results"]
    assert [one["suppressions"][0]["justification"] for one in results if "suppressions" in one] == [f"later (jane, until {until})"]


def test_a_report_that_cannot_be_read_is_told_and_the_rest_counts(bench: Bench) -> None:
    """The result of the build stays as it is."""
    bench.write({"Dockerfile": DOCKERFILE, "reports/scans/other.findings.json": '{"tool": '})
    built = bench.run("scanDockerfile(onFindings: 'report')\n      collectFindings()")
    assert built.result == "SUCCESS"
    assert "these reports cannot be read: other.findings.json" in built.log
    assert bench.outcome("collectFindings")["counts"]["high"] == 1


def test_nothing_scanned_is_said(bench: Bench) -> None:
    """An empty project has no findings."""
    assert "no scanner has reported" in bench.run("collectFindings()").log


def test_the_workspace_is_archived_and_emptied(bench: Bench) -> None:
    """In this order, and told. The simulator itself keeps a folder that it was given, so that nobody loses one."""
    bench.write({"Dockerfile": DOCKERFILE})
    built = bench.run("scanDockerfile(onFindings: 'report')\n      archiveResults()\n      cleanUpWorkspace()")
    assert built.result == "SUCCESS"
    told = [line for line in built.log.splitlines() if line.startswith(("[archiveResults]", "[cleanUpWorkspace]", "[WS-CLEANUP] done"))]
    assert [line.partition("]")[0] for line in told] == ["[archiveResults", "[cleanUpWorkspace", "[WS-CLEANUP"]
    assert "MiB freed" in told[1]


def snyk(bench: Bench, code: int, report: Any) -> None:
    """A stand-in: reads the token, writes the report and exits as documented."""
    (bench.folder / "snyk.json").write_text(report if isinstance(report, str) else json.dumps(report), encoding="utf-8")
    bench.tool("snyk", f'[ "$1" != --version ] || {{ echo 1.1300.0; exit; }}\n[ -n "$SNYK_TOKEN" ] || exit 2\n'
               f'for a in "$@"; do case $a in --json-file-output=*) cp "{bench.folder}/snyk.json" "${{a#*=}}" ;; esac; done\necho said; exit {code}')  # fmt: skip


@pytest.mark.parametrize(
    ("code", "report", "result", "text"),
    [
        (0, {"vulnerabilities": [], "displayTargetFile": "package.json"}, "SUCCESS", "clean: nothing found"),
        (1, {"vulnerabilities": [LODASH], "displayTargetFile": "package.json"}, "FAILURE", "high: SNYK-JS-LODASH-1 in package.json: lodash 4.17.11, fixed in 4.17.12"),
        (1, [{"vulnerabilities": [LODASH | {"severity": "low"}], "displayTargetFile": "a"}, {"vulnerabilities": []}], "SUCCESS", "clean: 1 low"),
        (1, {"vulnerabilities": []}, "FAILURE", "and its report does not"),
        (2, "", "FAILURE", "Snyk broke off with exit code 2"),
        (3, "", "SUCCESS", "Snyk found nothing to scan"),
        (0, '{"vulnerabilities": [', "FAILURE", "no JSON"),
    ],
)
def test_exit_codes_of_snyk_are_told_apart(bench: Bench, code: int, report: Any, result: str, text: str) -> None:
    """Nothing found, found, broke off, nothing to scan."""
    snyk(bench, code, report)
    built = bench.run("scanSnyk()")
    assert built.result == result
    assert text in built.log
