"""One JVM, whatever happens to it: always a clear message, never a hang, never a process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.simulate import engine as module
from gen_pipelines.simulate import installation
from gen_pipelines.simulate.engine import Engine, EngineError, Hung
from gen_pipelines.simulate.installation import SOON, command

FAKE = [sys.executable, str(Path(__file__).with_name("fake_engine.py"))]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine that misbehaves when it is told to."""
    monkeypatch.setattr(module, "GRACE", 0.3)
    monkeypatch.setattr(module, "STOP", 0.5)
    with Engine(FAKE) as running:
        yield running


def gone(pid: int) -> bool:
    """Whether there is no such process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_one_process_answers_many_requests(engine: Engine) -> None:
    """And texts of any kind come through."""
    first = engine.ask({"script": "a"})
    assert engine.ask({"script": "b \u2028 \ud83d\ude00"})["pid"] == first["pid"]
    assert engine.starts == 1


def test_it_ends_with_the_context() -> None:
    """Nothing is left."""
    with Engine(FAKE) as running:
        pid = running.ask({"script": "a"})["pid"]
    assert gone(pid)


@pytest.mark.parametrize("script", ["hang", "hang for good"])
def test_a_hung_one_is_stopped_and_the_next_request_has_a_new_one(engine: Engine, script: str) -> None:
    """Also one that does not listen to a polite request to end."""
    pid = engine.ask({"script": "a"})["pid"]
    with pytest.raises(Hung, match="never ends"):
        engine.ask({"script": script}, seconds=0)
    assert gone(pid)
    assert engine.ask({"script": "b"})["log"] == ["b"]
    assert engine.starts == 2


def test_a_dead_one_says_its_last_words(engine: Engine) -> None:
    """They are in the message, and the next request has a new one."""
    with pytest.raises(EngineError, match=r"exit code 3\):\nout of memory"):
        engine.ask({"script": "die"})
    assert engine.ask({"script": "b"})["log"] == ["b"]


def test_one_that_was_killed_is_replaced(engine: Engine) -> None:
    """By somebody else, between two requests."""
    pid = engine.ask({"script": "a"})["pid"]
    os.kill(pid, signal.SIGKILL)
    while engine.process_id is not None:
        time.sleep(0.01)
    assert engine.ask({"script": "b"})["log"] == ["b"]


@pytest.mark.parametrize(("script", "message"), [("babble", "no JSON object: 'this is no JSON"), ("refuse", "`scirpt` means nothing")])
def test_what_makes_no_sense_is_told(engine: Engine, script: str, message: str) -> None:
    """Broken JSON on the pipe, and a request that the engine refuses."""
    with pytest.raises(EngineError, match=message):
        engine.ask({"script": script})
    assert engine.ask({"script": "b"})["log"] == ["b"]


def test_it_ends_when_python_crashes() -> None:
    """Its input ends, and so does it."""
    code = (
        f"import os, sys; sys.path.insert(0, {str(Path(module.__file__).parents[2])!r})\n"
        "from gen_pipelines.simulate.engine import Engine\n"
        f"print(Engine({FAKE!r}).ask({{'script': 'a'}})['pid'], flush=True)\nos._exit(1)"
    )
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout)
    for _ in range(200):
        if gone(pid):
            return
        time.sleep(0.01)
    raise AssertionError("it is still there")


def test_java_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    installation.java.cache_clear()
    with pytest.raises(UserError, match="Java is missing") as caught:
        installation.java()
    assert "apt-get install openjdk-17-jre-headless" in caught.value.hint
    installation.java.cache_clear()


def test_java_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its release file tells."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    (tmp_path / "release").write_text('JAVA_VERSION="1.8.0_392"\n')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    installation.java.cache_clear()
    with pytest.raises(UserError, match="is Java 8"):
        installation.java()
    installation.java.cache_clear()


def test_the_engine_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint is the one command to run; a wheel has another than a checkout."""
    monkeypatch.setenv(installation.VARIABLE, str(tmp_path))
    with pytest.raises(UserError, match="not built yet") as caught, Engine() as engine:
        engine.ask({"op": "hello"})
    assert caught.value.hint == "run `make simulator`"
    assert installation.Sources(Path("site-packages/gen_pipelines/_data/simulator")).install_command == "gen-pipelines simulator install"


def test_a_jar_that_is_not_the_one(tmp_path: Path) -> None:
    """Missing, foreign, or changed: each is named."""
    (tmp_path / "a.jar").write_text("a")
    expected = {"a.jar": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"}
    installation.verify(tmp_path, expected, "make simulator")
    for change, message in (("b.jar", "b.jar does not belong there"), ("a.jar", "a.jar is not the file it should be")):
        (tmp_path / change).write_text("b")
        with pytest.raises(UserError, match=message):
            installation.verify(tmp_path, expected, "make simulator")
        (tmp_path / "b.jar").unlink(missing_ok=True)
    (tmp_path / "a.jar").unlink()
    with pytest.raises(UserError, match=r"a\.jar is missing"):
        installation.verify(tmp_path, expected, "make simulator")


def test_java_compiles_thoroughly_only_for_many_runs() -> None:
    """A few are done sooner by its quick compiler alone."""
    assert SOON in command()
    assert SOON not in command(many=True)
