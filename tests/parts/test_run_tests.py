"""runTests against real projects: Node's own runner, and pytest."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from gen_pipelines.simulate.scenario import Credential

from .bench import Bench
from .servers import small_disk
from .test_hard import is_running

NODE = {
    "package.json": '{"type": "module"}\n',
    "src/add.js": "export function add(a, b) {\n  if (a === 99) {\n    return 0\n  }\n  return a + b\n}\n",
    "report.js": """import {basename} from 'node:path'
export default async function * report(source) {
  yield '<testsuites>'
  for await (const {type, data} of source) {
    if (!['test:pass', 'test:fail'].includes(type) || data.name.endsWith('.js')) continue
    yield `<testcase name="${data.name}" classname="cart" file="${data.file.replace(process.cwd() + '/', '')}" time="${data.details.duration_ms / 1000}">`
    if (type === 'test:fail') yield `<failure message="${data.details.error.cause.message.split('\\n')[0]}"/>`
    yield '</testcase>'
  }
  yield '</testsuites>'
}
""",
}
LCOV = "--experimental-test-coverage --test-reporter=lcov --test-reporter-destination=coverage/lcov.info"
COMMAND = f"mkdir -p reports coverage && node --test --test-reporter=./report.js --test-reporter-destination=reports/junit.xml {LCOV} $TESTS"
CALL = f"command: '{COMMAND}', files: 'test/**/*.test.js', reports: 'reports/junit.xml'"
COVERAGE = "coverage: [report: 'coverage/lcov.info', format: 'lcov', minimum: 70]"


def node_test(name: str, body: str) -> str:
    """A file with one test."""
    return f"import test from 'node:test'\nimport assert from 'node:assert'\nimport {{add}} from '../src/add.js'\ntest('{name}', () => {{ {body} }})\n"


@pytest.fixture
def node(bench: Bench) -> Bench:
    """A Node project with three files of tests."""
    bench.commit(NODE | {f"test/{name}.test.js": node_test(name, "assert.equal(add(1, 2), 3)") for name in ("a", "b", "c")})
    return bench


def report(*cases: str) -> str:
    """A command that writes a report with these test cases."""
    return f"mkdir -p reports; cat >reports/junit.xml <<'XML'\n<testsuite>{''.join(cases)}</testsuite>\nXML\n"


def shell(command: str) -> str:
    """A command as an argument in Groovy."""
    return "command: '''" + command.replace("\\", "\\\\").replace("'", "\\'") + "'''"


def times_of(bench: Bench) -> dict[str, float]:
    """What the agent remembers of the files' times."""
    (kept,) = (bench.cache / "tests").glob("*.json")
    times: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))["times"]
    return times


def test_tests_in_parts_are_one_result(node: Bench) -> None:
    """Each file runs once; reports and coverage of all parts come together; the workspace stays as it was."""
    built = node.run(f"echo \"${{runTests({CALL}, {COVERAGE}, splits: 2)}}\"")
    assert built.result == "SUCCESS", built.log
    outcome = node.outcome("runTests")
    assert (outcome["passed"], outcome["failed"], outcome["parts"], outcome["verdict"]) == (3, [], 2, "clean")
    assert "SF:src/add.js" in (lcov := (node.work / "reports/tests/runTests-Scan/coverage.lcov").read_text(encoding="utf-8")), lcov
    assert lcov.count("SF:src/add.js") == 1 and outcome["coverage"] > 70
    assert sorted(path.name for path in (node.work / "reports/tests/runTests-Scan").glob("part-*/reports/junit.xml")) == ["junit.xml"] * 2
    assert not (node.work / "coverage").exists() and not list(node.folder.glob("job@tmp/tests-*"))
    assert set(times_of(node)) == {"test/a.test.js", "test/b.test.js", "test/c.test.js"}
    assert "tests: passed: 3, coverage: " in built.description


