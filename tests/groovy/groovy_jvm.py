"""Runs ``harness.groovy`` in a JVM with Groovy 2.4.21."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from struct import pack
from typing import NamedTuple

from gen_pipelines.render.groovy import comment, literal

from .setup import groovy_jar, java

HARNESS = Path(__file__).with_name("harness.groovy")
BATCH = 1_000
METHOD = 50
"""Texts in one method, which may have 64 KB of bytecode."""
SECONDS = 600


class Problem(NamedTuple):
    """What the compiler says of a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


def run(*arguments: str) -> list[str]:
    """The lines the harness prints.

    Raises:
        RuntimeError: it ended with an error.
    """
    command = [
        java(),
        "-Xss16m",
        "-XX:TieredStopAtLevel=1",
        "-Dfile.encoding=UTF-8",
        "-cp",
        str(groovy_jar()),
        "groovy.ui.GroovyMain",
        str(HARNESS),
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(f"the Groovy harness failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout.splitlines()


def problems(files: Iterable[Path]) -> list[Problem]:
    """What Groovy 2.4.21 refuses in these files, compiled with a stub of ``@Library``; all in one JVM."""
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder, "files")
        names.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
        answers = [line.split("\t") for line in run("compile", str(names))]
    return [Problem(file, int(line), int(column), message) for file, line, column, message in answers]


def round_trip(texts: Iterable[str]) -> tuple[int, list[str]]:
    """Evaluates each text as a literal, as the key of a map and as its value, each below a comment of the same text.

    Returns how many values were compared, and what differs.
    """
    return _compare((_source(batch), [text for text in batch for _ in range(3)]) for batch in _batches(texts))


def all_true(expressions: Iterable[str], definitions: str = "") -> tuple[int, list[str]]:
    """Evaluates Groovy expressions, with some methods defined; returns how many there were, and those that are not true."""
    return _compare((f"{definitions}\n{_methods(batch, _truth)}", ["true"] * len(batch)) for batch in _batches(expressions))


def _compare(batches: Iterable[tuple[str, list[str]]]) -> tuple[int, list[str]]:
    """Runs scripts that add texts to ``found``, and compares with what each should have found."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (source, expected) in enumerate(batches):
            Path(folder, f"{number:05}.groovy").write_text(source, encoding="utf-8", newline="")
            Path(folder, f"{number:05}.expected").write_bytes(_units(expected))
        *wrong, summary = run("roundtrip", folder)
    _, compared, _, mismatches = summary.split()
    return int(compared), wrong if int(mismatches) else []


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _source(batch: list[str]) -> str:
    """A script that adds every text three times to ``found``. A lost comment or quote takes the next statement with it."""
    return _methods(batch, _statements)


def _methods(batch: list[str], statements: Callable[[str], str]) -> str:
    """The statements for each entry, in methods that are small enough for the JVM, and the calls of these methods."""
    parts = [batch[start : start + METHOD] for start in range(0, len(batch), METHOD)]
    blocks = ["\n".join([f"def part{number}() {{", *map(statements, part), "}"]) for number, part in enumerate(parts)]
    return "\n".join([*blocks, *(f"part{number}()" for number in range(len(parts))), ""])


def _statements(text: str) -> str:
    pair = f"{literal({text: text})}.each {{ key, value -> found << key; found << value }}"
    return f"// {comment(text)}\nfound << ({literal(text)})\n{pair} // {comment(text)}"


def _truth(expression: str) -> str:
    return f"found << String.valueOf({expression})"


def _units(texts: list[str]) -> bytes:
    """Count, then length and UTF-16 units of each text: lone surrogates survive."""
    units = [text.encode("utf-16-be", "surrogatepass") for text in texts]
    return pack(">i", len(units)) + b"".join(pack(">i", len(unit) // 2) + unit for unit in units)
