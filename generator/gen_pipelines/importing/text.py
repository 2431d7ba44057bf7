"""Imported entries as YAML that a person goes on editing: every entry with a comment on what it does not carry over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import yaml

from ..errors import UserError
from ..report.findings import printable
from .collect import Imported

WIDTH = 150


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, short lists on one line."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    block = "\n" in value and not any(line != line.rstrip() for line in value.split("\n")) and all(char.isprintable() or char == "\n" for char in value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if block else None)


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    short = all(isinstance(item, (str, int)) for item in value) and len(str(value)) < WIDTH // 2
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)


def as_yaml(imported: Imported, source: str) -> str:
    """A file for the catalog's ``include``."""
    lines = [f"# Imported by gen-pipelines from {printable(source)}. Read it, then `gen-pipelines plan` shows how it differs from what is there."]
    for section, entries in imported.entries.items():
        if entries:
            lines += ["", f"{section}:"]
        for name, entry in entries.items():
            lines += [f"  # {printable(note)}" for note in imported.notes.get((section, name), ())]
            lines += _entry(name, entry)
    lines += _skipped(imported)
    return "\n".join(lines) + "\n"


def write_file(file: str, text: str) -> None:
    """Write a file, whole or not at all.

    Raises:
        UserError: it cannot be written.
    """
    beside = f"{file}.gen-pipelines-new"
    try:
        with open(beside, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(beside, file)
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror}") from error


def _entry(name: str, entry: dict[str, Any]) -> Iterator[str]:
    flow = False if entry else None
    text = yaml.dump({name: entry}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=flow)
    yield from (f"  {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def _skipped(imported: Imported) -> list[str]:
    if not imported.skipped:
        return []
    return ["", "# Not imported:", *(f"#   {printable('/'.join(path))}: {printable(reason)}" for path, reason in imported.skipped.items())]
