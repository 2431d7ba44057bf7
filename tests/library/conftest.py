"""What the proofs of the library's classes share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gen_pipelines.simulate.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One engine for all."""
    with Engine() as started:
        yield started
