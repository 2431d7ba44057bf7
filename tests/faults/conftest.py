"""Options of the fault tests, and their table at the end."""

from __future__ import annotations

from typing import Any

import pytest

TABLE = pytest.StashKey[list[tuple[str, ...]]]()
HEAD = ("fault", "items", "runs", "requests", "struck", "failed at first", "clean requests", "scans", "history lost", "problems")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--full``: a thousand items, several seeds, two hundred kills."""
    parser.addoption("--full", action="store_true", default=False, help="the whole matrix of faults, in minutes; without it a small part, in seconds")


@pytest.fixture(scope="session")
def full(pytestconfig: pytest.Config) -> bool:
    """Whether everything is to be run."""
    return bool(pytestconfig.getoption("--full", default=False))


@pytest.fixture(scope="session")
def table(pytestconfig: pytest.Config) -> list[tuple[str, ...]]:
    """Rows that are printed at the end of the run."""
    return pytestconfig.stash.setdefault(TABLE, [])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print what was counted."""
    rows = config.stash.get(TABLE, [])
    if not rows or not config.getoption("--full", default=False):
        return
    widths = [max(len(row[column]) for row in [HEAD, *rows]) for column in range(len(HEAD))]
    for row in [HEAD, *rows]:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        terminalreporter.write_line("  ".join(cells))
