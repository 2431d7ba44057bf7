"""The files of a backup."""

from __future__ import annotations

import json
import os
import stat
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.backup.store import INDEX, RUN, Backup, Run, find_run, prune, runs
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.item import MULTIBRANCH


def saved(folder: Path, *names: str) -> Run:
    """A run with an item for each name."""
    run = Run(str(folder), "apply", "directory home", "acme")
    for name in names:
        run.save(("root", name), MULTIBRANCH, "update", f"<x>{name}</x>")
    return run


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    """The run, the items in their order, and every byte of their configs."""
    run = Run(str(tmp_path), "apply", "directory home", "acme")
    run.save(("root", "a b"), MULTIBRANCH, "move", "<x>\u00e9\r\n\U0001f600</x>", ("root", "c"))
    backup = Backup(run.folder)
    assert backup.header == run.header
    (item,) = backup.items
    assert (item.path, item.kind, item.action, item.moved_to) == (("root", "a b"), MULTIBRANCH, "move", ("root", "c"))
    assert backup.config(item) == "<x>\u00e9\r\n\U0001f600</x>"


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=300), min_size=1, max_size=3), st.text(max_size=50))
def test_no_name_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, path: list[str], config: str) -> None:
    """Whatever an item is called, its file lies in the run's folder."""
    folder = tmp_path_factory.mktemp("backups")
    run = Run(str(folder), "apply", "t", "acme")
    run.save(tuple(path), MULTIBRANCH, "update", config)
    assert sorted(entry.name for entry in folder.iterdir()) == sorted([".gitignore", run.header.run])
    names = os.listdir(run.folder)
    assert len(names) == 2 and INDEX in names


def test_nobody_else_can_read_it_and_git_ignores_it(tmp_path: Path) -> None:
    """A config.xml can hold encrypted secrets."""
    run = saved(tmp_path / "backups", "a")
    for name, mode in ((tmp_path / "backups", 0o700), (Path(run.folder), 0o700), *((file, 0o600) for file in Path(run.folder).iterdir())):
        assert stat.S_IMODE(name.stat().st_mode) == mode
    assert (tmp_path / "backups/.gitignore").read_text() == "*\n"


def test_names_follow_time(tmp_path: Path) -> None:
    """However fast runs follow each other, and never is one called as another."""
    names = []
    for _ in range(50):
        names.append(saved(tmp_path, "a").header.run)
        begun = time.monotonic()
        while time.monotonic() - begun < 0.001:
            pass
    assert names == sorted(set(names)) and all(RUN.fullmatch(name) for name in names)


def test_a_run_that_changes_nothing_leaves_nothing(tmp_path: Path) -> None:
    """Not even a folder."""
    saved(tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_several_threads_save_at_once(tmp_path: Path) -> None:
    """Every item has a line and a file of its own."""
    run = Run(str(tmp_path), "apply", "t", "acme")
    threads = [threading.Thread(target=lambda n=n: [run.save(("root", f"j{n}-{i}"), MULTIBRANCH, "update", f"<x>{n} {i}</x>") for i in range(50)]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    backup = Backup(run.folder)
    assert len({item.file for item in backup.items}) == 200
    assert {backup.config(item) for item in backup.items} == {f"<x>{n} {i}</x>" for n in range(4) for i in range(50)}


@pytest.mark.parametrize("left", [0.3, 0.6, 0.95])
def test_a_killed_run_can_be_read(tmp_path: Path, left: float) -> None:
    """An unfinished last line is none: its item was not changed yet."""
    run = saved(tmp_path, "a", "b", "c")
    index = Path(run.folder, INDEX)
    lines = index.read_bytes().splitlines(keepends=True)
    index.write_bytes(b"".join(lines[:-1]) + lines[-1][: int(len(lines[-1]) * left)])
    assert [item.path[1] for item in Backup(run.folder).items] == ["a", "b"]


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    """It is not what was in Jenkins."""
    run = saved(tmp_path, "a")
    backup = Backup(run.folder)
    Path(run.folder, backup.items[0].file).write_text("<other/>")
    with pytest.raises(UserError, match="is not what was saved"):
        backup.config(backup.items[0])


@pytest.mark.parametrize("change", [{"path": ["root", "../x"]}, {"path": []}, {"file": "../../etc/passwd"}, {"file": ".hidden"}, {"kind": "disk"}, {"size": "big"}, {"path": None}])
def test_an_index_that_was_changed_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    """Names are checked again, and no file outside the folder is read."""
    run = saved(tmp_path, "a")
    index = Path(run.folder, INDEX)
    head, item = map(json.loads, index.read_text().splitlines())
    index.write_text(json.dumps(head) + "\n" + json.dumps({**item, **change}) + "\n")
    with pytest.raises(UserError, match="damaged"):
        Backup(run.folder)


@pytest.mark.parametrize("text", ["", "{}\n", "[]\n", "no json\n", '{"version": 2}\n', '{"version": 1, "run": "x"}\n', "\udcff\n"])
def test_an_index_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    """With a message."""
    (tmp_path / INDEX).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UserError):
        Backup(str(tmp_path))


def test_runs_are_found_by_name_beginning_and_age(tmp_path: Path) -> None:
    """And what is not clear is refused."""
    for name, target in (("20260101-000000-000aaa", "t"), ("20260101-000001-000bbb", "t"), ("20260102-000000-000ccc", "other")):
        (tmp_path / name).mkdir()
        (tmp_path / name / INDEX).write_text(json.dumps({"version": 1, "run": name, "started": "", "command": "", "target": target, "owner": ""}) + "\n")
    (tmp_path / "20260103-000000-000ddd").mkdir()
    assert find_run(str(tmp_path), "latest", "other").header.run == "20260102-000000-000ccc"
    assert find_run(str(tmp_path), "latest", "t").header.run == "20260101-000001-000bbb", "of this target; a damaged one is passed over"
    assert find_run(str(tmp_path), "20260101-000001", "t").header.run == "20260101-000001-000bbb"
    for name, message in (("20260101", "2 backups begin"), ("2027", "no backup is called"), ("../x", "no backup is called")):
        with pytest.raises(UserError, match=message):
            find_run(str(tmp_path), name, "t")
    with pytest.raises(UserError, match="no backup of nobody is there"):
        find_run(str(tmp_path), "latest", "nobody")
    with pytest.raises(UserError, match="there are no backups"):
        find_run(str(tmp_path / "none"), "latest", "t")


def test_the_oldest_runs_are_removed(tmp_path: Path) -> None:
    """And nothing else that lies in the folder."""
    for name in ("20260101-000000-000aaa", "20260102-000000-000bbb", "20260103-000000-000ccc", "mine"):
        (tmp_path / name).mkdir()
    assert prune(str(tmp_path), 2) == ["20260101-000000-000aaa"]
    assert runs(str(tmp_path)) == ["20260103-000000-000ccc", "20260102-000000-000bbb"] and (tmp_path / "mine").is_dir()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Then the item must not be changed."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        saved(tmp_path / "file", "a")
