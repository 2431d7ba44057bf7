"""Pipelines that mean harm, or are broken beyond help: always a clear message, never a hang, never a process left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gen_pipelines.simulate import engine as module
from gen_pipelines.simulate.engine import Engine, EngineError
from gen_pipelines.simulate.run import simulate
from gen_pipelines.simulate.scenario import Budget, Scenario
from gen_pipelines.simulate.simulation import Simulation
from gen_pipelines.simulate.subject import of_text
from tests.three_tier import ROOT

BUDGET = Budget(steps=500, seconds=3)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The real one."""
    with Engine() as running:
        yield running


def run(engine: Engine, script: str, **scenario: object) -> Simulation:
    """Run a script with little to spend."""
    return simulate(engine, of_text(script, "Jenkinsfile", None), Scenario(budget=BUDGET, **scenario))


def problems(done: Simulation) -> str:
    """Everything that is said of what went wrong."""
    return json.dumps([done.answer["errors"], done.answer["violations"]])


@pytest.mark.parametrize(
    "script",
    [
        "while (true) { echo 'again' }",
        "while (true) { sleep 1 }",
        "while (true) { }",
        "def again() { again() }\nagain()",
        "def again() { echo 'deeper'; again() }\nagain()",
        "pipeline { agent any\n stages { stage('A') { steps { script { while (true) { sh 'true' } } } } } }",
        "waitUntil { false }",
        "retry(1000000) { error 'no' }",
        "def x = [:]; x.self = x; echo \"${x.toString().size()}\"; def y = 'x'\nwhile (true) { y += y }",
        "parallel((1..50).collectEntries { [(\"b${it}\"): { while (true) { sleep 1 } }] })",
    ],
)
def test_what_never_ends_is_stopped(engine: Engine, script: str) -> None:
    """By its budget or Jenkins' own limits, within seconds; the engine goes on."""
    began = time.monotonic()
    done = run(engine, script)
    assert time.monotonic() - began < 30
    assert done.result in ("FAILURE", "ABORTED"), problems(done)
    assert done.answer["errors"] or done.answer["violations"]
    assert run(engine, "echo 'fine'").result == "SUCCESS"


def test_plain_groovy_that_never_ends_takes_the_engine_with_it(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client stops the JVM, says so, and has a new one for the next run."""
    monkeypatch.setattr(module, "GRACE", 2.0)
    pid = engine.process_id
    done = run(engine, "@NonCPS\ndef f() { while (true) { } }\nf()")
    if done.ended:  # the engine's own watchdog was faster
        assert done.result in ("FAILURE", "ABORTED"), problems(done)
    else:
        assert "never ends" in done.answer["errors"][0]["message"]
        assert engine.process_id is None and pid is not None
    assert run(engine, "echo 'fine'").result == "SUCCESS"


def test_huge_output_is_cut(engine: Engine) -> None:
    """The console has a limit, and the answer stays small."""
    done = run(engine, "def line = 'x' * 100000\nfor (int i = 0; i < 400; i++) { echo line }")
    assert sum(map(len, done.answer["log"])) < 20_000_000
    assert done.result in ("FAILURE", "ABORTED"), problems(done)


@pytest.mark.parametrize("thrown", ["new StackOverflowError()", "new OutOfMemoryError('none left')", "new ThreadDeath()", "new Error('broken')"])
def test_an_error_of_the_jvm_fails_the_build_only(engine: Engine, thrown: str) -> None:
    """Thrown by a trusted library; the engine goes on."""
    done = run(engine, "broken()", library={"vars/broken.groovy": f"def call() {{ throw {thrown} }}"}, trusted=True)
    assert done.result == "FAILURE", problems(done)
    assert run(engine, "echo 'fine'").result == "SUCCESS"


@pytest.mark.parametrize(
    "script",
    [
        "System.exit(0)",
        "Runtime.getRuntime().halt(0)",
        "'kill -9 $PPID'.execute()",
        "new File('/etc/passwd').text",
        "this.class.classLoader.loadClass('java.lang.System')",
    ],
)
def test_the_sandbox_holds(engine: Engine, script: str) -> None:
    """A pipeline cannot reach the machine."""
    done = run(engine, script)
    assert done.result == "FAILURE", problems(done)


def test_a_jvm_that_is_killed_while_it_works() -> None:
    """The run says so, and nothing hangs."""
    with Engine() as engine:
        run(engine, "echo 'warm'")
        pid = engine.process_id
        assert pid is not None
        threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
        with pytest.raises(EngineError, match="ended unexpectedly"):
            simulate(engine, of_text("while (true) { }", "Jenkinsfile", None))
        assert run(engine, "echo 'fine'").result == "SUCCESS"


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '{"op": "dance"}', '{"op": "run"}', '{"op": "run", "script": 7}', '{"op": "run", "scirpt": "", "script": ""}', "\x00\x01", ""]
)
def test_a_broken_line_on_the_pipe_is_refused_in_words(line: str) -> None:
    """And the next one is answered."""
    with Engine() as engine:
        engine.ask({"op": "hello"})
        process = engine._process
        assert process is not None and process.stdin is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        if line:
            answer = json.loads(engine._answers.get(timeout=20) or "")
            assert answer["ok"] is False and answer["problem"]
        assert engine.ask({"op": "hello"})["ok"] is True


def test_a_script_that_is_no_groovy(engine: Engine) -> None:
    """The place of the mistake is in the errors."""
    done = run(engine, "node {\n  echo 'a\n}\n")
    assert done.result == "FAILURE"
    assert "2" in problems(done)


def test_a_jenkinsfile_of_a_megabyte(engine: Engine) -> None:
    """Comments cost nothing; a text beyond 65,535 bytes does not compile, as in Jenkins."""
    assert run(engine, "// comment\n" * 90_000 + "echo 'done'").result == "SUCCESS"
    assert run(engine, f"echo '{'x' * 70_000}'").result == "FAILURE"


@pytest.mark.parametrize("script", ["@NonCPS\ndef f() { while (true) { } }\nf()", "while (true) { }", "node { sh 'sleep 300' }"])
def test_nothing_is_left_when_python_is_killed(script: str, tmp_path: Path) -> None:
    """Whatever the engine is doing: its input has ended, and so does it, with the commands it runs."""
    (tmp_path / "Jenkinsfile").write_text(script)
    command = [sys.executable, "-m", "gen_pipelines", "simulate", "--file", "Jenkinsfile", "--shell", "real", "--workspace", str(tmp_path)]
    process = subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT / "generator")}, stdout=subprocess.DEVNULL)
    started = wait_for(lambda: _children(process.pid), 20)
    time.sleep(3)  # it is at work by now
    below = started | {pid for one in started for pid in _children(one)}
    process.kill()
    process.wait()
    assert wait_for(lambda: not any(map(_alive, below)), 20), below


def wait_for(condition: Callable[[], Any], seconds: float) -> Any:
    """What a condition gives once it is true, or in the end."""
    until = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _children(pid: int) -> set[int]:
    try:
        return {int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()}
    except OSError:
        return set()


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
