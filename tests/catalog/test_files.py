"""A catalog of several files is one document, and every place knows its file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gen_pipelines.catalog.check import open_catalog, read_catalog
from gen_pipelines.catalog.files import read_files
from gen_pipelines.catalog.load import place_of_key, place_of_value
from gen_pipelines.errors import CatalogError, UserError

from .bases import write

HEAD = "version: 1\norganization: acme\ninclude: [parts/*.yaml]\n"
WEB = "services:\n  web: {repository: https://github.com/acme/web.git}\n"


def test_entries_of_all_files_are_joined(tmp_path: Path) -> None:
    """Entries come in the order of the files, the root's first."""
    path = write(tmp_path, HEAD + WEB)
    write(tmp_path, WEB.replace("web", "b"), "parts/2.yaml")
    write(tmp_path, WEB.replace("web", "a") + "groups: {g: G}\n", "parts/1.yaml")
    files = read_files(path)
    assert list(files.data["services"]) == ["web", "a", "b"] and list(files.data["groups"]) == ["g"]
    assert [Path(name).name for name in files.texts] == ["pipelines.yaml", "1.yaml", "2.yaml"]


def test_places_name_the_file_they_are_in(tmp_path: Path) -> None:
    """Keys and values of a joined map are placed in the file that wrote them, at every depth."""
    path = write(tmp_path, HEAD + WEB)
    part = write(tmp_path, WEB.replace("web", "a"), "parts/1.yaml")
    services = read_files(path).data["services"]
    assert place_of_key(services, "a")[:3] == (str(part), 2, 3)
    assert place_of_value(services["a"], "repository").file == str(part)
    assert place_of_key(services, "web")[:3] == (str(path), 5, 3)


def test_files_are_read_once(tmp_path: Path) -> None:
    """A file that several wildcards match, or the root itself, is read once."""
    path = write(tmp_path, HEAD.replace("parts/*.yaml", "parts/*.yaml, parts/1.yaml, '*.yaml'"))
    write(tmp_path, WEB, "parts/1.yaml")
    assert read_catalog(path).findings == ()


def test_wildcards_start_from_the_roots_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory does not matter, nor do signs of wildcards in the folder's own name."""
    folder = tmp_path / "a[b]*c"
    path = write(folder, HEAD)
    write(folder, WEB, "parts/1.yaml")
    monkeypatch.chdir(tmp_path)
    assert list(open_catalog(path).services) == ["web"]
    assert list(open_catalog(path.relative_to(tmp_path)).services) == ["web"]


def test_no_catalog_is_a_users_mistake(tmp_path: Path) -> None:
    """A missing file, and a folder, are told with what to do."""
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(UserError) as raised:
            read_catalog(path)
        assert "init" in raised.value.hint


@pytest.mark.parametrize("name", ["pipelines.yaml", "parts/1.yaml"])
def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The operating system's reason is told, with the file."""
    path = write(tmp_path, HEAD)
    write(tmp_path, WEB, "parts/1.yaml")
    whole = open

    def refuse(file: str, mode: str = "r") -> object:
        if str(file).endswith(name):
            raise PermissionError(13, os.strerror(13), file)
        return whole(file, mode)

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UserError, match=f"{name} cannot be read: Permission denied"):
        read_catalog(path)


def test_a_catalog_with_errors_is_not_opened(tmp_path: Path) -> None:
    """`open_catalog` raises with all the findings."""
    with pytest.raises(CatalogError) as raised:
        open_catalog(write(tmp_path, "version: 1\norganization: acme\nservces: {}\n"))
    assert [one.rule for one in raised.value.findings] == ["unknown-key"] and "1 error" in raised.value.message


def test_warnings_do_not_stop_the_work(tmp_path: Path) -> None:
    """A catalog with warnings only is a catalog."""
    checked = read_catalog(write(tmp_path, "version: 1\norganization: acme\ngroups: {g: G}\n"))
    assert checked.catalog is not None and checked.errors == 0 and [one.rule for one in checked.findings] == ["group-unused"]


def test_a_file_is_read_once_by_whatever_name(tmp_path: Path) -> None:
    """Links to it, a link to a folder above, and the catalog itself by another path."""
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "web.yaml").write_text('services: {web: {repository: "https://github.com/acme/web.git"}}\n')
    (tmp_path / "team" / "again.yaml").symlink_to("web.yaml")
    (tmp_path / "team" / "circle").symlink_to("../team")
    (tmp_path / "pipelines.yaml").write_text('version: 1\norganization: acme\ninclude: ["**/*.yaml"]\n')
    checked = read_catalog(tmp_path / "team" / ".." / "pipelines.yaml")
    assert checked.findings == () and list(checked.catalog.services if checked.catalog else ()) == ["web"]
