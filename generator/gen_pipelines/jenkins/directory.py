"""A directory laid out as JENKINS_HOME: ``jobs/NAME/config.xml``, and ``jobs/NAME/jobs/...`` inside folders.

Builds, branches and everything else that Jenkins keeps beside a config.xml is never looked at. Views live in their folder's config.xml.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from ..errors import UnsafeError, UserError
from ..jobs.item import FOLDER, MULTIBRANCH, PIPELINE, VIEW, Item
from ..jobs.keep import keep_foreign
from ..jobs.marker import Marker, find
from ..jobs.names import problem_with
from ..jobs.parsing import parse
from ..jobs.views import views_in, with_view, without_view
from ..locking import alone_in
from ..sync.state import OTHER, ActualItem, Path, State, place

KINDS = {
    "com.cloudbees.hudson.plugins.folder.Folder": FOLDER,
    "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject": MULTIBRANCH,
    "flow-definition": PIPELINE,
}
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*)")
_DESCRIPTION = re.compile(r"<description>(.*?)</description>", re.S)
_DISABLED = re.compile(r"<disabled>(true|false)</disabled>")


class DirectoryTarget:
    """A JENKINS_HOME, or the part of one that holds jobs."""

    def __init__(self, home: str) -> None:
        self.home = home
        self._known_folders: set[Path] = set()

    @property
    def name(self) -> str:
        """The directory's path, as it was given."""
        return f"directory {self.home}"

    @property
    def workers(self) -> int:
        """One: files are written faster than threads take turns."""
        return 1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until no other run writes to the directory.

        Raises:
            UserError: the directory cannot be made.
        """
        try:
            os.makedirs(self.home, exist_ok=True)
        except OSError as error:
            raise UserError(f"{self.home} cannot be made: {error.strerror}") from error
        with alone_in(self.home):
            yield

    def watch(self, tell: Callable[[str], None], stop: Event) -> None:
        """Nothing is waited for here."""

    def read(self, root: str) -> State:
        """Everything below the root folder.

        Raises:
            UserError: the directory cannot be read.
        """
        state = State()
        try:
            self._read((root,), state)
        except OSError as error:
            raise UserError(f"{self.home} cannot be read: {error.strerror}") from error
        return state

    def _read(self, path: Path, state: State) -> None:
        folder = self._folder(path)
        config = _text(f"{folder}/config.xml")
        if config is None:
            if os.path.islink(f"{folder}/config.xml"):  # somebody's own arrangement: it is there, and not ours
                state.items[place(OTHER, path)] = ActualItem(path, OTHER)
            return
        item = _actual(path, config)
        state.items[place(item.kind, path)] = item
        if item.kind != FOLDER:
            return
        for name, view in views_in(config).items():
            state.items[place(VIEW, (*path, name))] = ActualItem((*path, name), VIEW, _marker(view), False, view)
        if os.path.isdir(f"{folder}/jobs"):
            for entry in sorted(os.scandir(f"{folder}/jobs"), key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    self._read((*path, entry.name), state)

    def config(self, actual: ActualItem) -> str | None:
        """The item's config.xml; of a view, its part of the folder's."""
        if actual.kind == VIEW:
            return views_in(_text(f"{self._folder(actual.path[:-1])}/config.xml") or "<none/>").get(actual.path[-1])
        return _text(f"{self._folder(actual.path)}/config.xml")

    def create(self, item: Item) -> None:
        """Make an item. A view is written into its folder."""
        if item.kind == VIEW:
            self._edit_folder(item.path[:-1], lambda config: with_view(config, item.config))
            return
        self._make_folder(item.path)
        self._write(item.path, item.config)

    def update(self, item: Item, actual: ActualItem) -> None:
        """Write an item anew, with what others put into it."""
        if item.kind == VIEW:
            self._edit_folder(item.path[:-1], lambda config: with_view(config, item.config))
            return
        current = _text(f"{self._folder(item.path)}/config.xml")
        self._write(item.path, item.config if current is None else keep_foreign(item.config, current))

    def disable(self, actual: ActualItem, owner: str) -> None:
        """Set ``disabled`` in the config."""
        config = self._owned(actual, owner)
        on = "<disabled>true</disabled>"
        if _DISABLED.search(config):
            self._write(actual.path, _DISABLED.sub(on, config, count=1))
        else:
            end = config.rindex("</")
            self._write(actual.path, f"{config[:end]}  {on}\n{config[end:]}")

    def delete(self, actual: ActualItem, owner: str) -> None:
        """Remove an item's directory, or a view from its folder."""
        self._owned(actual, owner)
        if actual.kind == VIEW:
            self._edit_folder(actual.path[:-1], lambda config: without_view(config, actual.path[-1]))
            return
        folder = self._folder(actual.path)
        if actual.kind == FOLDER and os.path.isdir(f"{folder}/jobs") and os.listdir(f"{folder}/jobs"):
            raise UnsafeError(f"{'/'.join(actual.path)} is not empty", hint="it holds items that are not this catalog's")
        shutil.rmtree(folder)
        self._known_folders.clear()

    def move(self, actual: ActualItem, path: Path) -> None:
        """Rename an item's directory: builds move with it."""
        new = self._folder(path)
        if os.path.lexists(new):
            raise UnsafeError(f"{'/'.join(path)} is taken")
        self._make_folder(path[:-1])
        os.makedirs(os.path.dirname(new), exist_ok=True)
        os.rename(self._folder(actual.path), new)
        self._known_folders.clear()

    def _owned(self, actual: ActualItem, owner: str) -> str:
        """The config of an item as it is now, if it is still the owner's.

        Raises:
            UnsafeError: it is somebody else's, or nobody's.
        """
        config = self.config(actual)
        if config is None:
            raise UserError(f"{'/'.join(actual.path)} is gone already")
        marker = _marker(config)
        if marker is None or marker.owner != owner:
            raise UnsafeError(f"{'/'.join(actual.path)} is no longer marked as ours", hint="somebody changed its description; nothing was done")
        return config

    def _edit_folder(self, path: Path, edit: object) -> None:
        config = _text(f"{self._folder(path)}/config.xml")
        if config is None:
            raise UserError(f"the folder {'/'.join(path)} is gone")
        assert callable(edit)
        self._write(path, edit(config))

    def _folder(self, path: Path) -> str:
        """The directory of an item. The names were checked: none leads elsewhere.

        Raises:
            UnsafeError: a name is none that Jenkins would take.
        """
        for name in path:
            if problem_with(name):
                raise UnsafeError(f"{name!r} cannot be the name of an item: {problem_with(name)}")
        return "/".join((self.home, *(part for name in path for part in ("jobs", name))))

    def _make_folder(self, path: Path) -> None:
        """The directory of an item, and those above it. Links are refused: they could lead anywhere."""
        for length in range(1, len(path) + 1):
            above = path[:length]
            if above in self._known_folders:
                continue
            for folder in (os.path.dirname(self._folder(above)), self._folder(above)):
                _make_plain(folder)
            self._known_folders.add(above)

    def _write(self, path: Path, config: str) -> None:
        """Write a config.xml beside its place and rename it: Jenkins never reads half a file."""
        file = f"{self._folder(path)}/config.xml"
        beside = f"{file}.gen-pipelines-new"
        if os.path.lexists(beside):
            os.unlink(beside)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
        try:
            left = memoryview(config.encode("utf-8"))
            while left:
                left = left[os.write(handle, left) :]
        except BaseException:
            os.close(handle)
            os.unlink(beside)
            raise
        os.close(handle)
        os.rename(beside, file)


