"""scanCode, scanInfrastructure and scanDockerfile against the real Semgrep, Checkov and Hadolint."""

from __future__ import annotations

from .bench import Bench

RULES = "rules:\n- {id: shell, languages: [python], severity: ERROR, message: a shell, pattern: 'subprocess.call(..., shell=True)'}\n"
RULES += "- {id: todo, languages: [python], severity: WARNING, message: an eval, pattern: eval(...)}\n"
SHELL = "import subprocess\nsubprocess.call(x, shell=True)\n"
POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: "a:latest"}\n'
RULE = "scanCode(rules: ['rules.yaml']"


def test_semgrep_judges_by_severity(bench: Bench) -> None:
    """What is below is counted only."""
    bench.write({"rules.yaml": RULES, "app.py": SHELL, "b.py": "eval(x)\n"})
    built = bench.run(f"{RULE}, onFindings: 'unstable')")
    assert built.result == "UNSTABLE"
    assert bench.outcome("scanCode")["counts"] == {"critical": 0, "high": 1, "medium": 1, "low": 0}
    assert "1 counted of 1 high, 1 medium\n  high: shell in app.py:2: a shell" in built.log
    assert "2 counted" in bench.run(f"{RULE}, severity: 'warning')").error


def test_semgrep_counts_in_a_pull_request_what_is_new(bench: Bench) -> None:
    """What the target has already is left out."""
    bench.commit({"rules.yaml": RULES, "old.py": SHELL})
    bench.git("checkout", "-q", "-b", "change")
    bench.commit({"readme": "x"})
    assert bench.run(f"{RULE})", CHANGE_TARGET="main").result == "SUCCESS"
    bench.commit({"new.py": SHELL})
    built = bench.run(f"{RULE})", CHANGE_TARGET="main")
    assert "new.py:2" in built.error
    assert "old.py" not in built.error


def test_semgrep_that_breaks_is_never_clean(bench: Bench) -> None:
    """A broken rule, one that is not there, an error inside, an old tool."""
    bench.write({"rules.yaml": "rules: [{id: x}]", "app.py": SHELL})
    assert "Semgrep broke off with exit code" in bench.run(f"{RULE}, onFindings: 'report')").error
    assert "there is no rule file ./none.yaml" in bench.run("scanCode(rules: ['./none.yaml'], onFindings: 'report')").error
    stand_in = "[ \"$1\" != --version ] || { echo %s; exit; }\nwhile [ $# -gt 0 ]; do [ \"$1\" != --output ] || echo '%s' >\"$2\"; shift; done"
    bench.tool("semgrep", stand_in % ("1.182.0", '{"results": [], "errors": [{"level": "error", "type": "OutOfMemory", "message": "out of memory"}]}'))
    assert "Semgrep failed inside: out of memory" in bench.run(f"{RULE}, onFindings: 'report')").error
    bench.tool("semgrep", stand_in % ("1.182.0", '{"results": ['))
    assert "no JSON" in bench.run(f"{RULE}, onFindings: 'report')").error
    bench.tool("semgrep", stand_in % ("0.9", ""))
    assert "semgrep 0.9 is too old" in bench.run(f"{RULE}, onFindings: 'report')").error


def test_semgrep_on_an_empty_project_and_hostile_names(bench: Bench) -> None:
    """Nothing is nothing, and a name is a name."""
    bench.write({"rules.yaml": RULES})
    assert bench.run(f"{RULE})").result == "SUCCESS"
    bench.write({"a $(touch owned) `b`.py": SHELL})
    assert "in a $(touch owned) `b`.py:2" in bench.run(f"{RULE})").error
    assert not list(bench.folder.rglob("owned"))


