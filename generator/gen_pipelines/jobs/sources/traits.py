"""The traits that several kinds of source share: head filters, clone options, clean and prune."""

from __future__ import annotations

from ...catalog.durations import seconds
from ...catalog.source import Branches, Clone, PullRequests, Source
from ..xml import Element, instance, tag

BRANCHES = {"without-pull-requests": 1, "only-pull-requests": 2, "all": 3}
"""``BranchDiscoveryTrait/strategyId`` (config_xml, section Sources)."""

PULL_REQUESTS = {"merge": 1, "head": 2, "both": 3}
"""``strategyId`` of the traits that discover pull requests or merge requests."""

DEFAULT_MINUTES = 10
"""The git plugin's own time limit; saying it again would need a clone trait for nothing."""


def branch_strategy(source: Source) -> int:
    """The id for branch discovery.

    Without pull requests every branch is discovered: a branch that also is a pull request would be built by nobody.
    """
    return BRANCHES["all"] if source.pull_requests is None else BRANCHES[source.branches.discover]


def discovery(package: str, source: Source, word: str, trust: dict[str, str]) -> list[Element]:
    """Branch, pull-request and tag discovery of a server that knows pull requests.

    ``package`` is the Java package of its traits, ``word`` is ``PullRequest`` or ``MergeRequest``, ``trust`` has the classes by the
    catalog's words.
    """
    traits = [instance(f"{package}.BranchDiscoveryTrait", tag("strategyId", branch_strategy(source)))]
    if source.pull_requests is not None:
        traits += _pull_requests(package, source.pull_requests, word, trust)
    if source.tags:
        traits.append(instance(f"{package}.TagDiscoveryTrait"))
    return traits


def _pull_requests(package: str, wanted: PullRequests, word: str, trust: dict[str, str]) -> list[Element]:
    traits = [instance(f"{package}.Origin{word}DiscoveryTrait", tag("strategyId", PULL_REQUESTS[wanted.discover]))]
    if wanted.forks != "none":
        fork = f"{package}.Fork{word}DiscoveryTrait"
        strategy = tag("strategyId", PULL_REQUESTS[wanted.forks])
        traits.append(instance(fork, strategy, tag("trust", of=f"{fork}${trust[wanted.trust]}")))
    return traits


def head_filters(branches: Branches, pull_request: str | None) -> list[Element]:
    """The filters by name. ``pull_request`` is how heads of pull requests begin (``PR-``, ``MR-``), or ``None`` where there are none.

    A filter sees those heads too: includes that name branches only would stop every pull request, so theirs are added.
    """
    filters = []
    if branches.include or branches.exclude:
        theirs = [f"{pull_request}*"] if pull_request and branches.include else []
        includes = list(dict.fromkeys([*branches.include, *theirs])) or ["*"]
        fields = tag("includes", " ".join(includes)), tag("excludes", " ".join(branches.exclude))
        filters.append(instance("jenkins.scm.impl.trait.WildcardSCMHeadFilterTrait", *fields, plugin="scm-api"))
    if branches.regex:
        regex = f"(?:{branches.regex})|{pull_request}\\d+.*" if pull_request else branches.regex
        filters.append(instance("jenkins.scm.impl.trait.RegexSCMHeadFilterTrait", tag("regex", regex), plugin="scm-api"))
    return filters


def clone_traits(clone: Clone, plugin: str | None) -> list[Element]:
    """How Jenkins clones. ``plugin`` is ``git``, or ``None`` inside a source that belongs to the git plugin itself."""
    traits = []
    if clone.shallow or not clone.tags or _minutes(clone) != DEFAULT_MINUTES:
        traits.append(_trait("CloneOption", plugin, *_clone_options(clone)))
    if clone.clean:
        traits.append(_trait("CleanBeforeCheckout", plugin, tag("deleteUntrackedNestedRepositories", False)))
        traits.append(_trait("PruneStaleBranch", plugin))
    return traits


def _clone_options(clone: Clone) -> list[Element]:
    return [
        tag("shallow", clone.shallow),
        tag("noTags", not clone.tags),
        tag("reference", ""),
        tag("timeout", _minutes(clone)),
        tag("depth", clone.depth),
        tag("honorRefspec", False),
    ]


def _minutes(clone: Clone) -> int:
    """The time limit in minutes, rounded up: the git plugin knows no shorter ones."""
    return -(-seconds(clone.timeout) // 60)


def _trait(extension: str, plugin: str | None, *fields: Element) -> Element:
    content = tag("extension", *fields, of=f"hudson.plugins.git.extensions.impl.{extension}")
    return instance(f"jenkins.plugins.git.traits.{extension}Trait", content, plugin=plugin)
