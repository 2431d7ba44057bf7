"""Repository scans: what causes one, what it costs, and the branches it finds.

Facts: recorded cases 072 to 082 and 156. A scan ends before its request is answered, so that tests wait for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING
from urllib.parse import quote

from .model import FOLDER, MULTIBRANCH, PIPELINE, Facts, Item, Source

if TYPE_CHECKING:
    from .controller import Controller

_SHA1 = "0" * 40
"""Every revision: nobody commits here."""


@dataclass(frozen=True)
class Repository:
    """A repository that scans look at. ``without`` are branches that have no Jenkinsfile."""

    branches: tuple[str, ...] = ("main",)
    without: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def scan(site: Controller, project: Item, cause: str = "Legacy code started this job.  No cause information is available") -> None:
    """Scan a project's repositories. Disabled, or without a source that can be loaded, nothing is scanned."""
    if project.facts.disabled or not project.facts.sources:
        return
    project.scans += 1
    site.counters.add("scans")
    log = [cause, f"[{site.clock()}] Starting branch indexing..."]
    found: set[str] = set()
    for number, source in enumerate(project.facts.sources, 1):
        _scan_source(site, project, source if source.identifier else replace(source, identifier=str(number)), found, log)
    log += [f"[{site.clock()}] Finished branch indexing. Indexing took 0.1 sec", "Finished: SUCCESS", ""]
    project.scan_log = log


def _scan_source(site: Controller, project: Item, source: Source, found: set[str], log: list[str]) -> None:
    repository = site.repositories.get(source.remote, site.repository)
    log += [f"Setting origin to {source.remote}", "Fetching & pruning origin...", "Listing remote references...", "Fetching upstream changes from origin", "Checking branches..."]
    heads = _heads(repository, source)
    for head in heads:
        log.append(f"  Checking branch {head}")
        if head in repository.without:
            log += ["      ‘Jenkinsfile’ not found", "    Does not meet criteria"]
        elif head not in found:
            found.add(head)
            log += ["      ‘Jenkinsfile’ found", "    Met criteria"]
            _observe(site, project, source, head, log, build=head not in repository.tags)
    log.append(f"Processed {len(heads)} branches")


def _heads(repository: Repository, source: Source) -> list[str]:
    """The branches and tags that a source's traits let through."""
    heads = [*(repository.branches if source.branches else ()), *(repository.tags if source.tags else ())]
    pattern = re.compile(source.regex)
    return [head for head in heads if _matches(head, source.includes) and not _matches(head, source.excludes) and pattern.fullmatch(head)]


def _matches(head: str, patterns: str) -> bool:
    return any(fnmatchcase(head, pattern) for pattern in patterns.split())


def _observe(site: Controller, project: Item, source: Source, head: str, log: list[str], *, build: bool) -> None:
    """A branch was found: it is made, taken over by another source, or left alone."""
    name = quote(head, safe=" !'()*+,-.:=@~")
    branch = project.children.get(name)
    if branch is None:
        branch = Item(name, Facts(PIPELINE), "<flow-definition/>", source=source)
        project.attach(branch)
    elif not _takes_over(project, branch, source):
        log.append(f"No changes detected: {head} (still at {_SHA1})")
        return
    else:
        names = " » ".join((*project.path, head))
        log += [f"Takeover for {names} by source #1 from source that no longer exists", f"Branch reopened: {head} ({_SHA1})"]
        site.counters.add("rebuilds")
    branch.source = source
    if build and not site.quiet:
        log.append(f"Scheduled build for branch: {head}")
        branch.add_build("Branch indexing")


def _takes_over(project: Item, branch: Item, source: Source) -> bool:
    """Whether a branch goes to this source: not if it is its own already, or an earlier one's that still exists."""
    assert branch.source is not None
    identifiers = [one.identifier or str(number) for number, one in enumerate(project.facts.sources, 1)]
    owner = branch.source.identifier
    return owner not in identifiers or identifiers.index(owner) > identifiers.index(source.identifier)


def scan_below(site: Controller, folder: Item) -> None:
    """A folder was posted: Jenkins loads its children anew, which scans every multibranch project below, at any depth."""
    for child in folder.children.values():
        if child.kind == MULTIBRANCH:
            scan(site, child)
        elif child.kind == FOLDER:
            scan_below(site, child)