def test_checkov_finds_and_skips(bench: Bench) -> None:
    """Frameworks and skipped checks are handed on."""
    bench.write({"k8s/pod.yaml": POD})
    built = bench.run("scanInfrastructure(directory: 'k8s', frameworks: ['kubernetes'], skip: ['CKV_K8S_12'])")
    assert built.result == "FAILURE"
    rules = {one["rule"] for one in bench.json("reports/scans/scanInfrastructure-Scan.findings.json")["findings"]}
    assert "CKV_K8S_14" in rules and "CKV_K8S_12" not in rules


def test_checkov_counts_beyond_the_baseline(bench: Bench) -> None:
    """Checkov's own baseline file."""
    bench.write({"k8s/pod.yaml": POD})
    bench.run("sh 'checkov -d k8s --framework kubernetes --create-baseline --quiet --compact --skip-download --soft-fail'")
    assert (bench.work / "k8s" / ".checkov.baseline").is_file()
    assert bench.run("scanInfrastructure(directory: 'k8s', frameworks: ['kubernetes'], baseline: '.checkov.baseline')").result == "SUCCESS"
    assert "there is no baseline none" in bench.run("scanInfrastructure(directory: 'k8s', baseline: 'none')").error


def test_checkov_on_an_empty_project_and_broken(bench: Bench) -> None:
    """Nothing to scan is clean; a tool that breaks off is not."""
    bench.write({"empty/readme": "x"})
    assert bench.run("scanInfrastructure(directory: 'empty', frameworks: ['kubernetes'])").result == "SUCCESS"
    bench.tool("checkov", "[ \"$1\" != --version ] || { echo 3.3.30; exit; }\necho '{\"results\"'\nexit 0")
    assert "no JSON" in bench.run("scanInfrastructure(onFindings: 'report')").error
    bench.tool("checkov", "[ \"$1\" != --version ] || { echo 3.3.30; exit; }\nexit 2")
    assert "Checkov broke off with exit code 2" in bench.run("scanInfrastructure(onFindings: 'report')").error
    bench.tool("checkov", "echo 2.0.1")
    assert "checkov 2.0.1 is too old" in bench.run("scanInfrastructure(onFindings: 'report')").error


def test_hadolint_judges_by_level_and_ignores(bench: Bench) -> None:
    """Each broken rule with its line."""
    bench.write({"Dockerfile": "FROM debian:latest\nRUN cd /x\nWORKDIR yonder\n"})
    assert bench.run("scanDockerfile(ignore: ['DL3000'])").result == "SUCCESS"
    built = bench.run("scanDockerfile(onFindings: 'fail')")
    assert "high: DL3000 in Dockerfile:3" in built.error
    assert "medium: DL3007 in Dockerfile:1" in bench.run("scanDockerfile(severity: 'warning', onFindings: 'fail')").error


def test_hadolint_reads_a_broken_and_a_hostile_dockerfile(bench: Bench) -> None:
    """One that cannot be parsed is a finding; a name is only a name."""
    bench.write({"-f $(touch owned)": "FRM debian\n"})
    built = bench.run("scanDockerfile(dockerfile: '-f $(touch owned)', onFindings: 'fail')")
    assert "DL1000" in built.error
    assert not list(bench.folder.rglob("owned"))


def test_hadolint_missing_file_and_broken_tool(bench: Bench) -> None:
    """Both are errors."""
    assert "there is no Dockerfile" in bench.run("scanDockerfile(onFindings: 'report')").error
    bench.write({"Dockerfile": "FROM scratch\n"})
    bench.tool("hadolint", "[ \"$1\" != --version ] || { echo 2.15.1; exit; }\nexit 1")
    assert "Hadolint broke off with exit code 1" in bench.run("scanDockerfile(onFindings: 'report')").error
    bench.tool("hadolint", "[ \"$1\" != --version ] || { echo 2.15.1; exit; }\necho nothing")
    assert "no JSON" in bench.run("scanDockerfile(onFindings: 'report')").error
    bench.tool("hadolint", "echo 1.0.0")
    assert "hadolint 1.0.0 is too old" in bench.run("scanDockerfile(onFindings: 'report')").error
