"""The double answers what was recorded of a real controller as that did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .configuration import change, read_back
from .controller import Controller, Settings
from .filling import put
from .playing import RECORDED, REPOSITORY, Player, load
from .plugins import VERSIONS
from .scans import Repository

SIGNATURES = "it depends on what a step takes, and the double knows no steps"
SYMBOLS = "it depends on the tools and triggers that plugins bring"
AT_ONCE = "builds of new branches wait five seconds on a real controller; here they have run before the scan ends"
DIFFERENT = {
    "061-rename-folder": {13: AT_ONCE},
    "064-disable-multibranch": {5: AT_ONCE},
    "106-pmc-several-errors": {5: SYMBOLS, 6: SYMBOLS},
    "109-pmc-unknown-step": dict.fromkeys(range(3, 9), SIGNATURES),
    "111-pmc-sections": dict.fromkeys((11, 12, 17, 18), SIGNATURES),
}
"""Steps whose answer cannot agree, and why."""
CASES = sorted((RECORDED / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def controller() -> Iterator[Controller]:
    """A controller as the recorded one: its plugins, its repository."""
    with Controller(plugins=VERSIONS) as one:
        one.repositories[REPOSITORY] = Repository(("feature/x", "main", "nofile", "release-1"), without=("nofile",), tags=("v1",))
        yield one


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    """The bodies that cases share."""
    found: dict[str, str] = load(RECORDED / "bodies.yaml")
    return found


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_recorded_case(file: Path, controller: Controller, bodies: dict[str, str]) -> None:
    """Status, headers that matter and the meaning of each body are those of the real controller."""
    differences = Player(controller, bodies).play(load(file))
    different = {int(re.match(r"step (\d+)", one)[1]) for one in differences}  # type: ignore[index]
    assert different == set(DIFFERENT.get(file.stem, {})), "\n".join(differences)
    assert controller.mistakes == []


@pytest.mark.parametrize("mode", ["file", "live"])
def test_saved_configurations(mode: str, bodies: dict[str, str]) -> None:
    """A configuration that was saved reads back as the real controller wrote it; the later kind of controller gives the same from the start, with its own declaration."""
    with Controller(Settings(mode=mode), plugins=VERSIONS) as controller:
        for posted in sorted((RECORDED / "xml").glob("*.posted.xml")):
            saved = posted.with_name(posted.name.replace("posted", "saved")).read_bytes().decode()
            item = put(controller.root, (posted.name,), _filled(posted.read_bytes().decode()), controller.plugins)
            if mode == "file":
                change(item, controller, lambda root: None)
            found = read_back(item, controller).decode()
            assert _comparable(found) == _comparable(_filled(saved)), posted.name
            assert found.startswith("<?xml version='1.1' encoding='UTF-8'?>\n" if mode == "file" else '<?xml version="1.1" encoding="UTF-8"?>\n')


def _filled(text: str) -> str:
    return text.replace("{{repo}}", REPOSITORY)


def _comparable(text: str) -> str:
    """Without the declaration, encrypted secrets, views (they were added to force the save) and ``actions``, which come by chance."""
    text = re.sub(r"(?s)\n    <views>.*</views>", "", text.partition("?>")[2])
    return re.sub(r"\{AQAA[^}]*\}", "", text.replace("\n  <actions/>", ""))
