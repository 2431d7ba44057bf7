"""config.xml of folders: the root folder, which may define the shared library, and the groups."""

from __future__ import annotations

from ..catalog.model import Library
from . import marker
from .xml import Element, document, instance, tag

CLASS = "com.cloudbees.hudson.plugins.folder.Folder"
LIBRARIES = "org.jenkinsci.plugins.workflow.libs.FolderLibraries"
LIBRARY_SOURCE_ID = "gen-pipelines-library"
CACHE_MINUTES = 60
"""How long a controller keeps the library before it asks again. The version is pinned, so this only saves a fetch in every build."""

ROOT_DESCRIPTION = "Made by gen-pipelines from its catalog. Change the catalog: what is changed here is undone."


def folder(title: str | None, description: str, marker_line: str, library: Library | None = None) -> str:
    """A folder's config.xml. ``library`` is defined in it if it says where it lives; folder libraries run in the sandbox.

    ``<properties/>`` is written even when empty. Whoever posts this to a folder that exists must first put back what others keep there
    (:func:`.keep.keep_foreign`): an update replaces, it does not merge (jenkins_api, section 0).
    """
    text = marker.add(marker.neutral(description), marker_line)
    libraries = _libraries(library) if library is not None and library.repository else None
    return document(
        instance(
            CLASS,
            tag("description", text) if text else None,
            tag("displayName", title) if title else None,
            tag("properties", libraries),
            plugin="cloudbees-folder",
        )
    )


def _libraries(library: Library) -> Element:
    configuration = instance(
        "org.jenkinsci.plugins.workflow.libs.LibraryConfiguration",
        tag("name", library.name),
        _retriever(library),
        tag("defaultVersion", library.version),
        tag("implicit", False),
        tag("allowVersionOverride", False),
        tag("includeInChangesets", False),
        _cache(),
    )
    return instance(LIBRARIES, tag("libraries", configuration), plugin="pipeline-groovy-lib")


def _cache() -> Element:
    versions = tag("excludedVersionsStr", ""), tag("includedVersionsStr", "")
    return tag("cachingConfiguration", tag("refreshTimeMinutes", CACHE_MINUTES), *versions)


def _retriever(library: Library) -> Element:
    """Where the library comes from. With branch discovery alone, a tag would be found by a full fetch only (config_xml, section Folder)."""
    discovery = [instance(f"jenkins.plugins.git.traits.{name}DiscoveryTrait") for name in ("Branch", "Tag")]
    source = tag(
        "scm",
        tag("id", LIBRARY_SOURCE_ID),
        tag("remote", library.repository),
        tag("credentialsId", library.credentials) if library.credentials else None,
        tag("traits", *discovery),
        of="jenkins.plugins.git.GitSCMSource",
        plugin="git",
    )
    path = tag("libraryPath", library.path) if library.path else None
    return tag("retriever", tag("clone", False), path, source, of="org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever")
