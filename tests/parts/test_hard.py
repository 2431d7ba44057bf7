"""What is hard on every step: reports of 100 MB, a full disk, a time-out, an empty environment. Shown with one step, done by the parts that all share."""

from __future__ import annotations

from pathlib import Path

from .bench import Bench

VERSION = "[ \"$1\" != --version ] || { echo 'Version: 0.76.0'; exit; }\n[ \"$3\" = fs ] || exit 0\nwhile [ \"$1\" != --output ]; do shift; done\n"
HUGE = """exec python3 - "$2" <<'CODE'
import json, sys
one = {"VulnerabilityID": "CVE-1", "PkgName": "p", "InstalledVersion": "1", "Severity": "LOW", "Title": "t" * 40, "Description": "d" * 4000}
with open(sys.argv[1], "w") as file:
    file.write('{"Results": [{"Target": "a", "Vulnerabilities": [' + ",".join(json.dumps(one | {"VulnerabilityID": f"CVE-{n}"}) for n in range(26000)) + "]}]}")
CODE"""


def test_a_report_of_100_megabytes_stays_on_the_agent(bench: Bench) -> None:
    """Only the small outcome is read by the controller."""
    bench.tool("trivy", VERSION + HUGE)
    built = bench.run("scanFiles(failOn: ['low'], onFindings: 'report')")
    assert built.result == "SUCCESS", built.error
    assert (bench.work / "reports/scans/scanFiles-Scan.json").stat().st_size > 100_000_000
    assert bench.outcome("scanFiles")["counts"]["low"] == 26000
    assert (bench.work / "reports/steps/scanFiles-Scan.outcome.json").stat().st_size < 5000


def test_a_full_disk_is_an_error(bench: Bench) -> None:
    """A report that could not be written is no empty report."""
    bench.tool("trivy", VERSION + "echo '{' >/dev/full")
    assert "scanFiles: " in (built := bench.run("scanFiles(onFindings: 'report')")).error
    assert (built.result, bench.outcome("scanFiles")["verdict"]) == ("FAILURE", "error")


def is_running(pid: int) -> bool:
    """Whether a process is there, and not only its exit code that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_timeout_leaves_nothing_running(bench: Bench) -> None:
    """Neither the tool nor what it started; temporary files go too."""
    bench.tool("trivy", VERSION + f"sleep 300 & echo $! >'{bench.folder}/pid'; wait")
    built = bench.run("timeout(time: 4, unit: 'SECONDS') { scanFiles(onFindings: 'report') }", TMPDIR=str(bench.cache))
    assert built.result == "ABORTED"
    assert "[scanFiles] aborted" in built.log
    assert not is_running(int((bench.folder / "pid").read_text(encoding="ascii")))
    assert not list(bench.cache.glob("tmp.*"))


def test_jq_missing_is_said(bench: Bench, tmp_path: Path) -> None:
    """The scripts cannot judge without it."""
    tools = tmp_path / "few"
    tools.mkdir()
    for name in ("sh", "pwd", "mkdir", "rm", "mktemp", "cat"):
        (tools / name).symlink_to(f"/bin/{name}")
    built = bench.run(f"withEnv(['PATH={tools}']) {{ scanFiles(onFindings: 'report') }}")
    assert built.result == "FAILURE"
    assert "jq is missing\n  install jq 1.6 or later on the agent" in built.error


