"""scanSecrets against the real gitleaks and git-secrets."""

from __future__ import annotations

import json

import pytest

from .bench import Bench

KEY = "AKIA" + "Q3EGSZ4ZJX5LY7TB"  # in two parts, so that no scanner takes this file for a leak
TOOLS = ("gitleaks", "git-secrets")


@pytest.mark.parametrize("tool", TOOLS)
def test_a_key_in_the_history_is_found_and_never_shown(bench: Bench, tool: str) -> None:
    """With its file, line and commit; also when a later commit took it out, and whatever the file is called."""
    name = "a $(touch owned) key;`x`.py"
    leaked = bench.commit({name: f'\nkey = "{KEY}"\n'})
    bench.commit({name: "\n"})
    built = bench.run(f"scanSecrets(tool: '{tool}')")
    assert built.result == "FAILURE"
    assert f"in {name}:2: " in built.error
    assert leaked[:10] in built.error
    assert KEY not in built.log
    assert not [path for path in (bench.work / "reports").rglob("*") if path.is_file() and KEY in path.read_text(encoding="utf-8")]
    assert not list(bench.folder.rglob("owned"))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_pull_request_is_scanned_by_its_range(bench: Bench, tool: str) -> None:
    """What its target has already is not its business."""
    bench.commit({"old.py": f'key = "{KEY}"\n'})
    bench.git("checkout", "-q", "-b", "change")
    bench.commit({"new.py": "key = 1\n"})
    call = f"scanSecrets(tool: '{tool}')"
    built = bench.run(call, CHANGE_TARGET="main", CHANGE_ID="7")
    assert built.result == "SUCCESS", built.error
    assert "[scanSecrets] clean: nothing found: commits " in built.log
    bench.commit({"newer.py": f'key = "{KEY}"\n'})
    built = bench.run(call, CHANGE_TARGET="main", CHANGE_ID="7")
    assert built.result == "FAILURE"
    assert "newer.py:1" in built.error
    assert "old.py" not in built.error


@pytest.mark.parametrize("tool", TOOLS)
def test_a_clean_and_an_empty_repository_are_clean(bench: Bench, tool: str) -> None:
    """Nothing is found where nothing is."""
    bench.work.joinpath("x").mkdir()
    bench.git("init", "-q")
    assert "no commits yet" in bench.run(f"scanSecrets(tool: '{tool}')").log
    bench.commit({"app.py": "x = 1\n"})
    assert bench.run(f"scanSecrets(tool: '{tool}')").result == "SUCCESS"


def test_only_findings_beyond_the_baseline_count(bench: Bench) -> None:
    """A report of gitleaks is the baseline."""
    bench.commit({"old.py": f'key = "{KEY}"\n'})
    bench.run("scanSecrets(onFindings: 'report')")
    bench.write({".ci/baseline.json": json.dumps(bench.json("reports/scans/scanSecrets-Scan.json"))})
    assert bench.run("scanSecrets(baseline: '.ci/baseline.json')").result == "SUCCESS"
    bench.write({".ci/baseline.json": "[{"})
    assert "no JSON" in bench.run("scanSecrets(baseline: '.ci/baseline.json')").error


def test_only_the_folder_of_the_service_is_judged(bench: Bench) -> None:
    """In a repository with several services."""
    bench.commit({"api/app.py": "x = 1\n", "web/app.py": f'key = "{KEY}"\n'})
    assert bench.run("scanSecrets(directory: 'api')").result == "SUCCESS"
    assert "in app.py:1" in bench.run("scanSecrets()", DIRECTORY="web").error


def test_a_range_is_a_range_and_nothing_else(bench: Bench) -> None:
    """It cannot smuggle in options or commands."""
    bench.commit({"app.py": "x = 1\n"})
    for wrong in ("--output=owned", "HEAD; touch owned", "none..HEAD"):
        built = bench.run(f"scanSecrets(range: '{wrong}', onFindings: 'report')")
        assert built.result == "FAILURE"
        assert wrong in built.error
    assert not list(bench.folder.rglob("owned"))


def test_no_repository_and_a_broken_tool_are_errors(bench: Bench) -> None:
    """Whatever findings would do."""
    assert "no Git repository" in bench.run("scanSecrets(onFindings: 'report')").error
    bench.commit({"app.py": "x = 1\n"})
    bench.tool("gitleaks", "[ \"$1\" != version ] || { echo 8.30.1; exit; }\nexit 1")
    assert "gitleaks broke off with exit code 1" in bench.run("scanSecrets(onFindings: 'report')").error
    bench.tool("gitleaks", "[ \"$1\" != version ] || { echo 8.30.1; exit; }\nexit 42")
    assert "wrote no report" in bench.run("scanSecrets(onFindings: 'report')").error
    bench.tool("gitleaks", "echo 8.2.0")
    assert "gitleaks 8.2.0 is too old: it takes 8.19 or later" in bench.run("scanSecrets(onFindings: 'report')").error
    bench.tool("git-secrets", "[ \"$1\" = --scan ] || exit 0\nexit 1")
    assert "git-secrets broke off with exit code 1" in bench.run("scanSecrets(tool: 'git-secrets', onFindings: 'report')").error


def test_a_shallow_clone_is_completed_or_refused(bench: Bench) -> None:
    """One commit is not the history."""
    bench.commit({"old.py": f'key = "{KEY}"\n'})
    bench.commit({"old.py": "x = 1\n"})
    origin = bench.folder / "origin"
    bench.work.rename(origin)
    bench.work.mkdir()
    bench.git("clone", "-q", "--depth", "1", f"file://{origin}", ".")
    assert "old.py:1" in bench.run("scanSecrets()").error
    for path in bench.work.iterdir():
        if path.name == "old.py":
            path.unlink()
    bench.git("clone", "-q", "--depth", "1", f"file://{origin}", "again")
    origin.rename(bench.folder / "gone")
    built = bench.run("dir('again') { scanSecrets(onFindings: 'report') }")
    assert "the history is not there, and cannot be fetched" in built.error