def test_the_times_of_earlier_builds_divide_the_tests(node: Bench) -> None:
    """The long file is alone; a file that is new runs, too; one that is gone is forgotten."""
    node.write({"test/a.test.js": node_test("a", "const end = Date.now() + 1500; while (Date.now() < end);")})
    built = node.run(f"runTests({CALL}, splits: 2)")
    assert "nothing is known of their times yet" in built.log
    node.write({"test/d.test.js": node_test("d", "assert.equal(add(1, 2), 3)")})
    (node.work / "test/b.test.js").unlink()
    built = node.run(f"runTests({CALL}, splits: 2)", JOB_NAME="shop/api/PR-7")
    assert "part 1 of 2: files: 1, about 2 s by earlier runs" in built.log, built.log
    assert "part 2 of 2: files: 2, about 1 s" in built.log
    assert node.outcome("runTests")["passed"] == 3
    assert set(times_of(node)) == {"test/a.test.js", "test/c.test.js", "test/d.test.js"}


def test_a_failing_test_is_named_and_fails_the_build(node: Bench) -> None:
    """With its message, from whatever part; the other parts finish."""
    node.write({"test/b.test.js": node_test("adds & more", "assert.equal(add(1, 2), 4, \"it's not 4\")")})
    built = node.run(f"runTests({CALL}, splits: 3)")
    assert built.result == "FAILURE"
    assert built.error == "runTests: failed: 1 of 3\n  cart: adds & more: it's not 4"
    assert node.outcome("runTests")["verdict"] == "findings"


def test_coverage_below_the_limit_is_a_finding(node: Bench) -> None:
    """It says both numbers, and where the coverage of each file is."""
    built = node.run(f"runTests({CALL}, {COVERAGE.replace('70', '95')})")
    assert built.result == "FAILURE"
    assert "% is below 95 %\n  by file: reports/tests/runTests-Scan/coverage.lcov" in built.error
    assert "the tests wrote no coverage report c.xml" in node.run(f"runTests({CALL}, coverage: [report: 'c.xml'])").error


def test_python_tests_in_parts(bench: Bench) -> None:
    """pytest says a file by its module; a command may divide by itself, too."""
    bench.commit({f"tests/test_{name}.py": f"class TestIt:\n    def test_{name}(self) -> None:\n        assert 1\n" for name in ("one", "two")})
    pytest_ = f"{sys.executable} -m pytest -q -p no:cacheprovider --junitxml=out/junit.xml"
    built = bench.run(f"runTests(command: '{pytest_} $TESTS', files: 'tests/**/test_*.py', reports: 'out/*.xml', splits: 2)")
    assert built.result == "SUCCESS", built.log
    assert bench.outcome("runTests")["passed"] == 2 and set(times_of(bench)) == {"tests/test_one.py", "tests/test_two.py"}
    built = bench.run(f"runTests(command: '{pytest_} $(ls tests/*.py | sed -n \"$SPLIT~$SPLITS p\")', reports: 'out/*.xml', splits: 2)")
    assert built.result == "SUCCESS" and bench.outcome("runTests")["passed"] == 2, built.log


def test_a_test_that_fails_and_then_passes_is_flaky(bench: Bench) -> None:
    """In one run, when the runner takes it for passed; in another build of the same commit; never in one of another commit."""
    bench.commit({"a": "a"})
    failed, good, other = '<testcase name="t"><failure message="m"/></testcase>', '<testcase name="t"/>', '<testcase name="u"/>'
    built = bench.run(f"runTests({shell(report(failed, good, other))}, reports: 'reports/*.xml')")
    assert built.result == "SUCCESS" and "passed: 2, flaky: t" in built.log, built.error
    assert bench.run(f"runTests({shell(report(failed, good, other) + 'exit 1')}, reports: 'reports/*.xml')").error.startswith("runTests: failed: 1 of 2\n  t: m")
    assert bench.run(f"runTests({shell(report(good, other))}, reports: 'reports/*.xml')").result == "SUCCESS"
    assert bench.outcome("runTests")["flaky"] == ["t"]
    assert "t: m (it passed before on this commit)" in bench.run(f"runTests({shell(report(failed, other))}, reports: 'reports/*.xml')").error
    bench.commit({"a": "b"})
    assert bench.run(f"runTests({shell(report(good, other))}, reports: 'reports/*.xml')").result == "SUCCESS"
    assert bench.outcome("runTests")["flaky"] == []