def _make_plain(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileExistsError:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise UnsafeError(f"{folder} is a link or no directory", hint="nothing was written there") from None
    except FileNotFoundError:
        os.makedirs(folder)


def _text(file: str) -> str | None:
    """The text of a file; ``None`` if there is none, or a link in its place.

    Raises:
        OSError: there is one that cannot be read. It is not for us to overwrite.
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            raise
        return None
    with open(handle, "rb") as stream:
        return stream.read().decode("utf-8", "replace")


def _actual(path: Path, config: str) -> ActualItem:
    root = _ROOT.search(config)
    kind = KINDS.get(root.group(1), OTHER) if root else OTHER
    disabled = _DISABLED.search(config)
    marker = _marker(config)
    return ActualItem(path, kind, marker, disabled is not None and disabled.group(1) == "true", config, unreadable="" if marker else _why_unreadable(config))


def _why_unreadable(config: str) -> str:
    """What keeps a config without our mark from being read: then it may be ours all the same."""
    try:
        parse(config)
    except UserError as error:
        return error.message
    return ""


def _marker(config: str) -> Marker | None:
    """The marker in an item's own description. Only what looks like it has one is parsed."""
    if "[gen-pipelines owner=" not in config:
        return None
    first = _DESCRIPTION.search(config)
    if first is not None and "<" not in config[config.index("<", 2) + 1 : first.start()].partition(">")[2]:
        return find(first.group(1))  # it is the root's first child: as every writer puts it
    try:
        return find(parse(config).findtext("description"))
    except UserError:
        return None
