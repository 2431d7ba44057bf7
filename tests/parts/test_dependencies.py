"""scanDependencies against the real engine of Dependency-Check, on data made from a small feed."""

from __future__ import annotations

import subprocess
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .bench import PARTS, Bench
from .vulnerability_feed import write_feed

PROPERTIES = "META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties"
SUPPRESSION = """<?xml version="1.0" encoding="UTF-8"?>
<suppressions xmlns="https://jeremylong.github.io/DependencyCheck/dependency-suppression.1.3.xsd"><suppress><cve>CVE-2021-44228</cve></suppress></suppressions>
"""


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it is asked for."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data that a scheduled update would have made."""
    folder = tmp_path_factory.mktemp("feed")
    write_feed(folder / "feed")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "feed")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        command = [str(PARTS / "dependency-check"), "--updateonly", "--data", str(folder / "data"), "--nvdDatafeed", f"http://127.0.0.1:{server.server_port}/"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    finally:
        server.shutdown()
        server.server_close()
    yield folder / "data"


@pytest.fixture
def log4j(bench: Bench) -> Bench:
    """A project with a vulnerable jar."""
    (bench.work / "lib $(touch owned)").mkdir()
    with zipfile.ZipFile(bench.work / "lib $(touch owned)" / "log4j-core-2.14.1.jar", "w") as jar:
        jar.writestr(PROPERTIES, "groupId=org.apache.logging.log4j\nartifactId=log4j-core\nversion=2.14.1\n")
        named = "Implementation-Title: Apache Log4j Core\nImplementation-Vendor: The Apache Software Foundation\nImplementation-Version: 2.14.1\n"
        jar.writestr("META-INF/MANIFEST.MF", f"Manifest-Version: 1.0\n{named}")
    return bench


def test_thresholds_count_findings(log4j: Bench, data: Path) -> None:
    """One critical finding is too many only where one is."""
    built = log4j.run(f"scanDependencies(data: '{data}')")
    assert built.result == "SUCCESS", built.error
    assert log4j.outcome("scanDependencies")["counts"]["critical"] == 1
    built = log4j.run(f"scanDependencies(data: '{data}', critical: 1)")
    assert "critical: CVE-2021-44228 in log4j-core-2.14.1.jar: CVSS 10" in built.error
    for kind in ("xml", "html", "json", "sarif"):
        assert (log4j.work / f"reports/scans/scanDependencies-Scan.{kind}").stat().st_size > 0
    assert not list(log4j.folder.rglob("owned"))


def test_suppressed_is_not_found(log4j: Bench, data: Path) -> None:
    """By a file of Dependency-Check's own."""
    log4j.write({"suppressions.xml": SUPPRESSION})
    assert log4j.run(f"scanDependencies(data: '{data}', critical: 1, suppressions: 'suppressions.xml')").result == "SUCCESS"
    assert "there is no suppression file none.xml" in log4j.run(f"scanDependencies(data: '{data}', suppressions: 'none.xml')").error


def test_two_branches_take_turns_with_the_data(log4j: Bench, data: Path) -> None:
    """Its database takes one process at a time."""
    call = f"scanDependencies(data: '{data}')"
    built = log4j.run(f"parallel([one: {{ {call} }}, two: {{ stage('Two') {{ {call} }} }}])")
    assert built.result == "SUCCESS", built.error


def test_an_empty_project_is_clean(bench: Bench, data: Path) -> None:
    """There is nothing that could be found."""
    assert bench.run(f"scanDependencies(data: '{data}')").result == "SUCCESS"


def test_no_data_and_a_broken_tool_are_errors(bench: Bench, data: Path) -> None:
    """Whatever findings would do."""
    built = bench.run("scanDependencies(onFindings: 'report')")
    assert "there is no vulnerability data in " in built.error and "run updateScanDatabases on this agent" in built.error
    bench.tool("dependency-check", "[ \"$1\" != --version ] || { echo 10.0.4; exit; }\nexit 14")
    assert "Dependency-Check broke off with exit code 14" in bench.run(f"scanDependencies(data: '{data}', onFindings: 'report')").error
    bench.tool("dependency-check", "[ \"$1\" != --version ] || { echo 10.0.4; exit; }\nexit 0")
    assert "wrote no report" in bench.run(f"scanDependencies(data: '{data}', onFindings: 'report')").error
    bench.tool("dependency-check", "echo 9.0.0")
    assert "dependency-check 9.0.0 is too old" in bench.run(f"scanDependencies(data: '{data}', onFindings: 'report')").error
