"""Scans are counted where a controller makes them: a plan that changes nothing must cause none."""

from __future__ import annotations

from .conftest import FOLDER, JOB, Asker, project
from .controller import Controller


def scans(controller: Controller) -> int:
    """Scans since the last look."""
    number = controller.counters["scans"]
    controller.counters.reset()
    return number


def test_what_scans(controller: Controller, ask: Asker) -> None:
    """Making and posting a project, building it, and posting a folder above it, at any depth."""
    ask("POST", "/createItem?name=f", FOLDER.format(""))
    ask("POST", "/job/f/createItem?name=g", FOLDER.format(""))
    ask("POST", "/job/f/job/g/createItem?name=m", project())
    assert scans(controller) == 1
    for path, body in (("/job/f/job/g/job/m/config.xml", project()), ("/job/f/config.xml", FOLDER.format("")), ("/job/f/job/g/config.xml", FOLDER.format(""))):
        ask("POST", path, body)
        assert scans(controller) == 1, path
    ask("POST", "/job/f/job/g/job/m/build")
    assert scans(controller) == 1


def test_what_does_not_scan(controller: Controller, ask: Asker) -> None:
    """Reading, other items, switching off and on, and a project that is switched off."""
    ask("POST", "/createItem?name=f", FOLDER.format(""))
    ask("POST", "/job/f/createItem?name=m", project())
    scans(controller)
    ask("GET", "/job/f/job/m/config.xml")
    ask("POST", "/job/f/createItem?name=p", JOB)
    ask("POST", "/job/f/createView?name=v", "<hudson.model.ListView/>")
    ask("POST", "/job/f/job/m/disable")
    ask("POST", "/job/f/config.xml", FOLDER.format("again"))
    ask("POST", "/job/f/job/m/enable")
    assert scans(controller) == 0


def test_a_changed_source_id_builds_every_branch_again(controller: Controller, ask: Asker) -> None:
    """The same one builds none."""
    ask("POST", "/createItem?name=m", project("one"))
    ask("POST", "/job/m/config.xml", project("one"))
    assert controller.counters["rebuilds"] == 0
    ask("POST", "/job/m/config.xml", project("two"))
    assert controller.counters["rebuilds"] == 1
    assert ask.tree("/job/m/job/main/", "lastBuild[number]")["lastBuild"]["number"] == 2


def test_quiet_mode_builds_nothing(controller: Controller, ask: Asker) -> None:
    """Items are made as ever; what is to be built waits. The reason is told."""
    assert ask("POST", "/quietDown?message=new+plugins").status == 302
    assert ask.tree("/", "quietingDown,quietDownReason") == {"_class": "hudson.model.Hudson", "quietingDown": True, "quietDownReason": "new plugins"}
    ask("POST", "/createItem?name=m", project())
    ask("POST", "/createItem?name=p", JOB)
    ask("POST", "/job/p/build")
    branch, job = controller.item("m", "main"), controller.item("p")
    assert branch is not None and job is not None and not branch.builds and not job.builds
