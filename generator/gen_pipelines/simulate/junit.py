"""Results of scenarios as JUnit XML, which Jenkins and other CI servers show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .run import ScenarioRun


def junit_xml(tested: Iterable[ScenarioRun], folder: Path) -> str:
    """One test suite: a case for each scenario, its class being the folder it is in. Times are real seconds."""
    results = list(tested)
    failed, broken = sum(bool(one.failures) for one in results), sum(bool(one.problem) for one in results)
    seconds = sum(map(_seconds, results))
    counts = {"tests": str(len(results)), "failures": str(failed), "errors": str(broken), "time": f"{seconds:.3f}"}
    suite = Element("testsuite", {"name": "gen-pipelines scenarios", **counts})
    for one in results:
        relative = one.file.path.relative_to(folder)
        group = ".".join(("scenarios", *relative.parent.parts))
        case = SubElement(suite, "testcase", {"classname": group, "name": _clean(one.file.title), "file": relative.as_posix(), "time": f"{_seconds(one):.3f}"})
        if one.problem:
            SubElement(case, "error", {"message": _clean(one.problem)}).text = _clean(one.problem)
        for failure in one.failures:
            SubElement(case, "failure", {"message": _clean(failure)}).text = _clean(failure)
        if one.simulation is not None and not one.passed:
            SubElement(case, "system-out").text = _clean("\n".join(one.simulation.answer["log"]))
    indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suite, encoding="unicode") + "\n"


def _seconds(one: ScenarioRun) -> float:
    return float(one.simulation.answer.get("wall", 0)) / 1000 if one.simulation else 0.0


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(char if char in "\t\n" or (char >= " " and not 0xD800 <= ord(char) <= 0xDFFF and char not in "\ufffe\uffff") else "?" for char in text)
