"""Whatever a file holds, reading it gives a catalog or findings, and never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gen_pipelines.catalog.check import Checked
from gen_pipelines.errors import ERROR

from .fuzzing import cut, mutated, read

FEW = settings(max_examples=300, deadline=None)


def judge(checked: Checked) -> None:
    """A catalog without errors, or errors; each finding stands in its file and says something."""
    assert (checked.catalog is None) == any(one.severity == ERROR for one in checked.findings)
    assert len(set(checked.findings)) == len(checked.findings)
    for one in checked.findings:
        lines = (checked.files.texts[one.place.file].replace("\r\n", "\n").replace("\r", "\n") + "\n").split("\n")
        assert 1 <= one.place.line <= len(lines), one
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1, one
        assert one.message and one.rule and one.place.length >= 1


def read_alone(content: str | bytes) -> Checked:
    """Read in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), content)


@FEW
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    """Bytes by chance."""
    judge(read_alone(content))


@FEW
@given(st.text(max_size=200))
def test_any_text(content: str) -> None:
    """Text by chance, of all planes of Unicode."""
    judge(read_alone(content))


@FEW
@given(st.text(alphabet="ab:-? {}[],&*!|>'\"%@`#\n\t\\0~<=", max_size=80))
def test_text_of_yaml_signs(content: str) -> None:
    """Text made of the characters that mean something in YAML."""
    judge(read_alone(content))


@settings(max_examples=600, deadline=None)
@given(mutated())
def test_changed_catalogs(content: str) -> None:
    """Good catalogs with values swapped, retyped, removed, and keys renamed."""
    judge(read_alone(content))


@FEW
@given(cut())
def test_cut_catalogs(content: str) -> None:
    """Good catalogs with a piece of the text removed or replaced."""
    judge(read_alone(content))


@FEW
@given(mutated())
def test_reading_twice_gives_the_same(content: str) -> None:
    """The findings do not depend on the order of sets or on what was read before."""
    first, second = read_alone(content).findings, read_alone(content).findings
    assert [(one.rule, one.place[1:], one.message) for one in first] == [(one.rule, one.place[1:], one.message) for one in second]
