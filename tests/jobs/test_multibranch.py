"""Multibranch projects."""

from __future__ import annotations

import pytest

from gen_pipelines.catalog.model import CatalogRepository, Organization
from gen_pipelines.catalog.settings import Jenkinsfile, Settings, Triggers
from gen_pipelines.catalog.source import Branches, Clone, Orphans, PullRequests, Source
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.difference import difference
from gen_pipelines.jobs.parsing import parse
from tests.jobs.conftest import GIT_URL, config_of, sample, service, sourced

ORGANIZATION = Organization(name="acme", owner="prod")
COMMON = {"title": "checkout", "description": "Service checkout.", "group": "payments"}
REPOSITORY = CatalogRepository(url="https://git.example.com/platform/pipelines.git", credentials="git-readonly", folder="generated")
GIT = {"credentials": "git-readonly", "tags": True, "branches": Branches(regex="(main|release/.*)")}


def settings(source: dict[str, object], **parts: object) -> Settings:
    """Settings that every sample has, with a source and other sections."""
    known: dict[str, object] = {"scan": None, "pull_requests": None}
    return Settings(source=Source(**known | source), **{"jenkinsfile": Jenkinsfile(path="ci/Jenkinsfile")} | parts)


def sample_with_our_id(name: str) -> str:
    """A sample, with the owner in its source id as ours have it."""
    return sample(f"samples/{name}").replace("gen-pipelines:payments", "gen-pipelines:prod/payments")


def test_plain_git_means_the_sample() -> None:
    """Discovery, regular expression, clean, prune, orphans, script path."""
    ours = config_of(service(settings=settings(GIT), **COMMON), organization=ORGANIZATION)
    assert difference(ours, sample_with_our_id("multibranch_git.xml")) == []


def test_a_remote_jenkinsfile_means_the_sample() -> None:
    """The Jenkinsfile of `payments/checkout` in the catalog's own repository; the plugin's runtime state does not count."""
    organization = Organization(name="acme", owner="prod", repository=REPOSITORY)
    ours = config_of(service(settings=settings(GIT, jenkinsfile=Jenkinsfile(from_="catalog")), **COMMON), organization=organization)
    assert difference(ours, sample_with_our_id("multibranch_git_remote_jenkinsfile.xml")) == []


def test_github_means_the_sample() -> None:
    """All but its SSH checkout, which a catalog cannot ask for."""
    source = {
        "credentials": "github-app",
        "tags": True,
        "pull_requests": PullRequests(),
        "branches": Branches(include=("main", "release/*")),
        "clone": Clone(shallow=True, tags=False, clean=False),
        "scan": "1d",
    }
    github = service(repository="https://github.com/example-org/checkout.git", settings=settings(source), **COMMON)
    ours = config_of(github, organization=ORGANIZATION)
    assert difference(ours, sample_with_our_id("multibranch_github.xml")) == ["+ source/traits/SSHCheckoutTrait"]


def test_bitbucket_means_the_sample() -> None:
    """Its fork trust is that of the same account."""
    source = {"credentials": "bitbucket-app", "pull_requests": PullRequests(), "clone": Clone(clean=False)}
    bitbucket = service(repository="git@bitbucket.org:example-workspace/checkout.git", settings=settings(source), **COMMON)
    ours = config_of(bitbucket, organization=ORGANIZATION)
    assert difference(ours, sample_with_our_id("multibranch_bitbucket.xml")) == []


def test_the_source_id_names_owner_and_service() -> None:
    """Set and stable: an id that changes makes Jenkins build every branch again."""
    root = parse(config_of(service(group="payments"), organization=ORGANIZATION))
    assert root.findtext("sources/data/*/source/id") == "gen-pipelines:prod/payments/checkout"


def test_a_renamed_service_keeps_its_source_id() -> None:
    """The job is moved and keeps its branches' builds."""
    before = parse(config_of(service("old"))).findtext("sources/data/*/source/id")
    assert parse(config_of(service("new", renamed_from="old"))).findtext("sources/data/*/source/id") == before
    assert service("new", group="g", renamed_from="/old").key_before == "old"


def test_the_traits_are_always_written() -> None:
    """Left out, Jenkins adds its own; empty, it finds nothing."""
    assert parse(config_of(sourced())).findall("sources/data/*/source/traits/*")


def test_orphans_follow_the_catalog() -> None:
    """-1 is no limit, and 0 would be turned into it."""
    root = parse(config_of(sourced(orphans=Orphans(prune=False, days=0, count=-1, abort_builds=False))))
    strategy = root.find("orphanedItemStrategy")
    assert strategy is not None
    assert [element.text for element in strategy] == ["false", "-1", "-1", "false"]


def test_without_a_webhook_nothing_is_built_by_itself() -> None:
    """No branch matches the regular expression of branches that may be."""
    plain, silent = (parse(config_of(service(settings=Settings(triggers=Triggers(webhook=webhook))))) for webhook in (True, False))
    path = "sources/data/*/strategy/properties/a/jenkins.branch.NoTriggerBranchProperty/triggeredBranchesRegex"
    assert silent.findtext(path) == "^$"
    assert plain.find(path) is None


def test_no_initial_build_keeps_later_ones() -> None:
    """All of: not the first scan; and any of: a branch, a pull request."""
    path = "sources/data/*/buildStrategies"
    assert parse(config_of(sourced())).find(path) is None
    root = parse(config_of(sourced(initial_build=False, repository="https://github.com/acme/web")))
    found = root.find(path)
    assert found is not None
    names = [element.tag.rpartition(".")[2] for element in found.iter() if "." in element.tag]
    assert names == [
        "AllBranchBuildStrategyImpl",
        "SkipInitialBuildOnFirstBranchIndexing",
        "AnyBranchBuildStrategyImpl",
        "BranchBuildStrategyImpl",
        "ChangeRequestBuildStrategyImpl",
    ]


def test_the_jenkinsfile_of_a_monorepos_service_lies_in_its_folder() -> None:
    """Unless its settings say where."""
    assert parse(config_of(service(path="services/web"))).findtext("factory/scriptPath") == "services/web/Jenkinsfile"


def test_a_jenkinsfile_in_the_catalog_needs_the_catalogs_address() -> None:
    """The error says what to set."""
    with pytest.raises(UserError, match="checkout") as caught:
        config_of(service(settings=Settings(jenkinsfile=Jenkinsfile(from_="catalog"))))
    assert "organization.repository" in caught.value.hint


def test_a_shared_repositorys_credentials_win_over_everybodys() -> None:
    """`repositories` says more about a repository than `defaults` does."""
    shared = service(settings=Settings(source=Source(credentials="all")), repository_credentials="own")
    assert parse(config_of(shared)).findtext("sources/data/*/source/credentialsId") == "own"


def test_a_service_without_a_repository_is_a_user_error() -> None:
    """It has nothing that could be scanned."""
    with pytest.raises(UserError, match="no repository"):
        config_of(service(repository=None))


def test_the_config_is_readable() -> None:
    """The whole file of a small service, as a person would find it in JENKINS_HOME."""
    plain = Source(pull_requests=None, scan=None, clone=Clone(clean=False))
    assert config_of(service(repository=GIT_URL, settings=Settings(source=plain))) == sample("golden/multibranch.xml")
