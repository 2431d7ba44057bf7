"""Folders."""

from __future__ import annotations

from gen_pipelines.catalog.model import Group, Library, Organization
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.difference import same
from gen_pipelines.jobs.folder import folder
from gen_pipelines.jobs.parsing import parse
from tests.jobs.conftest import catalog, sample, service

LINE = "[gen-pipelines owner=prod key=payments sha256=0123456789abcdef]"
LIBRARY = Library(
    version="v1.4.2", repository="https://git.example.com/platform/pipeline-library.git", credentials="git-readonly", path="shared-library"
)


def test_a_plain_folder_is_the_sample() -> None:
    """Byte for byte what the reference says to post."""
    assert folder("Payments", "Team payments.", LINE) == sample("samples/folder_plain.xml")


def test_a_folder_with_a_library_means_the_sample() -> None:
    """Library, retriever, pinned version, branch and tag discovery, cache."""
    assert same(folder("Payments", "Team payments.", LINE, LIBRARY), sample("samples/folder_with_libraries.xml"))


def test_the_root_folder_defines_the_library_and_groups_do_not() -> None:
    """Groups inherit it; a second definition would only have to be kept in step."""
    items = desired_items(catalog(library=LIBRARY, groups={"payments": Group()}), None, {})
    assert ["FolderLibraries" in item.config for item in items] == [True, False]


def test_without_an_address_the_controller_defines_the_library() -> None:
    """The folder then says nothing about it."""
    root, *_ = desired_items(catalog(), None, {})
    assert parse(root.config).find("properties") is not None
    assert "Libraries" not in root.config


def test_a_library_in_the_open_needs_no_credentials() -> None:
    """What is not set is not written."""
    text = folder(None, "", LINE, Library(repository="https://git.example.com/library.git"))
    assert "credentialsId" not in text
    assert "libraryPath" not in text


def test_titles_and_descriptions_reach_the_folders() -> None:
    """The organization's title, and each group's own texts."""
    groups = {"payments": Group(title="Money", description="Team & co.")}
    root, group = desired_items(catalog(organization=Organization(name="acme", title="Acme"), groups=groups), None, {})
    assert parse(root.config).findtext("displayName") == "Acme"
    assert parse(group.config).findtext("displayName") == "Money"
    assert (parse(group.config).findtext("description") or "").startswith("Team & co.\n[gen-pipelines owner=acme key=payments sha256=")


def test_only_groups_with_something_inside_become_folders() -> None:
    """Those without anything anywhere were declared for their own sake and are made too."""
    parts = {"groups": {"used": Group(), "empty": Group()}}
    items = desired_items(catalog(service(group="used"), **parts), None, {})
    assert [item.key for item in items] == [".", "used", "empty", "used/checkout"]
