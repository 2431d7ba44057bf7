"""testLoad and testPerformance with the real k6, vegeta and hey, against a server on loopback."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from .bench import Bench
from .servers import free_port

K6 = """import http from 'k6/http'
export const options = {vus: 2, iterations: 40, OPTIONS}
export default function () { http.get(`${__ENV.BASE_URL}/${__ENV.ENVIRONMENT}`) }
"""


class Service(ThreadingHTTPServer):
    """Answers each request after ``wait`` seconds with ``status``, and counts the paths."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.wait = 0.0
        self.status = 200
        self.asked: set[str] = set()
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.stopping = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Service

    def do_GET(self) -> None:
        """Wait, and answer."""
        self.server.asked.add(self.path)
        self.server.stopping.wait(self.server.wait)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    """What is tested."""
    served = Service()
    yield served
    served.stopping.set()
    served.shutdown()
    served.server_close()


def call(service: Service, tool: str, more: str, step: str = "testLoad") -> str:
    """A call of a second."""
    script = "load.js" if tool == "k6" else "requests"
    return f"{step}(environment: 'staging', url: '{service.address}', script: '{script}', tool: '{tool}', duration: '1s', rate: 40, {more})"


@pytest.fixture
def load(bench: Bench) -> Bench:
    """A workspace with a script for each tool."""
    bench.write({"load.js": K6.replace("OPTIONS", ""), "requests": "# what people ask for\nGET /staging\n"})
    return bench


@pytest.mark.parametrize("tool", ["k6", "vegeta", "hey"])
def test_every_tool_measures_the_same_numbers(load: Bench, service: Service, tool: str) -> None:
    """Limits that hold, and limits that do not; each with what was measured, and the samples are kept."""
    service.wait = 0.02
    built = load.run(call(service, tool, "thresholds: [p95: '<2s', errors: '<1%', rate: '>5/s']"))
    assert built.result == "SUCCESS", built.log
    outcome = load.outcome("testLoad")
    assert outcome["verdict"] == "clean" and service.asked == {"/staging"}
    metrics = outcome["metrics"]
    assert 20 <= metrics["p50"] <= metrics["p90"] <= metrics["p95"] <= metrics["p99"] <= metrics["max"] < 2000, metrics
    assert metrics["errors"] == 0 and metrics["requests"] == 40 and metrics["rate"] > 5
    assert len(gzip.decompress((load.work / "reports/load/testLoad-Scan.samples.csv.gz").read_bytes()).splitlines()) >= 40
    assert "testLoad staging: p95 " in built.description
    built = load.run(call(service, tool, "thresholds: [p95: '<=10ms', max: '<10ms', rate: '>10000/s']"))
    assert built.result == "FAILURE" and "testLoad: limits that do not hold: 3 (p95 " in built.error
    assert " ms, not <=10ms\n" in built.error and "not >10000/s" in built.error


@pytest.mark.parametrize("tool", ["k6", "vegeta", "hey"])
def test_failing_answers_are_errors_of_the_service(load: Bench, service: Service, tool: str) -> None:
    """Where all fail, nothing was tested: that is no finding."""
    service.status = 503
    built = load.run(call(service, tool, "thresholds: [errors: '<1%']"))
    assert built.result == "FAILURE" and "no request of 40 was answered well\n  is the address right, and is it up?" in built.error, built.log
    assert load.outcome("testLoad")["verdict"] == "error"


@pytest.mark.parametrize("tool", ["k6", "vegeta", "hey"])
def test_nobody_there_is_an_error(load: Bench, service: Service, tool: str) -> None:
    """Never clean."""
    service.address = f"http://127.0.0.1:{free_port()}"
    built = load.run(call(service, tool, "thresholds: [p95: '<1s']"))
    assert built.result == "FAILURE" and load.outcome("testLoad")["verdict"] == "error", built.log
    assert "answered" in built.error


def test_a_build_that_is_slower_than_the_last_good_one(load: Bench, service: Service) -> None:
    """In percent, with both numbers; a slower build is no new measure, a faster one is."""
    service.wait = 0.05
    more = "regression: 50"
    built = load.run(call(service, "vegeta", more, "testPerformance"))
    assert built.result == "SUCCESS" and "no good build to compare with yet" in built.log
    service.wait = 0.2
    built = load.run(call(service, "vegeta", more, "testPerformance"))
    assert built.result == "FAILURE" and "of the last good build; allowed are 50 %" in built.error
    assert load.outcome("testPerformance")["regression"] > 50
    assert load.run(call(service, "vegeta", more, "testPerformance")).result == "FAILURE"
    service.wait = 0.04
    assert load.run(call(service, "vegeta", more, "testPerformance")).result == "SUCCESS"
    (kept,) = (load.cache / "load").iterdir()
    kept.write_text('{"p95": "broken', encoding="utf-8")
    assert "no good build to compare with yet" in load.run(call(service, "vegeta", more, "testPerformance")).log


def test_limits_of_the_script_count(load: Bench, service: Service) -> None:
    """k6 says them by its exit code."""
    service.wait = 0.02
    load.write({"load.js": K6.replace("OPTIONS", "thresholds: {http_req_duration: ['p(95)<1', 'p(50)<10000']}")})
    built = load.run(call(service, "k6", "regression: 10"))
    assert built.error.endswith("the limit of the script does not hold: http_req_duration: p(95)<1") and load.outcome("testLoad")["verdict"] == "findings"


