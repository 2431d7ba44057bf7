"""The shared library: defined by the catalog's root folder, or by the controller."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalog.model import Catalog
from ..errors import ControllerError, UserError
from ..jenkins.addresses import item_address
from ..jenkins.client import Client
from ..jobs.folder import LIBRARIES
from ..jobs.parsing import parse
from .check import OK, PROBLEM, UNSEEN, Check

LIBRARY = "library"


def check_library(client: Client, catalog: Catalog) -> Iterator[Check]:
    """Whether pipelines will find it, as far as a configuration tells."""
    wanted = f"{catalog.library.name}@{catalog.library.version}"
    if not catalog.library.repository:
        found = "not in the catalog; the remote API does not tell which libraries a controller has"
        advice = "set `library.repository`, and the root folder defines it; or see Manage Jenkins > System > Global Trusted Pipeline Libraries"
        yield Check(LIBRARY, wanted, UNSEEN, found, advice)
        return
    try:
        answer = client.get(f"{item_address((catalog.root,))}config.xml")
        versions = _versions(answer.text) if answer.status == 200 else None
    except (ControllerError, UserError):
        yield Check(LIBRARY, wanted, UNSEEN, "the configuration of the root folder cannot be read")
        return
    if versions is None:
        yield Check(LIBRARY, wanted, OK, "`apply` defines it in the root folder")
    elif versions.get(catalog.library.name) == catalog.library.version:
        yield Check(LIBRARY, wanted, OK, f"defined in {catalog.root}")
    else:
        there = versions.get(catalog.library.name)
        yield Check(LIBRARY, wanted, PROBLEM, there or f"not in {catalog.root}", "run `gen-pipelines apply`: the catalog says another version than the folder")


def _versions(config: str) -> dict[str, str]:
    """The libraries of a folder, by name."""
    found = parse(config).findall(f"properties/{LIBRARIES}/libraries/*")
    return {library.findtext("name") or "": library.findtext("defaultVersion") or "" for library in found}
