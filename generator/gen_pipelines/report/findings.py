"""Findings for people (text), for machines (JSON, SARIF) and for pull requests on GitHub (annotations)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unicodedata import combining, east_asian_width

import click

from .. import __version__
from ..errors import ERROR, Finding, GenPipelinesError
from .json_text import json_text

COLOURS = {"error": "red", "warning": "yellow"}
SHOWN = 200
"""Findings printed as text; a broken include can give thousands, and nobody reads them."""


def colour_wanted(err: bool) -> bool:
    """Colour only on a terminal, and never against NO_COLOR (no-color.org)."""
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def print_findings(findings: Iterable[Finding], texts: Mapping[str, str], output_format: str, *, err: bool = False) -> None:
    """Print findings. ``texts`` are the files they point into, for the source lines."""
    found = list(findings)
    if output_format == "text":
        colour = colour_wanted(err)
        for finding in found[:SHOWN]:
            click.echo("\n".join(lines_of(finding, texts, colour)), err=err, color=colour)
        click.echo(summary(found), err=err)
        return
    printers = {"json": as_json, "github": as_github, "sarif": as_sarif}
    click.echo(printers[output_format](found), err=err, nl=output_format != "github" or bool(found))


def summary(findings: list[Finding]) -> str:
    """The last line: how many of each severity."""
    errors = sum(finding.severity == ERROR for finding in findings)
    warnings = len(findings) - errors
    counts = [f"{count} {name}{'s' * (count != 1)}" for count, name in ((errors, "error"), (warnings, "warning")) if count]
    hidden = f" ({len(findings) - SHOWN} not shown)" if len(findings) > SHOWN else ""
    return (" and ".join(counts) or "no findings") + hidden


def lines_of(finding: Finding, texts: Mapping[str, str], colour: bool = False) -> Iterator[str]:
    """One finding: place, message, the source line with a caret, what to do."""
    severity = click.style(finding.severity, fg=COLOURS[finding.severity], bold=True) if colour else finding.severity
    yield f"{finding.place}: {severity}: {printable(finding.message)} [{finding.rule}]"
    yield from _snippet(finding, texts, colour)
    if finding.hint:
        yield f"     = {printable(finding.hint)}"


def _snippet(finding: Finding, texts: Mapping[str, str], colour: bool) -> Iterator[str]:
    place = finding.place
    text = texts.get(place.file)
    if text is None:
        return
    lines = text.split("\n")
    if place.line > len(lines) or not lines[place.line - 1].strip():
        return
    source = lines[place.line - 1].rstrip("\r")
    if getattr(finding, "secret", False):
        source = source[: place.column - 1] + "*" * 8
    at = place.column - 1
    start, width = _window(source, at)
    end = min(at + place.length, start + width)
    before, marked, after = (printable(part.replace("\t", " ")) for part in (source[start:at], source[at:end], source[end : start + width]))
    caret = "^" * max(1, _columns(marked))
    number = str(place.line)
    margin = " " * len(number)
    pointer = " " * _columns(before) + (click.style(caret, fg=COLOURS[finding.severity]) if colour else caret)
    yield f" {number} | {before}{marked}{after}"
    yield f" {margin} | {pointer}"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for each character of Chinese, Japanese and Korean, none for an accent of its own."""
    return len(text) if text.isascii() else sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _window(source: str, column: int, width: int = 140) -> tuple[int, int]:
    """Of a very long line, the part around the finding."""
    return (max(0, column - 60) if len(source) > width else 0), width


def printable(text: str) -> str:
    """The text without characters that a terminal would obey."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else "?" for char in text)


def print_error(error: GenPipelinesError) -> None:
    """An error that is no finding: what went wrong, and what to do."""
    colour = colour_wanted(True)
    word = click.style("error", fg="red", bold=True) if colour else "error"
    where = f"{error.place}: " if error.place else ""
    message = "\n".join(printable(line) for line in error.message.split("\n"))
    click.echo(f"{where}{word}: {message}", err=True, color=colour)
    if error.hint:
        click.echo(f"     = {printable(error.hint)}", err=True)


def as_json(findings: list[Finding]) -> str:
    """One object: counts, and a list of findings with their places."""
    return json_text(
        {
            "errors": sum(finding.severity == ERROR for finding in findings),
            "warnings": sum(finding.severity != ERROR for finding in findings),
            "findings": [_as_data(finding) for finding in findings],
        }
    )


def _as_data(finding: Finding) -> dict[str, Any]:
    place = finding.place
    where = {"file": place.file, "line": place.line, "column": place.column, "length": place.length}
    return {"rule": finding.rule, "severity": finding.severity, "message": finding.message, "hint": finding.hint, **where}


def as_github(findings: list[Finding]) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    lines = []
    for finding in findings:
        place = finding.place
        where = f"file={_property(place.file)},line={place.line},col={place.column},endColumn={place.column + place.length},title={_property(finding.rule)}"
        lines.append(f"::{finding.severity} {where}::{_data(finding.message + ('; ' + finding.hint if finding.hint else ''))}")
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: list[Finding]) -> str:
    """SARIF 2.1.0, for code-scanning services."""
    driver = {"name": "gen-pipelines", "version": __version__, "rules": [_described(rule) for rule in sorted({finding.rule for finding in findings})]}
    results = [
        {
            "ruleId": finding.rule,
            "level": finding.severity,
            "message": {"text": finding.message + (f"; {finding.hint}" if finding.hint else "")},
            "locations": [{"physicalLocation": _location(finding)}],
        }
        for finding in findings
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json_text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _described(name: str) -> dict[str, Any]:
    """A rule as code-scanning services show it. What the loader finds has no page of its own: its name says it."""
    from ..catalog.rules import all_rules

    known = next((rule for rule in all_rules() if rule.id == name), None)
    summary, why = (known.summary, known.why) if known else (name.replace("-", " ").capitalize() + ".", "")
    return {"id": name, "shortDescription": {"text": summary}, "fullDescription": {"text": why or summary}, "help": {"text": why or summary}}


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    return {"artifactLocation": {"uri": _uri(place.file)}, "region": region}


def _uri(file: str) -> str:
    """A path as a URI reference: relative to the working directory, as it was named, or with its scheme."""
    from urllib.parse import quote

    quoted = quote(os.fsencode(file.replace("\\", "/")))
    return f"file://{quoted}" if quoted.startswith("/") else quoted
