"""A directory laid out as JENKINS_HOME."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.jenkins.directory import DirectoryTarget
from gen_pipelines.sync.state import OTHER

FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder/>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A root folder with one job in it."""
    job = tmp_path / "jobs" / "root" / "jobs" / "web"
    job.mkdir(parents=True)
    (tmp_path / "jobs" / "root" / "config.xml").write_text(FOLDER)
    (job / "config.xml").write_text("<flow-definition/>")
    return tmp_path


def test_a_config_that_cannot_be_read_is_not_taken_for_a_missing_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be planned as new, and overwritten."""
    real = os.open

    def locked(path: str, flags: int, mode: int = 0o777) -> int:
        if path.endswith("web/config.xml"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", locked)
    with pytest.raises(UserError, match="cannot be read: Permission denied"):
        DirectoryTarget(str(home)).read("root")


def test_a_link_in_the_place_of_a_config_is_somebody_elses_item(home: Path) -> None:
    """A new file would replace it; so it is there, and blocks."""
    config = home / "jobs" / "root" / "jobs" / "web" / "config.xml"
    config.rename(home / "elsewhere.xml")
    config.symlink_to(home / "elsewhere.xml")
    found = DirectoryTarget(str(home)).read("root").at(OTHER, ("root", "web"))
    assert found is not None and found.kind == OTHER and found.marker is None
