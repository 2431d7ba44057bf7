"""The double as a process of its own: for the demo, the documentation and the benchmark."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .playing import RECORDED

CHECKOUT = RECORDED.parents[2]


def test_it_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    """Its URL is the first line of its output; the port file has the port; the items are there from the start; at the end it tells what it counted."""
    file = tmp_path / "port"
    command = [sys.executable, "-m", "tests.controller", "--jobs", "40", "--folders", "4", "--port-file", str(file), "--user", "me", "--token", "mine"]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url == f"http://127.0.0.1:{file.read_text().strip()}"
        request = urllib.request.Request(f"{url}/job/folder-0001/api/json?tree=jobs[name]", headers={"Authorization": "Basic bWU6bWluZQ=="})
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.read().count(b"job-") == 10
        process.send_signal(signal.SIGTERM)
        assert json.loads(process.stdout.readline()) == {"GET json": 1, "requests": 1}
        assert process.wait(timeout=10) == 0


def test_it_can_be_made_to_fail() -> None:
    """By the fault that is asked for, at the rate that is asked for."""
    command = [sys.executable, "-m", "tests.controller", "--fault", "503", "--rate", "1"]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        with pytest.raises(urllib.error.HTTPError, match="503"):
            urllib.request.urlopen(process.stdout.readline().strip(), timeout=10)
        process.terminate()


def test_a_port_that_somebody_has_is_told_in_a_sentence() -> None:
    """Most likely it is this program, started in another terminal."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "tests.controller", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "is another controller running?" in done.stderr and "Traceback" not in done.stderr
