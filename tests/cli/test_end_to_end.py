"""The real command line, as a person or CI calls it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gen_pipelines.cli import COMMANDS
from tests.three_tier import ROOT


def run(folder: Path, *arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call it; it must end with this exit code, and never with a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "gen_pipelines", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator"), "GIT_CONFIG_GLOBAL": "/dev/null", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the real example."""
    shutil.copy(ROOT / "pipelines.yaml", tmp_path)
    return tmp_path


def test_the_whole_way(project: Path) -> None:
    """Validate, render, plan, apply; then nothing is left to do anywhere."""
    assert "is valid: 4 services, 5 operations" in run(project, "validate").stdout
    run(project, "render", "--check", code=3)
    assert "21 new" in run(project, "render").stdout
    run(project, "render", "--check")
    assert "Plan: 12 to add, 0 to change, 0 to remove." in run(project, "plan", "--exit-code", code=3).stdout
    assert "Apply complete: 12 added, 0 changed, 0 removed." in run(project, "apply", "--yes").stdout
    assert "No changes." in run(project, "plan", "--exit-code").stdout
    assert "No drift." in run(project, "drift", "--deep").stdout
    assert (project / "build/jenkins-home/jobs/three-tier/jobs/backend/config.xml").is_file()


def test_a_change_of_one_service_touches_only_its_files(project: Path) -> None:
    """And the difference can be seen before."""
    run(project, "render")
    before = {path: path.stat().st_mtime_ns for path in (project / "build").rglob("*") if path.is_file()}
    catalog = project / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("bake: 5m", "bake: 9m"))
    shown = run(project, "render", "--diff").stdout
    assert "-              bake: '5m'," in shown and "+              bake: '9m'," in shown
    run(project, "render")
    touched = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert touched == {"frontend.jenkinsfile", ".gen-pipelines.json"}


def test_a_mistake_is_shown_with_its_line_and_a_caret(project: Path) -> None:
    """Exit code 1; the message is on the screen as it is in the docs."""
    catalog = project / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("strategy: canary", "stratgy: canary"))
    said = run(project, "validate", code=1).stdout
    assert '"stratgy" is not a setting here [unknown-key]' in said
    assert "|       stratgy: canary\n" in said and "|       ^^^^^^^\n" in said
    assert 'did you mean "strategy"?' in said
    for command in (["render"], ["plan"], ["explain", "backend"], ["graph", "backend"], ["list"]):
        assert "unknown-key" in run(project, *command, code=1).stderr


@pytest.mark.parametrize("output_format", ["json", "github", "sarif"])
def test_findings_for_machines(project: Path, output_format: str) -> None:
    """Each format has rule, place and message."""
    catalog = project / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("strategy: canary", "stratgy: canary"))
    said = run(project, "validate", "--format", output_format, code=1).stdout
    assert "unknown-key" in said and "pipelines.yaml" in said
    if output_format == "github":
        assert said.startswith("::error file=pipelines.yaml,line=")
    else:
        json.loads(said)


def test_explain_tells_the_layers(project: Path) -> None:
    """The winner with its place, and what it overrode."""
    said = run(project, "explain", "infrastructure.scans.sonar").stdout
    assert "infrastructure.scans.sonar = null" in said
    assert "set by profile terraform (pipelines.yaml:" in said and "overrides defaults (pipelines.yaml:" in said
    said = json.loads(run(project, "explain", "backend.deploy.strategy", "--format", "json").stdout)
    assert said[0]["value"] == "canary" and said[0]["layers"][0]["layer"] == "service backend"
    assert 'did you mean "strategy"?' in run(project, "explain", "backend.deploy.stratgy", code=1).stderr


def test_a_saved_plan(project: Path) -> None:
    """Saved, applied; then refused, because the state is another."""
    run(project, "plan", "--out", "plan.json")
    assert "12 added" in run(project, "apply", "plan.json").stdout
    assert "changed since" in run(project, "apply", "plan.json", code=4).stderr


def test_only_with_a_name_that_nothing_has_is_told(project: Path) -> None:
    """Otherwise it looks as if nothing had to be done."""
    assert "no item of the catalog is called bakcend" in run(project, "plan", "--only", "bakcend").stderr
    assert run(project, "plan", "--only", "backend").stderr == ""


def test_apply_without_yes_and_without_anybody_is_refused(project: Path) -> None:
    """Exit code 4, nothing is written."""
    assert "--yes" in run(project, "apply", code=4).stderr
    assert not (project / "build").exists()


def test_plans_for_pull_requests_and_programs(project: Path) -> None:
    """Markdown begins with the summary; JSON has the counts."""
    assert run(project, "plan", "--format", "markdown").stdout.startswith("### Plan: 12 to add")
    assert json.loads(run(project, "plan", "--format", "json").stdout)["counts"]["create"] == 12


