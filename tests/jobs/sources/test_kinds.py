"""The kinds of source, and how one is chosen."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from gen_pipelines.catalog.source import Branches, Clone, PullRequests, Source
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.parsing import parse
from gen_pipelines.jobs.sources import kind_of, source_values
from gen_pipelines.jobs.sources.address import parse_address
from tests.jobs.conftest import config_of, sourced

URLS = {
    "git": "https://git.example.com/acme/web.git",
    "github": "https://github.com/acme/web",
    "gitlab": "https://gitlab.com/acme/shop/web.git",
    "bitbucket": "https://bitbucket.org/acme/web",
}


def source_of(url: str, **settings: object) -> Element:
    """The `<source>` of a service."""
    found = parse(config_of(sourced(repository=url, **settings))).find("sources/data/*/source")
    assert found is not None
    return found


def traits(source: Element) -> list[str]:
    """Its traits, without packages."""
    return [trait.tag.rpartition(".")[2].removesuffix("Trait") for trait in source.findall("traits/*")]


@pytest.mark.parametrize(
    ("url", "server", "kind"),
    [
        *((url, None, kind) for kind, url in URLS.items()),
        ("https://github.example.com/acme/web", None, "github"),
        ("ssh://git@bitbucket.example.com:7999/K/web.git", None, "bitbucket"),
        ("https://gitlab.example.com/a/b", None, "git"),
        ("https://gitlab.example.com/a/b", "ours", "gitlab"),
        ("file:///srv/web.git", None, "git"),
        ("https://mygithub.example.com/a/b", None, "git"),
    ],
)
def test_auto_goes_by_the_host(url: str, server: str | None, kind: str) -> None:
    """A GitLab of one's own is known to Jenkins by a name only; without it plain Git is what works."""
    assert kind_of(Source(server=server), parse_address(url)) == kind


@pytest.mark.parametrize("kind", URLS)
def test_a_kind_that_is_named_is_taken(kind: str) -> None:
    """Whatever the host."""
    assert kind_of(Source(kind=kind), parse_address("https://git.example.com/acme/web")) == kind


@pytest.mark.parametrize(
    ("url", "settings", "expected"),
    [
        ("https://github.com/acme/web.git", {}, ("https://api.github.com", "acme", "web", "https://github.com/acme/web")),
        ("git@github.com:acme/web.git", {}, ("https://api.github.com", "acme", "web", "https://github.com/acme/web")),
        ("https://github.example.com/a/b", {}, ("https://github.example.com/api/v3", "a", "b", "https://github.example.com/a/b")),
        ("https://git.acme.io/a/b", {"kind": "github", "server": "https://ghe.acme.io/"}, ("https://ghe.acme.io/api/v3", "a", "b", "https://ghe.acme.io/a/b")),
        ("https://git.acme.io/a/b", {"kind": "github", "server": "https://ghe.acme.io/api/v3"}, ("https://ghe.acme.io/api/v3", "a", "b", "https://ghe.acme.io/a/b")),
    ],
)
def test_github_and_enterprise(url: str, settings: dict[str, str], expected: tuple[str, ...]) -> None:
    """API address, owner, repository and web address."""
    source = source_of(url, **settings)
    assert tuple(source.findtext(name) for name in ("apiUri", "repoOwner", "repository", "repositoryUrl")) == expected


@pytest.mark.parametrize(
    ("url", "settings", "expected"),
    [
        ("https://gitlab.com/acme/web.git", {}, ("default", "acme", "acme/web")),
        ("git@gitlab.com:acme/shop/api/web.git", {}, ("default", "acme/shop/api", "acme/shop/api/web")),
        ("https://git.acme.io/a/b.git", {"kind": "gitlab", "server": "ours"}, ("ours", "a", "a/b")),
    ],
)
def test_gitlab_and_nested_groups(url: str, settings: dict[str, str], expected: tuple[str, ...]) -> None:
    """The server's name in Jenkins, the group with its parents, the full path."""
    source = source_of(url, **settings)
    assert tuple(source.findtext(name) for name in ("serverName", "projectOwner", "projectPath")) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://bitbucket.org/acme/web.git", ("https://bitbucket.org", "acme", "web")),
        ("git@bitbucket.org:acme/web.git", ("https://bitbucket.org", "acme", "web")),
        ("https://bitbucket.acme.io/scm/KEY/web.git", ("https://bitbucket.acme.io", "KEY", "web")),
        ("https://bitbucket.acme.io:8443/stash/scm/~joe/web.git", ("https://bitbucket.acme.io:8443/stash", "~joe", "web")),
        ("https://bitbucket.acme.io/projects/KEY/repos/web/browse", ("https://bitbucket.acme.io", "KEY", "web")),
        ("https://bitbucket.acme.io/users/joe/repos/web", ("https://bitbucket.acme.io", "~joe", "web")),
        ("ssh://git@bitbucket.acme.io:7999/KEY/web.git", ("https://bitbucket.acme.io", "KEY", "web")),
    ],
)
def test_bitbucket_cloud_and_data_center(url: str, expected: tuple[str, ...]) -> None:
    """Every form of address that Bitbucket shows to people."""
    source = source_of(url)
    assert tuple(source.findtext(name) for name in ("serverUrl", "repoOwner", "repository")) == expected


@pytest.mark.parametrize(
    ("kind", "path"), [("github", "web"), ("github", "a/b/c"), ("gitlab", "web"), ("bitbucket", "a/b/c"), ("bitbucket", "web")]
)
def test_an_address_that_does_not_fit_its_kind_is_a_user_error(kind: str, path: str) -> None:
    """The message says what was expected there."""
    with pytest.raises(UserError, match="is not a"):
        source_values(f"https://git.example.com/{path}", Source(kind=kind))


