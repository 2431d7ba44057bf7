"""The state of a controller: everything of ours, in few reads, and never a branch."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gen_pipelines.errors import ControllerError
from gen_pipelines.jenkins.client import Client, Settings
from gen_pipelines.jenkins.reading import read_state
from gen_pipelines.jobs.marker import Marker
from tests.controller import Controller
from tests.controller.filling import FOLDER_XML, put
from tests.jobs.conftest import config_of, service

from .conftest import Connect
from .scripted import Scripted, answer

FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"
MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
PROJECT = config_of(service("checkout"))
MARK = "Shop\n[gen-pipelines owner=acme key=g/a sha256=0123456789abcdef]"


def make(controller: Controller, *paths: str) -> None:
    """Folders (names in capitals), and multibranch projects with three branches each."""
    for path in paths:
        names = tuple(path.split("/"))
        put(controller.root, names, FOLDER_XML.format(MARK if names[-1].isupper() else "") if names[-1].isupper() else PROJECT, controller.plugins)
        item = controller.item(*names)
        assert item is not None
        for branch in ("main", "x", "y") if not names[-1].isupper() else ():
            put(item, (branch,), "<flow-definition/>", controller.plugins)


@pytest.mark.parametrize(
    ("paths", "requests"),
    [
        ((), 2),
        (("ROOT",), 2),
        (("ROOT", "ROOT/a", "ROOT/b"), 2),
        (("ROOT", "ROOT/G", "ROOT/G/a", "ROOT/H", "ROOT/H/b"), 3),
        (("ROOT", "ROOT/G", "ROOT/G/a", "ROOT/H", "ROOT/a", "ROOT/b"), 3),
        (("ROOT", "ROOT/G", "ROOT/G/a", "ROOT/Ga", "ROOT/H", "ROOT/H/b"), 4),
    ],
)
def test_few_reads_and_no_branch(controller: Controller, connect: Connect, paths: tuple[str, ...], requests: int) -> None:
    """Every item is there, and nothing else."""
    make(controller, *paths)
    state = connect().read("ROOT")
    assert sorted("/".join(item.path) for item in state.items.values()) == sorted(paths)
    assert controller.counters["requests"] == requests


def test_marks_and_descriptions_come_with_it(controller: Controller, connect: Connect) -> None:
    """Without a config of any item."""
    make(controller, "ROOT")
    item = connect().read("ROOT").at("folder", ("ROOT",))
    assert item is not None and item.marker == Marker("acme", "g/a", "0123456789abcdef")
    assert item.description == MARK and item.config is None


def test_quiet_mode_is_told(controller: Controller, connect: Connect) -> None:
    """With its reason, if there is one."""
    target = connect()
    assert target.read("ROOT").quiet == ""
    controller.quiet = True
    assert target.read("ROOT").quiet == "no reason was given"
    controller.quiet_reason = "upgrade"
    assert target.read("ROOT").quiet == "upgrade"


def states_from(*answers: Any) -> Any:
    """The state read from these answers."""
    with Scripted(*(answer(200, json.dumps(one)) for one in answers)) as server:
        client = Client(server.url, None, None, Settings(wait=1))
        try:
            return read_state(client, "root"), server.lines
        finally:
            client.close()


def folder(name: str, *jobs: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A folder as Jenkins tells it."""
    return {"_class": FOLDER, "name": name, "description": None, "jobs": list(jobs), **more}


def project(name: str) -> dict[str, Any]:
    """A multibranch project as Jenkins tells it."""
    return {"_class": MULTIBRANCH, "name": name, "description": None, "buildable": True}


def test_a_list_that_changed_between_two_reads_is_read_by_name() -> None:
    """The second read found a project in the place of the folder: neither its branches nor an empty folder are taken."""
    first = folder("root", folder("g"), project("h"))
    second = {"jobs": [{**project("a"), "jobs": [{"_class": "x", "name": "main"}]}]}
    state, lines = states_from(first, second, {"jobs": [project("inside")]})
    assert sorted(item.path for item in state.items.values()) == [("root",), ("root", "g"), ("root", "g", "inside"), ("root", "h")]
    assert "/job/root/job/g/api/json" in lines[2]


STRANGE = [[], "x", 3, {"name": 3}, {"name": "r", "jobs": {"a": 1}}, {"name": "r", "jobs": [3]}, {"name": "r", "description": ["x"]}, {"name": "r", "views": [[]]}]


@pytest.mark.parametrize("strange", STRANGE)
def test_another_shape_is_one_error(strange: Any) -> None:
    """Never a traceback."""
    with pytest.raises(ControllerError, match="not what Jenkins says"):
        states_from(strange)


def test_hostile_names_and_texts_are_only_data() -> None:
    """Control characters, lone surrogates, markup, 100 kB: nobody addresses such an item, and the state has a fingerprint."""
    hostile = ["../../x", "\x1b]0;owned\x07", "<script>", "\ud800", "a" * 100_000, ""]
    state, lines = states_from(folder("root", *[folder(name, description="\ud800\x00" + "y" * 100_000) for name in hostile]), {"jobs": []})
    assert len(state.items) == len(hostile) + 1 and len(state.fingerprint()) == 64
    assert len(lines) == 2