def test_a_server_that_is_not_there_is_told(project: Path) -> None:
    """One message with the address and what to do; half a sign-in and a mistyped name are told before anything is sent."""
    catalog = project / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("https://jenkins.example.com", "http://127.0.0.1:9"))
    said = run(project, "plan", "--controller", "production", "--wait", "0", code=1).stderr
    assert "http://127.0.0.1:9 cannot be reached: no connection" in said and "is the address right" in said
    assert "JENKINS_API_TOKEN is not set" in run(project, "plan", "--controller", "production", code=1, JENKINS_USER="kim").stderr
    assert 'did you mean "local"?' in run(project, "plan", "--controller", "loacl", code=1).stderr


@pytest.mark.parametrize("arguments", [["validate"], ["plan"], ["drift"], ["apply", "--yes"]])
def test_nothing_of_the_network_is_loaded_without_a_controller(project: Path, arguments: list[str]) -> None:
    """A start that needs no HTTP does not pay for it."""
    code = "import sys; from gen_pipelines.cli import commands; commands(sys.argv[1:], standalone_mode=False)"
    check = f"try:\n    {code}\nfinally:\n    print(sorted({{'requests', 'jenkins', 'urllib3', 'docker', 'http.client'}} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    done = subprocess.run([sys.executable, "-c", f"import sys\n{check}", *arguments], cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.rstrip().endswith("[]"), done.stdout + done.stderr


def test_publish_writes_into_a_repository(tmp_path: Path) -> None:
    """A bare repository gets the update branch; the second time nothing happens."""
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(tmp_path / "work")], check=True)
    subprocess.run(["git", *identity, "commit", "--quiet", "--allow-empty", "-m", "start"], cwd=tmp_path / "work", check=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tmp_path / "work"), str(tmp_path / "shop.git")], check=True)
    text = f"version: 1\norganization: acme\nlibrary: {{version: v1}}\nservices:\n  shop: {{repository: 'file://{tmp_path}/shop.git', source: {{kind: git}}}}\n"
    (tmp_path / "pipelines.yaml").write_text(text)
    assert "would change" in run(tmp_path, "publish", "--dry-run").stdout
    assert "Published: 1 pushed" in run(tmp_path, "publish").stdout
    assert "Published: 1 unchanged" in run(tmp_path, "publish").stdout


def test_init_gives_a_catalog_that_works(tmp_path: Path) -> None:
    """The two commands it names work at once; a second init is refused."""
    run(tmp_path, "init", "--stack", "python")
    run(tmp_path, "validate")
    run(tmp_path, "render")
    run(tmp_path, "plan")
    assert "--force" in run(tmp_path, "init", code=4).stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(tmp_path: Path, name: str) -> None:
    """With its options."""
    assert f"Usage: gen-pipelines {name}" in run(tmp_path, name, "--help").stdout


def test_a_mistyped_command_gets_a_suggestion(tmp_path: Path) -> None:
    """Exit code 2, as Click's."""
    assert 'did you mean "validate"?' in run(tmp_path, "valdate", code=2).stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_program(tmp_path: Path, shell: str) -> None:
    """A script for each shell."""
    assert "gen-pipelines" in run(tmp_path, "completion", shell).stdout


def test_schema_rules_and_steps_can_be_read_by_programs(tmp_path: Path) -> None:
    """JSON everywhere."""
    assert json.loads(run(tmp_path, "schema").stdout)["title"]
    assert len(json.loads(run(tmp_path, "rules", "--format", "json").stdout)) > 50
    assert len(json.loads(run(tmp_path, "steps", "--format", "json").stdout)) >= 50
    assert "canary" in run(tmp_path, "rules", "canary-without-analysis").stdout
    assert 'did you mean "scanFiles"?' in run(tmp_path, "steps", "scanFile", code=1).stderr


def test_nothing_is_coloured_when_it_is_piped(project: Path) -> None:
    """Plain text, whatever the environment says."""
    assert "\x1b" not in run(project, "plan", TERM="xterm-256color").stdout


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    """One line."""
    assert "gen-pipelines init" in run(tmp_path, "validate", code=1).stderr


def test_what_the_machine_does_not_allow_is_one_message(project: Path) -> None:
    """A folder that is not there, a file in the place of a folder, and nothing where a folder is named."""
    assert "error: /nothing/here.svg: No such file or directory" in run(project, "graph", "backend", "-o", "/nothing/here.svg", code=1).stderr
    assert "cannot be used as output folder: Not a directory" in run(project, "render", "-o", "pipelines.yaml", code=1).stderr
    for command in (["render", "-o", ""], ["plan", "--home", ""], ["apply", "--yes", "--home", ""]):
        assert "is empty" in run(project, *command, code=2).stderr


def test_a_diff_holds_nothing_that_a_terminal_would_obey(project: Path) -> None:
    """A description goes into a job's XML as it is; on a screen it must not hide or reverse what stands beside it."""
    catalog = project / "pipelines.yaml"
    catalog.write_text(catalog.read_text().replace("description: Node.js API", 'description: "Node\\u202eIPA"'))
    said = run(project, "render", "--diff").stdout
    assert "Node\\u202eIPA" in said and "\u202e" not in said
