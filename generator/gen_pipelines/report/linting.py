"""What ``gen-pipelines lint`` tells."""

from __future__ import annotations

import json

import click

from ..simulate.linting import Linted
from .findings import print_findings, printable


def print_linted(linted: list[Linted], output_format: str) -> None:
    """All findings of all files; as text also which files are valid."""
    findings = [finding for one in linted for finding in one.findings]
    if output_format == "json":
        rows = [{"file": one.place.file, "line": one.place.line, "column": one.place.column, "message": one.message} for one in findings]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if output_format == "text":
        for one in linted:
            if not one.findings:
                click.echo(f"{printable(str(one.path))}: valid")
    if findings or output_format != "text":
        print_findings(findings, {str(one.path): one.text for one in linted}, output_format)
