"""From a branch source's traits back to the catalog's ``source``: the inverse of :mod:`..jobs.sources.traits`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..jobs.sources.traits import BRANCHES, PULL_REQUESTS
from ..jobs.xml import class_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Tree

Values = dict[str, Any]
"""Settings by their names in Python, sections as dictionaries."""

_GENERATED = re.compile(r"\(\?:(.*)\)\|(?:PR|MR)-\\d\+\.\*", re.S)


class Traits:
    """The traits of one source, read into ``values``; what the catalog cannot say is in ``notes``."""

    def __init__(self, pull_request: str | None, trust: dict[str, str]) -> None:
        branches: Values = {"include": [], "exclude": [], "regex": None}
        clone = {"shallow": False, "tags": True, "timeout": "10m", "clean": False}
        self.values: Values = {"branches": branches, "pull_requests": None, "tags": False, "clone": clone}
        self.notes: list[str] = []
        self._pull_request = pull_request
        self._trust = {name: word for word, name in reversed(trust.items())}
        self._branches_found = False

    def read(self, traits: Tree | None) -> None:
        """Read all of them. Without the element Jenkins discovers branches (config_xml, section Sources)."""
        self._branches_found = traits is None
        for trait in sorted(traits if traits is not None else (), key=lambda trait: "DiscoveryTrait" not in trait.tag):
            name = class_name(trait.tag).rpartition(".")[2]
            read = _READERS.get(name)
            if read is None:
                self.notes.append(f"the trait {name} is not carried over")
            else:
                read(self, trait)
        if not self._branches_found:
            self.notes.append("it discovers no branches; the catalog always does")
        if self._pull_request is None:
            del self.values["pull_requests"]  # such servers have none, whatever the catalog says
        elif self.values["pull_requests"] is None and self.values["branches"].pop("discover", "all") != "all":
            self.notes.append("it leaves out branches that are pull requests too, but builds no pull requests; the catalog builds all branches then")

    def branches(self, trait: Tree) -> None:
        """Which branches are built."""
        self._branches_found = True
        number = trait.findtext("strategyId")
        known = {str(each): word for word, each in BRANCHES.items()}
        if number is not None:
            self.values["branches"]["discover"] = known.get(number, "all")

    def tags(self, trait: Tree) -> None:
        """Tags are discovered."""
        self.values["tags"] = True

    def pull_requests(self, trait: Tree) -> None:
        """Pull requests from the repository itself."""
        self._requests()["discover"] = _strategy(trait)

    def forks(self, trait: Tree) -> None:
        """Pull requests from forks, and whose Jenkinsfile is run."""
        wanted = self._requests()
        wanted["forks"] = _strategy(trait)
        trust = trait.find("trust")
        name = (trust.get("class") or "").rpartition("$")[2] if trust is not None else ""
        if name in self._trust:
            wanted["trust"] = self._trust[name]
        else:
            self.notes.append(f"forks are trusted by {name or 'default'}, which the catalog has no word for")

    def _requests(self) -> Values:
        if self.values["pull_requests"] is None:
            self.values["pull_requests"] = {"forks": "none"}
        requests: Values = self.values["pull_requests"]
        return requests

    def wildcards(self, trait: Tree) -> None:
        """The filter by wildcards; the one for pull requests is added by the generator."""
        includes, excludes = ((trait.findtext(name) or "").split() for name in ("includes", "excludes"))
        if self._pull_request and self.values["pull_requests"] is not None and len(includes) > 1 and includes[-1] == f"{self._pull_request}*":
            includes.pop()
        elif includes == ["*"] and excludes:
            includes = []
        self.values["branches"] |= {"include": includes, "exclude": excludes}

    def regex(self, trait: Tree) -> None:
        """The filter by a regular expression."""
        text = trait.findtext("regex") or ""
        found = _GENERATED.fullmatch(text)
        self.values["branches"]["regex"] = found[1] if found else text

    def clone(self, trait: Tree) -> None:
        """How Jenkins clones."""
        options = trait.find("extension")
        if options is None:
            return
        values = self.values["clone"]
        values |= {"shallow": options.findtext("shallow") == "true", "tags": options.findtext("noTags") != "true"}
        for name, key, suffix in (("depth", "depth", ""), ("timeout", "timeout", "m")):
            text = options.findtext(name) or ""
            if text.isdecimal() and int(text) > 0:
                values[key] = f"{int(text)}{suffix}" if suffix else int(text)
        if options.findtext("reference") or options.findtext("honorRefspec") == "true":
            self.notes.append("the clone's reference repository and refspec are not carried over")

    def clean(self, trait: Tree) -> None:
        """The workspace is cleaned; stale branches are pruned with it."""
        self.values["clone"]["clean"] = True

    def nothing(self, trait: Tree) -> None:
        """The catalog says this in another place."""


def _strategy(trait: Tree) -> str:
    known = {str(number): word for word, number in PULL_REQUESTS.items()}
    return known.get(trait.findtext("strategyId") or "", "merge")


_READERS: dict[str, Callable[[Traits, Tree], None]] = {
    "BranchDiscoveryTrait": Traits.branches,
    "TagDiscoveryTrait": Traits.tags,
    "OriginPullRequestDiscoveryTrait": Traits.pull_requests,
    "OriginMergeRequestDiscoveryTrait": Traits.pull_requests,
    "ForkPullRequestDiscoveryTrait": Traits.forks,
    "ForkMergeRequestDiscoveryTrait": Traits.forks,
    "WildcardSCMHeadFilterTrait": Traits.wildcards,
    "RegexSCMHeadFilterTrait": Traits.regex,
    "CloneOptionTrait": Traits.clone,
    "CleanBeforeCheckoutTrait": Traits.clean,
    "PruneStaleBranchTrait": Traits.nothing,
}
