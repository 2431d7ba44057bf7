"""What a controller holds: folders, multibranch projects, pipeline jobs, their views, builds and scans."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"
MULTIBRANCH = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
PIPELINE = "org.jenkinsci.plugins.workflow.job.WorkflowJob"
PIPELINE_TAG = "flow-definition"
ROOT = "hudson.model.Hudson"
ROOT_XML = """<hudson><properties/><folderViews><views><hudson.model.AllView><name>all</name></hudson.model.AllView></views></folderViews></hudson>"""
KINDS = {FOLDER: FOLDER, MULTIBRANCH: MULTIBRANCH, PIPELINE_TAG: PIPELINE, PIPELINE: PIPELINE}
"""The class that a root element means."""


@dataclass(frozen=True)
class Source:
    """A branch source of a multibranch project, as far as scans look at it: which branches and tags its traits let through."""

    identifier: str
    remote: str
    class_name: str
    branches: bool = True
    tags: bool = False
    includes: str = "*"
    excludes: str = ""
    regex: str = ".*"


@dataclass(frozen=True)
class Parameter:
    """A parameter of a job."""

    name: str
    kind: str
    default: str = ""
    description: str | None = None


@dataclass(frozen=True)
class View:
    """A view, as far as lists of views tell of it."""

    name: str
    class_name: str
    description: str | None = None


@dataclass(frozen=True)
class Facts:
    """What a controller knows of a configuration without looking at it again."""

    kind: str
    description: str | None = None
    display_name: str | None = None
    disabled: bool = False
    sources: tuple[Source, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    views: tuple[View, ...] = ()
    moves_triggers: bool = False


@dataclass
class Build:
    """A build: it was, and its loss is a loss of history."""

    number: int
    cause: str = "Started by user admin"
    running: bool = False
    output: str = ""


@dataclass
class Item:
    """A folder, a multibranch project, a pipeline job, or a branch of a multibranch project.

    ``text`` is the file on disk; ``saved`` tells that Jenkins wrote it from the object and not from what was posted. Users in ``hidden_from`` may not read it;
    the permissions in ``withheld``, such as ``Job/Configure``, nobody has on it. A branch knows the ``source`` that it was found in.
    """

    name: str
    facts: Facts
    text: str
    parent: Item | None = None
    saved: bool = False
    case_sensitive: bool = True
    children: dict[str, Item] = field(default_factory=dict)
    builds: list[Build] = field(default_factory=list)
    next_build: int = 1
    scans: int = 0
    scan_log: list[str] = field(default_factory=list)
    source: Source | None = None
    deleting: bool = False
    hidden_from: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def kind(self) -> str:
        """The class of the item."""
        return self.facts.kind

    def add_build(self, cause: str, output: str = "", *, running: bool = False) -> Build:
        """Build it."""
        build = Build(self.next_build, cause, running, output)
        self.next_build += 1
        self.builds.append(build)
        return build

    @property
    def is_branch(self) -> bool:
        """Whether a scan made it."""
        return self.parent is not None and self.parent.kind == MULTIBRANCH

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the root to the item."""
        names: list[str] = []
        item: Item | None = self
        while item is not None and item.parent is not None:
            names.append(item.name)
            item = item.parent
        return tuple(reversed(names))

    @property
    def full_name(self) -> str:
        """The names with slashes between, as ``fullName``."""
        return "/".join(self.path)

    def child(self, name: str) -> Item | None:
        """The child of a name. Upper and lower case are the same at the root, and in folders that a form made."""
        if self.case_sensitive:
            return self.children.get(name)
        return next((child for key, child in self.children.items() if key.lower() == name.lower()), None)

    def listed(self) -> list[Item]:
        """The children in the order Jenkins lists them."""
        if self.case_sensitive:
            return [self.children[name] for name in sorted(self.children, key=_code_units)]
        return [self.children[name] for name in sorted(self.children, key=str.lower)]

    def walk(self) -> Iterator[Item]:
        """Everything below, at any depth."""
        for child in list(self.children.values()):
            yield child
            yield from child.walk()

    def attach(self, child: Item) -> None:
        """Put an item into this one."""
        child.parent = self
        self.children[child.name] = child

    def detach(self, child: Item) -> None:
        """Take an item out."""
        self.children.pop(child.name, None)


def _code_units(name: str) -> bytes:
    """What Java compares."""
    return name.encode("utf-16-be", "surrogatepass")


def new_root() -> Item:
    """The controller itself: its map of items knows no case."""
    return Item("", Facts(ROOT, views=(View("all", "hudson.model.AllView"),)), ROOT_XML, case_sensitive=False)
