"""Items: what is made, kept, dropped, waited for and lost. What was recorded of a real controller is proven in ``test_recorded``."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from .conftest import FOLDER, JOB, Asker, project
from .controller import Controller, Settings
from .model import Item
from .plugins import VERSIONS
from .wire import HEADER_LIMIT


def test_xml_of_a_missing_plugin_is_dropped_with_a_200() -> None:
    """The job is made without its source, and nobody is told; with the plugin it has it."""
    github = "org.jenkinsci.plugins.github_branch_source.GitHubSCMSource"
    with Controller(plugins=VERSIONS) as without, Controller() as with_it:
        for controller, sources in ((without, 0), (with_it, 1)):
            ask = Asker(controller)
            assert ask("POST", "/createItem?name=m", project(source=github)).status == 200
            assert len(ask.tree("/job/m/", "sources[*]")["sources"]) == sources
            assert controller.counters["scans"] == sources


def test_an_update_replaces_and_does_not_merge(controller: Controller, ask: Asker) -> None:
    """A field that is left out is gone, as are properties and views."""
    ask("POST", "/createItem?name=f", FOLDER.format("before"))
    ask("POST", "/job/f/createView?name=v", "<hudson.model.ListView/>")
    assert ask("POST", "/job/f/config.xml", FOLDER.replace("<description>{}</description>", "")).status == 200
    assert ask.tree("/job/f/", "description,views[name]") == {
        "_class": "com.cloudbees.hudson.plugins.folder.Folder",
        "description": None,
        "views": [{"_class": "hudson.model.AllView", "name": "All"}],
    }


def test_the_live_mode_reads_the_object(ask: Asker) -> None:
    """Comments and unknown elements are gone at once, and the plugin's version is there."""
    posted = "<flow-definition><!-- why --><nonsense/><description>d</description></flow-definition>"
    with Controller(Settings(mode="live")) as live:
        other = Asker(live)
        for one in (ask, other):
            one("POST", "/createItem?name=p", posted)
        assert b"<!-- why -->" in ask("GET", "/job/p/config.xml").body
        text = other("GET", "/job/p/config.xml").body
        assert text.startswith(b'<?xml version="1.1" encoding="UTF-8"?>\n<flow-definition plugin="workflow-job@') and b"nonsense" not in text and b"why" not in text


def test_builds_that_hang_keep_an_item(controller: Controller, ask: Asker) -> None:
    """A deletion waits for them and then gives up; when they end it goes on."""
    _start_build(controller, ask)
    said = ask("POST", "/job/p/doDelete")
    assert (said.status, controller.item("p") is not None) == (400, True) and b"Failed to interrupt and stop 1 build of p" in said.body
    controller.builds_hang = False
    assert ask("DELETE", "/job/p/").status == 204
    assert controller.counters["history lost"] == 1


def test_a_second_deletion_at_once_is_refused(controller: Controller, ask: Asker) -> None:
    """While the first one waits."""
    item = _start_build(controller, ask)
    controller.delete_wait = 60
    first = threading.Thread(target=lambda: ask("POST", "/job/p/doDelete"))
    first.start()
    while not item.deleting:
        time.sleep(0.001)
    assert b"p is currently being deleted" in ask("POST", "/job/p/doDelete").body
    controller.builds_hang = False
    first.join()
    assert controller.item("p") is None


def _start_build(controller: Controller, ask: Asker) -> Item:
    """A build that cannot be interrupted."""
    ask("POST", "/createItem?name=p", "<flow-definition><definition><script>sleep 60</script></definition></flow-definition>")
    assert ask("POST", "/job/p/build").status == 201
    controller.builds_hang = True
    item = controller.item("p")
    assert item is not None
    return item


@pytest.mark.parametrize(("folders", "together"), [("fg", 2), ("ff", 1)])
def test_a_folder_makes_one_item_at_a_time(folders: str, together: int, controller: Controller, ask: Asker) -> None:
    """Another folder makes its own meanwhile."""
    for name in "fg":
        ask("POST", f"/createItem?name={name}", FOLDER.format(""))
    meeting = threading.Barrier(2)
    met: list[int] = []

    def wait() -> None:
        with suppress(threading.BrokenBarrierError):
            met.append(meeting.wait(timeout=5 if together == 2 else 0.2))

    controller.on_create = wait
    threads = [threading.Thread(target=ask, args=("POST", f"/job/{folder}/createItem?name={number}", JOB)) for number, folder in enumerate(folders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(met) == (2 if together == 2 else 0)
    assert sum(len(folder.children) for folder in controller.root.children.values()) == 2


def test_requests_that_are_too_long_are_refused(ask: Asker, controller: Controller) -> None:
    """8 kB of request line and headers, as a controller takes."""
    assert ask("GET", "/api/json?tree=" + "x" * (HEADER_LIMIT - 400)).status == 200
    assert ask("GET", "/api/json?tree=" + "x" * HEADER_LIMIT).status == 414
    assert Asker(controller)("GET", "/api/json", X_Long="x" * HEADER_LIMIT).status == 431


def test_a_rename_and_a_move_keep_the_history(controller: Controller, ask: Asker) -> None:
    """Builds go along, and nothing is scanned."""
    ask("POST", "/createItem?name=f", FOLDER.format(""))
    ask("POST", "/createItem?name=m", project())
    assert ask("POST", "/job/m/confirmRename?newName=n").status == 302
    assert ask("POST", "/job/n/move/move?destination=/f").headers["location"] == "/job/f/job/n/"
    moved = controller.item("f", "n", "main")
    assert moved is not None and [build.number for build in moved.builds] == [1]
    assert (controller.counters["scans"], controller.counters["history lost"]) == (1, 0)
