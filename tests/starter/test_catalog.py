"""The starter catalogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.catalog.check import read_catalog
from gen_pipelines.cli.init_command import STACKS as OFFERED
from gen_pipelines.errors import UnsafeError, UserError
from gen_pipelines.generate import everything
from gen_pipelines.starter.catalog import starter_catalog, write_starter
from gen_pipelines.starter.stacks import STACKS

ADDRESS = "https://github.com/acme/shop.git"


def test_the_command_offers_every_stack() -> None:
    """The choice of the command line and the stacks are the same."""
    assert tuple(STACKS) == OFFERED


@pytest.mark.parametrize("stack", STACKS)
def test_a_starter_has_no_findings_and_renders(stack: str, tmp_path: Path) -> None:
    """What a newcomer gets first is without errors and warnings, and gives a pipeline."""
    file = tmp_path / "pipelines.yaml"
    file.write_text(starter_catalog(stack, "acme", "shop", ADDRESS))
    checked = read_catalog(file)
    assert checked.findings == ()
    assert checked.catalog is not None
    assert "pipeline {" in everything(checked.catalog)["jenkinsfiles/shop.jenkinsfile"]


@pytest.mark.parametrize(("organization", "service"), [("a b", "shop"), ("acme", "x: y"), ("acme", "-x")])
def test_names_that_are_none_are_refused(organization: str, service: str) -> None:
    """A name could otherwise become YAML of its own."""
    with pytest.raises(UserError):
        starter_catalog("node", organization, service, ADDRESS)


@pytest.mark.parametrize("address", ['x"', "https://x y", "nothing"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """So could an address."""
    with pytest.raises(UserError):
        starter_catalog("node", "acme", "shop", address)


def test_numbers_as_names_stay_text(tmp_path: Path) -> None:
    """A service called 42 is text in YAML."""
    file = tmp_path / "pipelines.yaml"
    file.write_text(starter_catalog("go", "true", "42", ADDRESS))
    catalog = read_catalog(file).catalog
    assert catalog is not None and (catalog.organization.name, list(catalog.services)) == ("true", ["42"])


def test_a_file_is_never_overwritten_without_force(tmp_path: Path) -> None:
    """Refused as unsafe; --force does it."""
    file = tmp_path / "pipelines.yaml"
    file.write_text("mine")
    with pytest.raises(UnsafeError):
        write_starter(str(file), "new", force=False)
    assert file.read_text() == "mine"
    write_starter(str(file), "new", force=True)
    assert file.read_text() == "new"