@pytest.mark.parametrize(
    ("command", "error"),
    [
        ("exit 3", "the command ended with exit code 3, though no test failed"),
        ("true", "the tests wrote no report that fits reports/*.xml\n  check the argument reports"),
        (report(), "no test was run"),
        ("echo before; kill -9 $$", "the command was killed by signal 9\n  the agent may be short of memory"),
        ("no-such-runner", "the command cannot be run\n"),
        (report('<testcase name="t"/>').replace("</testsuite>", ""), "the report reports/junit.xml is no JUnit report to its end"),
        ("mkdir -p reports; echo '{}' >reports/junit.xml", "the report reports/junit.xml is no JUnit report to its end"),
    ],
)
def test_what_is_no_result_is_an_error(bench: Bench, command: str, error: str) -> None:
    """Never clean, never findings."""
    built = bench.run(f"runTests({shell(command)}, reports: 'reports/*.xml')")
    assert built.result == "FAILURE" and error in built.error, built.error
    assert bench.outcome("runTests")["verdict"] == "error"


def test_without_reports_the_exit_code_judges(bench: Bench) -> None:
    """It cannot say which test failed."""
    assert bench.run("runTests(command: 'true')").result == "SUCCESS"
    built = bench.run("runTests(command: 'echo three wrong; exit 1')")
    assert built.error == "runTests: the command ended with exit code 1; which tests failed only reports could say\n  three wrong"


def test_reports_of_an_earlier_build_do_not_count(bench: Bench) -> None:
    """A command that wrote none has none."""
    bench.write({"reports/junit.xml": '<testsuite><testcase name="t"/></testsuite>'})
    assert "wrote no report" in bench.run("runTests(command: 'true', reports: 'reports/*.xml')").error


def test_hostile_names_stay_names(bench: Bench) -> None:
    """Of files, of tests, of messages; commands read such files from TESTS_FILE."""
    bench.write({"test/$(touch owned) 'a.t": "", "test/--b.t": "", "test/[c].t": ""})
    case = '<testcase classname="\x1b[31m$(touch owned)" name="&quot;`touch owned`&amp;"><failure>&lt;script&gt;</failure></testcase>'
    seen = 'printf "%s|" "${TESTS:-}" >"$WORKSPACE/seen"; cat "$TESTS_FILE" >>"$WORKSPACE/seen"\n'
    built = bench.run(f"runTests({shell(seen + report(case))}, files: 'test/*.t', reports: 'reports/*.xml')")
    assert built.error == 'runTests: failed: 1 of 1\n   [31m$(touch owned): "`touch owned`&: <script>', repr(built.error)
    assert (bench.work / "seen").read_text(encoding="utf-8") == "|test/$(touch owned) 'a.t\ntest/--b.t\ntest/[c].t\n"
    assert not list(bench.folder.rglob("owned"))
    assert bench.run(f"runTests({shell(seen + report(case))}, files: 'test/[c].t', reports: 'reports/*.xml')").result == "FAILURE"
    assert (bench.work / "seen").read_text(encoding="utf-8") == "|test/[c].t\n"
    assert "no file of the folder . fits the pattern nothing/*" in bench.run("runTests(command: 'true', files: 'nothing/*')").error


def test_a_secret_of_the_tests_is_in_no_record(bench: Bench) -> None:
    """Also when a test fails with it."""
    command = 'mkdir -p reports; echo "<testsuite><testcase name=\\"t\\"><failure message=\\"got $TOKEN\\"/></testcase></testsuite>" >reports/junit.xml'
    bench.credentials.append(Credential(id="token"))
    built = bench.run(f"runTests({shell(command)}, reports: 'reports/*.xml', secrets: [TOKEN: 'token'])")
    assert built.error == "runTests: failed: 1 of 1\n  t: got ****"
    assert bench.outcome("runTests")["failed"][0]["message"] == "got ****"


def test_the_preparation_runs_once(bench: Bench) -> None:
    """Before the tests, in the workspace; when it breaks off nothing runs."""
    command = shell('test -f prepared && touch "$WORKSPACE/ran"\n' + report('<testcase name="t"/>'))
    built = bench.run(f"runTests(prepare: 'echo once >>prepared', {command}, reports: 'reports/*.xml', splits: 2)")
    assert built.result == "SUCCESS", built.log
    assert (bench.work / "prepared").read_text(encoding="utf-8") == "once\n" and not (bench.work / "ran").exists()
    built = bench.run("runTests(prepare: 'echo no network; exit 4', command: 'touch ran')")
    assert built.error == "runTests: the preparation ended with exit code 4\n  no network" and not (bench.work / "ran").exists()


