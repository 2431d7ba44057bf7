"""The page about the simulator shows what really happens."""

from __future__ import annotations

import pytest

from tests.simulate.documented import documented, output


@pytest.mark.parametrize(("command", "shown"), list(documented()), ids=lambda text: text.split("\n")[0][:60])
def test_a_command_prints_what_the_page_says(command: str, shown: str) -> None:
    """To the letter. ``python -m tests.simulate.documented`` writes the page anew."""
    assert output(command) == shown
