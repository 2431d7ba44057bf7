"""scanFiles against the real Trivy."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from .bench import Bench

LODASH = '{"name": "a", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"dependencies": {"lodash": "4.17.11"}}, "node_modules/lodash": {"version": "4.17.11"}}}'
FLASK = "flask==0.12.2\n"


def test_findings_above_the_threshold_fail_and_are_named(bench: Bench) -> None:
    """With package, version and fix; what is below the threshold is counted only."""
    bench.write({"requirements.txt": FLASK, "package-lock.json": LODASH})
    built = bench.run("scanFiles(failOn: ['critical'])")
    assert built.result == "FAILURE"
    assert "critical: CVE-2019-10744 in package-lock.json: lodash 4.17.11, fixed in 4.17.12" in built.error
    assert "CVE-2018-1000656" not in built.error
    assert bench.outcome("scanFiles")["counts"] == {"critical": 1, "high": 1, "medium": 0, "low": 0}
    assert built.description == "scanFiles: 1 critical, 1 high"


def test_all_four_reports_are_written(bench: Bench) -> None:
    """JSON, table, SARIF and JUnit."""
    bench.write({"requirements.txt": FLASK})
    bench.run("scanFiles(onFindings: 'report')")
    reports = {path.name for path in (bench.work / "reports" / "scans").iterdir()}
    assert {f"scanFiles-Scan.{kind}" for kind in ("json", "txt", "sarif", "junit.xml")} <= reports
    assert bench.json("reports/scans/scanFiles-Scan.sarif")["runs"][0]["results"][0]["ruleId"] == "CVE-2018-1000656"


def test_an_empty_project_is_clean(bench: Bench) -> None:
    """There is nothing that could be found."""
    built = bench.run("scanFiles()")
    assert (built.result, bench.outcome("scanFiles")["verdict"]) == ("SUCCESS", "clean")


def test_hostile_file_names_are_only_names(bench: Bench) -> None:
    """Neither a shell nor a report takes them for something else."""
    name = "a $(touch owned) `touch owned`; touch owned' \"<b>&"
    bench.write({f"{name}/package-lock.json": LODASH})
    built = bench.run("scanFiles(onFindings: 'unstable')")
    assert built.result == "UNSTABLE"
    assert not list(bench.folder.rglob("owned"))
    assert "&lt;b&gt;&amp;" in (bench.work / "reports/scans/scanFiles-Scan.junit.xml").read_text(encoding="utf-8")


def test_a_folder_outside_the_workspace_is_refused(bench: Bench) -> None:
    """Also through a symbolic link."""
    (bench.work / "link").symlink_to(bench.cache)
    assert "lies outside the workspace" in bench.run("scanFiles(directory: 'link')").error
    assert "there is no folder none" in bench.run("scanFiles(directory: 'none')").error


def test_a_waiver_holds_until_its_end(bench: Bench) -> None:
    """Afterwards the finding counts again, and the owner is named."""
    today = date.today()
    waiver = "- {rule: CVE-2018-1000656, owner: jane, reason: not reachable, until: %s}\n"
    bench.write({"requirements.txt": FLASK, ".ci/waivers.yaml": waiver % (today + timedelta(days=2))})
    assert bench.run("scanFiles()").result == "SUCCESS"
    assert bench.outcome("scanFiles")["waived"] == 1
    bench.write({".ci/waivers.yaml": waiver % (today - timedelta(days=2))})
    built = bench.run("scanFiles()")
    assert built.result == "FAILURE"
    assert f"the waiver for CVE-2018-1000656 ended on {today - timedelta(days=2)}; ask jane" in built.log


def test_the_ignore_file_of_trivy_expires(bench: Bench) -> None:
    """Its dates are Trivy's own business."""
    bench.write({"requirements.txt": FLASK, "ignore": "CVE-2018-1000656 exp:2099-01-01\n"})
    assert bench.run("scanFiles(ignoreFile: 'ignore')").result == "SUCCESS"
    bench.write({"ignore": "CVE-2018-1000656 exp:2020-01-01\n"})
    assert bench.run("scanFiles(ignoreFile: 'ignore')").result == "FAILURE"
    assert "there is no ignore file nothing" in bench.run("scanFiles(ignoreFile: 'nothing')").error


def test_branches_at_the_same_time_share_the_database(bench: Bench) -> None:
    """None waits for the lock of another."""
    bench.write({"requirements.txt": FLASK})
    built = bench.run("parallel([one: { scanFiles(onFindings: 'report') }, two: { stage('Two') { scanFiles(onFindings: 'report') } }])")
    assert built.result == "SUCCESS"
    assert built.log.count("[scanFiles] findings: 1 high") == 2


def test_a_missing_and_an_old_tool_are_errors(bench: Bench, tmp_path: Path) -> None:
    """Whatever findings would do; the message says what to install."""
    bench.tool("trivy", "echo 'Version: 0.9.1'")
    built = bench.run("scanFiles(onFindings: 'report')")
    assert built.result == "FAILURE"
    assert "trivy 0.9.1 is too old: it takes 0.50 or later\n  install trivy 0.50 or later" in built.error
    bench.path = [str(tmp_path / "nothing")]
    assert "trivy is missing" in bench.run("scanFiles(onFindings: 'report')").error


def test_a_tool_that_breaks_off_is_never_clean(bench: Bench) -> None:
    """By exit code, by a report that is cut off, by no report, killed."""
    for text, message in (
        ("exit 3", "Trivy broke off with exit code 3"),
        ("while [ $# -gt 0 ]; do [ \"$1\" != --output ] || printf '{\"Results\": [' >\"$2\"; shift; done", "no JSON"),
        ("exit 0", "the tool wrote no report"),
        ("kill -9 $$", "Trivy broke off with exit code 137"),
    ):
        bench.tool("trivy", f"[ \"$1\" != --version ] || {{ echo 'Version: 0.76.0'; exit; }}\n{text}")
        built = bench.run("scanFiles(onFindings: 'report')")
        assert (built.result, bench.outcome("scanFiles")["verdict"]) == ("FAILURE", "error")
        assert message in built.error


def test_no_database_and_no_network_is_an_error(bench: Bench) -> None:
    """It says which step fetches the database."""
    bench.cache = bench.folder / "empty"
    bench.environment |= {"GEN_PIPELINES_CACHE": str(bench.cache), "TRIVY_DB_REPOSITORY": "127.0.0.1:1/nothing"}
    built = bench.run("scanFiles(onFindings: 'report')")
    assert built.result == "FAILURE"
    assert "run updateScanDatabases on this agent" in built.error