def test_a_huge_report_is_read_where_it_is(bench: Bench) -> None:
    """100 MB of JUnit XML; the controller reads a small outcome."""
    case = "<testcase name='t%d' classname='c'><system-out>%s</system-out></testcase>"
    made = f'print("<testsuite>")\nfor n in range(100000):\n    print("{case}" % (n, "x" * 1000))\nprint("</testsuite>")\n'
    bench.write({"made.py": made})
    built = bench.run("runTests(command: 'mkdir -p reports; python3 made.py >reports/junit.xml', reports: 'reports/*.xml')")
    assert built.result == "SUCCESS" and bench.outcome("runTests")["passed"] == 100000, built.error
    assert (bench.work / "reports/steps/runTests-Scan.outcome.json").stat().st_size < 5000


def test_a_time_limit_leaves_nothing_behind(bench: Bench, tmp_path: Path) -> None:
    """Neither processes, nor copies that the next call would find."""
    command = shell(f"sleep 300 & echo $! >>'{tmp_path}/pid'; wait")
    built = bench.run(f"runTests({command}, splits: 2, timeout: '6s')")
    assert built.result == "ABORTED" and "[runTests] aborted" in built.log
    assert not any(is_running(int(pid)) for pid in (tmp_path / "pid").read_text(encoding="ascii").split())
    assert bench.run("runTests(command: 'true')").result == "SUCCESS" and not list(bench.folder.glob("job@tmp/tests-*"))


COBERTURA = """<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage><packages><package name="p"><classes><class name="a" filename="src/a &amp; b.py"><methods><method name="m"><lines><line number="1" hits="1"/></lines></method></methods>
<lines><line number="1" hits="1"/><line number="2" hits="0"/><line number="3" hits="2"/></lines></class></classes></package></packages></coverage>"""
JACOCO = """<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="r"><package name="com/acme"><class name="com/acme/A"/>
<sourcefile name="A.java"><line nr="1" mi="0" ci="3"/><line nr="2" mi="2" ci="0"/><line nr="3" mi="1" ci="1"/>
<counter type="LINE" missed="1" covered="2"/></sourcefile></package></report>"""


@pytest.mark.parametrize(("kind", "text", "source"), [("cobertura", COBERTURA, "src/a & b.py"), ("jacoco", JACOCO, "com/acme/A.java")])
def test_coverage_in_every_format(bench: Bench, kind: str, text: str, source: str) -> None:
    """The lines of the sources, once each; a report that is cut off is an error."""
    bench.write({"made.xml": text, "cut.xml": text[:-30], "report.xml": '<testsuite><testcase name="t"/></testsuite>'})
    call = "runTests(command: 'cat report.xml >junit.xml; cat %s >coverage.xml', reports: 'junit.xml', coverage: [report: 'coverage.xml', format: '%s', minimum: 66])"
    built = bench.run(call % ("made.xml", kind))
    assert built.result == "SUCCESS" and bench.outcome("runTests")["coverage"] == 66.66, built.log
    lcov = (bench.work / "reports/tests/runTests-Scan/coverage.lcov").read_text(encoding="utf-8")
    assert lcov.startswith(f"SF:{source}\nDA:1,") and lcov.endswith("LF:3\nLH:2\nend_of_record\n")
    assert f"the coverage report coverage.xml is no {kind} to its end" in bench.run(call % ("cut.xml", kind)).error


def test_a_full_disk_is_an_error(bench: Bench, tmp_path: Path) -> None:
    """Copies that do not fit are no tests that passed."""
    bench.write({"big": "x" * 3_000_000})
    (tmp_path / "job@tmp").mkdir()
    with small_disk(tmp_path / "job@tmp", "4m"):
        built = bench.run("runTests(command: 'true', splits: 2)")
    assert built.result == "FAILURE" and "the workspace cannot be copied for part 2\n  is the disk full?" in built.error, built.error
