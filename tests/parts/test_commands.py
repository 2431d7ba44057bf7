"""runCommand and fetchSource against the real bash and git."""

from __future__ import annotations

from .bench import Bench


def test_a_command_runs_with_its_environment_and_fails_in_a_pipe(bench: Bench) -> None:
    """With `set -euo pipefail`; values are only values."""
    built = bench.run("echo \"${runCommand(command: 'printf \"%s\" \"$NAME\"', env: [NAME: '$(touch owned)'])}\"")
    assert "status:0, output:$(touch owned)" in built.log
    assert not list(bench.folder.rglob("owned"))
    built = bench.run("runCommand(command: 'echo before; false | cat; echo after')")
    assert built.error == "runCommand: the command ended with exit code 1\n  before"
    assert "unbound variable" in bench.run("runCommand(command: 'echo $UNKNOWN_NAME')").error


def test_a_secret_is_not_in_the_record(bench: Bench) -> None:
    """Also when the command prints it."""
    built = bench.run("runCommand(command: 'echo \"the token is $TOKEN.\"', secrets: [TOKEN: 'snyk-token'])")
    assert built.result == "SUCCESS"
    assert bench.outcome("runCommand")["output"] == "the token is ****.\n"


def test_the_folder_of_a_command(bench: Bench) -> None:
    """The one that is named, else the pipeline's."""
    bench.write({"a b/x": "", "web/x": ""})
    assert "a b" in str(bench.run("echo \"${runCommand(command: 'pwd', directory: 'a b')}\"").log)
    assert bench.outcome("runCommand")["output"].strip().endswith("/a b")
    bench.run("runCommand(command: 'pwd')", DIRECTORY="web")
    assert bench.outcome("runCommand")["output"].strip().endswith("/web")
    assert "lies outside the workspace" in bench.run("runCommand(command: 'pwd', directory: '..')").error


def test_what_was_fetched_is_told(bench: Bench) -> None:
    """Commit and author; the address without credentials."""
    commit = bench.commit({"app.py": "x = 1\n"})
    bench.git("remote", "add", "origin", "https://jane:token@git.example.com/shop/api.git")
    built = bench.fetch("echo \"${fetchSource()}\"")
    assert built.result == "SUCCESS", built.error
    assert f"commit:{commit}" in built.log
    assert "author:Jane, url:https://git.example.com/shop/api.git" in built.log.replace("branch:main, ", "")


def test_a_commit_without_a_signature_is_refused(bench: Bench) -> None:
    """When signatures are asked for."""
    commit = bench.commit({"app.py": "x = 1\n"})
    bench.git("remote", "add", "origin", "https://git.example.com/shop/api.git")
    assert f"commit {commit} has no signature that this agent trusts" in bench.fetch("fetchSource(verifySignatures: true)").error


def test_reports_of_an_earlier_build_in_the_workspace_go(bench: Bench) -> None:
    """Those of the same build stay."""
    bench.commit({"app.py": "x = 1\n"})
    bench.write({"reports/scans/old.findings.json": "{}"})
    bench.fetch("fetchSource()")
    assert not (bench.work / "reports/scans/old.findings.json").exists()
    bench.write({"reports/scans/new.findings.json": "{}"})
    bench.fetch("fetchSource()")
    assert (bench.work / "reports/scans/new.findings.json").exists()


def test_a_folder_without_a_repository_is_an_error(bench: Bench) -> None:
    """It says what is missing."""
    assert "holds no Git repository" in bench.fetch("fetchSource()").error