@pytest.mark.parametrize("kind", ["github", "gitlab", "bitbucket"])
@pytest.mark.parametrize(("word", "number"), [("merge", "1"), ("head", "2"), ("both", "3")])
def test_pull_requests_by_strategy(kind: str, word: str, number: str) -> None:
    """1 merges with the target, 2 is the head, 3 is both, for forks and for branches of the repository itself."""
    source = source_of(URLS[kind], pull_requests=PullRequests(discover=word, forks=word))
    request = "MergeRequest" if kind == "gitlab" else "PullRequest"
    assert traits(source)[:3] == ["BranchDiscovery", f"Origin{request}Discovery", f"Fork{request}Discovery"]
    assert [trait.findtext("strategyId") for trait in source.findall("traits/*")[1:3]] == [number, number]


@pytest.mark.parametrize("kind", ["github", "gitlab", "bitbucket"])
@pytest.mark.parametrize(("word", "number"), [("without-pull-requests", "1"), ("only-pull-requests", "2"), ("all", "3")])
def test_branches_by_strategy(kind: str, word: str, number: str) -> None:
    """A bit field: 1 branches that are no pull requests, 2 those that are."""
    assert source_of(URLS[kind], branches=Branches(discover=word)).findtext("traits/*/strategyId") == number


@pytest.mark.parametrize("kind", ["github", "gitlab", "bitbucket"])
def test_without_pull_requests_all_branches_are_built(kind: str) -> None:
    """Otherwise a branch would stop being built when somebody opens a pull request for it."""
    source = source_of(URLS[kind], pull_requests=None)
    assert traits(source) == ["BranchDiscovery", "CleanBeforeCheckout", "PruneStaleBranch"]
    assert source.findtext("traits/*/strategyId") == "3"


@pytest.mark.parametrize(
    ("kind", "classes"),
    [
        ("github", ["TrustNobody", "TrustContributors", "TrustPermission", "TrustEveryone"]),
        ("gitlab", ["TrustNobody", "TrustMembers", "TrustPermission", "TrustEveryone"]),
        ("bitbucket", ["TrustNobody", "TrustTeamForks", "TrustTeamForks", "TrustEveryone"]),
    ],
)
def test_fork_trust_by_kind(kind: str, classes: list[str]) -> None:
    """The class lies inside the fork trait's, and is not escaped in its attribute."""
    found = []
    for word in ("nobody", "contributors", "permission", "everyone"):
        trust = source_of(URLS[kind], pull_requests=PullRequests(trust=word)).find("traits/*/trust")
        assert trust is not None
        found.append(trust.get("class", ""))
    assert [name.partition("$")[2] for name in found] == classes
    assert all("DiscoveryTrait$" in name and "__" not in name for name in found)


def test_forks_can_be_left_out() -> None:
    """Then only branches of the repository itself become pull requests."""
    assert "ForkPullRequestDiscovery" not in traits(source_of(URLS["github"], pull_requests=PullRequests(forks="none")))


@pytest.mark.parametrize("kind", URLS)
def test_tags_are_discovered_where_asked(kind: str) -> None:
    """Every kind has a trait for them."""
    assert "TagDiscovery" in traits(source_of(URLS[kind], tags=True))
    assert "TagDiscovery" not in traits(source_of(URLS[kind]))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("git", "main r/*"), ("github", "main r/* PR-*"), ("gitlab", "main r/* MR-*"), ("bitbucket", "main r/* PR-*")],
)
def test_includes_let_pull_requests_through(kind: str, expected: str) -> None:
    """A filter by name sees their heads too."""
    source = source_of(URLS[kind], branches=Branches(include=("main", "r/*"), exclude=("x*", "y")))
    assert source.findtext("traits/*/includes") == expected
    assert source.findtext("traits/*/excludes") == "x* y"


def test_pull_requests_in_the_includes_stand_there_once() -> None:
    """Who writes them out sees what was written."""
    branches = Branches(include=("PR-*", "main"))
    assert source_of(URLS["github"], branches=branches).findtext("traits/*/includes") == "PR-* main"


def test_includes_without_pull_requests_are_as_written() -> None:
    """There are no such heads then."""
    assert source_of(URLS["github"], branches=Branches(include=("main",)), pull_requests=None).findtext("traits/*/includes") == "main"


def test_excludes_alone_include_all() -> None:
    """An empty list of includes would match nothing."""
    assert source_of(URLS["github"], branches=Branches(exclude=("x",))).findtext("traits/*/includes") == "*"


@pytest.mark.parametrize(
    ("kind", "expected"), [("git", "main|r.*"), ("github", r"(?:main|r.*)|PR-\d+.*"), ("gitlab", r"(?:main|r.*)|MR-\d+.*")]
)
def test_a_regular_expression_lets_pull_requests_through(kind: str, expected: str) -> None:
    """It must match a whole name, so theirs is one more alternative."""
    assert source_of(URLS[kind], branches=Branches(regex="main|r.*")).findtext("traits/*/regex") == expected


@pytest.mark.parametrize("kind", URLS)
def test_clone_options(kind: str) -> None:
    """Written only where they differ from the git plugin's own."""
    source = source_of(URLS[kind], clone=Clone(shallow=True, depth=3, tags=False, timeout="90s", clean=False))
    assert traits(source)[-1] == "CloneOption"
    option = source.find("traits/*/extension")
    assert option is not None
    assert [element.text or "" for element in option] == ["true", "true", "", "2", "3", "false"]
    assert "CloneOption" not in traits(source_of(URLS[kind]))


def test_credentials_are_written_where_there_are_some() -> None:
    """A public repository needs none."""
    assert source_of(URLS["github"], credentials="app").findtext("credentialsId") == "app"
    assert source_of(URLS["github"]).find("credentialsId") is None