@pytest.mark.parametrize(
    ("files", "arguments", "error"),
    [
        ({"load.js": "import broken"}, "script: 'load.js'", "k6 broke off with exit code"),
        ({"load.js": "export default function () {}"}, "script: 'load.js'", "no request was sent or answered"),
        ({}, "script: 'gone.js'", "there is no file gone.js\n  check the argument script"),
        ({}, "script: '../secret'", "the script ../secret lies outside the workspace"),
        ({"r": "GET http://elsewhere.example.com/"}, "script: 'r', tool: 'vegeta'", "r has a line that is no request: 1:GET http://elsewhere"),
        ({"r": "GET /a\n@/etc/passwd\n"}, "script: 'r', tool: 'vegeta'", "r has a line that is no request: 2:@/etc/passwd"),
        ({"r": "# none\n"}, "script: 'r', tool: 'hey'", "r names no request"),
        ({"r": "GET /a\nGET /b\n"}, "script: 'r', tool: 'hey'", "hey sends one request only"),
        ({"load.js": K6.replace("OPTIONS", "")}, "script: 'load.js', thresholds: [p95: '<300', errors: '<5ms']", "this is no limit: errors=<5ms, p95=<300\n  write times"),
    ],
)
def test_what_cannot_be_tested_is_an_error(bench: Bench, service: Service, files: dict[str, str], arguments: str, error: str) -> None:
    """It says what to do."""
    bench.write(files)
    built = bench.run(f"testLoad(environment: 'staging', url: '{service.address}', {arguments})")
    assert built.result == "FAILURE" and error in built.error, built.error


def test_tools_that_are_missing_old_or_broken(load: Bench, service: Service) -> None:
    """Each is an error, whatever the limits."""
    load.tool("k6", "echo 'k6 v0.40.0'")
    assert "k6 0.40.0 is too old: it takes 0.49 or later" in load.run(call(service, "k6", "regression: 1")).error
    load.tool("k6", "[ \"$1\" != version ] || { echo 'k6 v1.8.1'; exit; }\necho '{' >\"$(printf '%s\\n' \"$@\" | grep summary.json)\"")
    assert "the tool wrote a report that is no JSON" in load.run(call(service, "k6", "regression: 1")).error
    load.tool("k6", "[ \"$1\" != version ] || { echo 'k6 v1.8.1'; exit; }\nkill -9 $$")
    assert "k6 broke off with exit code 137" in load.run(call(service, "k6", "regression: 1")).error
    load.tool("vegeta", "exit 1")
    assert "vegeta broke off with exit code 1" in load.run(call(service, "vegeta", "regression: 1")).error


def test_each_step_compares_with_its_own_builds(load: Bench, service: Service) -> None:
    """A load test and a performance test of the same script, and of the same script in another directory, are different tests."""
    more = "regression: 50, thresholds: [errors: '<1%']"
    assert load.run(call(service, "vegeta", more)).result == "SUCCESS"
    assert "no good build to compare with yet" in load.run(call(service, "vegeta", more, "testPerformance")).log
    load.write({"other/requests": "GET /staging\n"})
    assert "no good build to compare with yet" in load.run(call(service, "vegeta", more + ", directory: 'other'")).log


def test_the_samples_of_vegeta_do_not_have_the_answers(load: Bench, service: Service) -> None:
    """What a service answers is nobody's business later: time, code, latency, sizes, error, method and address are kept."""
    assert load.run(call(service, "vegeta", "thresholds: [errors: '<1%']")).result == "SUCCESS"
    (samples,) = (load.work / "reports/load").glob("*.samples.csv.gz")
    lines = gzip.decompress(samples.read_bytes()).decode().splitlines()
    assert len(lines) == 40 and all(line.count(",") == 7 and line.endswith(f',"GET","{service.address}/staging"') for line in lines), lines[0]
    assert "b2s" not in lines[0], lines[0]


def test_requests_that_hey_does_not_send_are_no_errors(load: Bench, service: Service) -> None:
    """It gives each of its workers the same number, and drops the rest."""
    built = load.run(call(service, "hey", "thresholds: [errors: '<1%']").replace("rate: 40", "rate: 45"))
    assert built.result == "SUCCESS", built.error
    assert "errors 0 %" in built.log, built.log


def test_a_limit_of_the_script_counts_when_its_summary_does_not_say_so(load: Bench) -> None:
    """k6 ends with 99: that is the word that counts."""
    metrics = '{"http_req_duration": {"med": 1, "p(90)": 1, "p(95)": 1, "p(99)": 1, "avg": 1, "max": 1}, "http_req_failed": {"value": 0}, "http_reqs": {"rate": 9, "count": 9}}'
    told = f'case $1 in version) echo \'k6 v1.8.1\'; exit 0 ;; esac; while [ "$1" != --summary-export ]; do shift; done; echo \'{{"metrics": {metrics}}}\' >"$2"; exit 99'
    load.tool("k6", told)
    built = load.run("testLoad(environment: 'staging', script: 'load.js', tool: 'k6', duration: '1s')")
    assert built.result == "FAILURE" and "the limit of the script does not hold: k6 ended with 99" in built.error, built.error
