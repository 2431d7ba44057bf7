"""Comparing with what a controller has. The files in `data/observed` were posted to a real one (2.541.3) and read back."""

from __future__ import annotations

import pytest

from gen_pipelines.catalog.model import Operation, Run
from gen_pipelines.catalog.source import Branches
from gen_pipelines.jobs.difference import difference, same
from gen_pipelines.jobs.folder import folder
from gen_pipelines.jobs.pipeline import pipeline
from tests.jobs.conftest import DATA, GIT_URL, config_of, sample, sourced

READ_BACK = sorted(path.name for path in (DATA / "observed").glob("*.[1-4]-*.xml"))
LOST = {
    "mb-empty-id": ["+ source/id: 1"],
    "mb-no-id": ["+ source/id: 1"],
    "mb-unknown-trait": ["- source/traits/T"],
    "pipe-unknown-property": ["- properties/P"],
}
"""What a controller changed in meaning: ids it made up, and classes it does not know."""

GIT = config_of(sourced(tags=True))


@pytest.mark.parametrize("name", READ_BACK)
def test_what_a_controller_gave_back_is_what_was_posted(name: str) -> None:
    """After the create, an update, a save and a post of the read-back; only what was really lost is a difference."""
    case = name.partition(".")[0]
    posted, found = sample(f"observed/{case}.0-posted.xml"), sample(f"observed/{name}")
    assert difference(posted, found) == LOST.get(case, [])
    assert same(posted, found) == (case not in LOST)


def test_the_observations_are_there() -> None:
    """The test above would pass with no files at all."""
    assert len(READ_BACK) > 45


@pytest.mark.parametrize("name", ["folder_ge2.568.xml", "multibranch_git_ge2.568.xml", "multibranch_git_lt2.568_after_post.xml"])
def test_both_ways_of_reading_back_are_understood(name: str) -> None:
    """Before 2.568 a GET gives the posted text, from then on the object anew."""
    posted = sample("samples/folder_plain.xml" if "folder" in name else "samples/multibranch_git.xml")
    lost = [
        "- source/traits/CleanBeforeCheckoutTrait",
        "- source/traits/PruneStaleBranchTrait",
        "- source/traits/TagDiscoveryTrait",
        "- source/traits/RegexSCMHeadFilterTrait",
    ]
    assert difference(posted, sample(f"readback/{name}")) == (lost if name == "multibranch_git_ge2.568.xml" else [])


def test_a_changed_value_is_one_line() -> None:
    """Short names, old and new value; a plan reads it the other way round."""
    ours = config_of(sourced(repository="https://github.com/acme/web"))
    theirs = ours.replace("<strategyId>1</strategyId>", "<strategyId>3</strategyId>", 1)
    assert difference(ours, theirs) == ["source/traits/BranchDiscoveryTrait/strategyId: 1 -> 3"]
    assert difference(ours, theirs, applied=True) == ["source/traits/BranchDiscoveryTrait/strategyId: 3 -> 1"]


def test_a_trait_that_came_or_went_is_one_line() -> None:
    """Its own fields are not listed on top."""
    filtered = config_of(sourced(tags=True, branches=Branches(include=("main",))))
    assert difference(GIT, filtered) == ["+ source/traits/WildcardSCMHeadFilterTrait"]
    assert difference(filtered, GIT) == ["- source/traits/WildcardSCMHeadFilterTrait"]


def test_a_changed_class_is_shown_without_its_package() -> None:
    """Packages tell a reader nothing."""
    ours = config_of(sourced(repository="https://github.com/acme/web"))
    assert difference(ours, ours.replace("TrustPermission", "TrustEveryone")) == [
        "source/traits/ForkPullRequestDiscoveryTrait/trust@class: TrustPermission -> TrustEveryone"
    ]


def test_a_changed_script_shows_its_first_changed_line() -> None:
    """A whole script in one line would help nobody."""
    operation = Operation(run=(Run(command="true"),))
    ours, theirs = pipeline(operation, "one\ntwo\nthree", ""), pipeline(operation, "one\n2\nthree", "")
    assert difference(ours, theirs) == ["definition/script: line 2: two -> 2"]
    assert difference(ours, pipeline(operation, "one\ntwo", "")) == ["definition/script: line 3: three -> (end)"]


def test_long_values_are_cut() -> None:
    """A line of a report stays a line."""
    (line,) = difference(folder(None, "a" * 500, ""), folder(None, "b" * 500, ""))
    assert len(line) < 200
    assert line.endswith("…")


def test_values_are_not_taken_for_classes() -> None:
    """A host name in a description stays whole."""
    assert difference(folder(None, "see a.example.com", ""), folder(None, "see b.example.com", "")) == [
        "description: see a.example.com -> see b.example.com"
    ]


@pytest.mark.parametrize(
    "foreign",
    [
        "<properties><com.example.Permissions><p>1</p></com.example.Permissions></properties>",
        '<icon class="jenkins.plugins.foldericon.CustomFolderIcon"><foldericon>x.png</foldericon></icon>',
        "<folderViews><views/></folderViews>",
        "<actions><com.example.Action/></actions>",
    ],
)
def test_what_others_may_set_is_no_drift(foreign: str) -> None:
    """Permissions, icons and views are not described by the catalog."""
    theirs = GIT.replace("<properties/>", foreign)
    assert theirs != GIT
    assert difference(GIT, theirs) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("<disabled>false</disabled>", "<disabled>true</disabled>", "+ disabled: true"),
        ("<properties/>", "<displayName>Mine</displayName>", "+ displayName: Mine"),
        ("<remote>https://git.example.com/payments/checkout.git<", "<remote>x<", f"source/remote: {GIT_URL} -> x"),
        ("<interval>86400000<", "<interval>1<", "triggers/PeriodicFolderTrigger/interval: 86400000 -> 1"),
        (">Jenkinsfile<", ">evil/Jenkinsfile<", "factory/scriptPath: Jenkinsfile -> evil/Jenkinsfile"),
    ],
)
def test_what_the_catalog_describes_is_drift(old: str, new: str, line: str) -> None:
    """Also where the catalog says nothing: an update would put it back."""
    assert old in GIT
    assert difference(GIT, GIT.replace(old, new)) == [line]


def test_another_kind_of_item_is_a_difference() -> None:
    """A folder where a multibranch project should be."""
    assert any(line.startswith(".@class: WorkflowMultiBranchProject -> Folder") for line in difference(GIT, folder(None, "x", "")))
