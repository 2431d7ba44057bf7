"""List views."""

from __future__ import annotations

from gen_pipelines.catalog.model import Operation, Run, View
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.item import Item
from gen_pipelines.jobs.parsing import parse
from tests.jobs.conftest import catalog, service


def view_items(*include: str, **settings: object) -> list[Item]:
    """The views of a catalog with two services and an operation."""
    services = service("web", group="shop"), service("Api")
    operations = {"clean-up": Operation(run=(Run(command="true"),))}
    views = {"mine": View(include=include, **settings)}
    items = desired_items(catalog(*services, operations=operations, views=views, groups={}), None, {"clean-up": "echo 1"})
    return [item for item in items if item.kind == "view"]


def jobs(item: Item) -> list[str | None]:
    """The jobs a view lists."""
    return [found.text for found in parse(item.config).findall("jobNames/string")]


def test_wildcards_become_the_jobs_they_match() -> None:
    """By name or by path, services and operations, sorted as Jenkins sorts them."""
    (item,) = view_items("*")
    assert jobs(item) == ["Api", "clean-up", "shop/web"]


def test_a_service_in_a_group_needs_a_view_that_looks_into_folders() -> None:
    """`recurse` is set only where it is needed: it makes Jenkins walk all items."""
    assert parse(view_items("web")[0].config).findtext("recurse") == "true"
    assert parse(view_items("Api", "clean-*")[0].config).findtext("recurse") == "false"


def test_a_view_that_matches_nothing_is_not_made() -> None:
    """On a controller without its services it would be empty."""
    assert view_items("nothing*") == []


def test_the_name_is_the_title_or_the_key() -> None:
    """The key stays the same when the title changes, so the marker says what the view is."""
    assert view_items("*")[0].path == ("acme", "mine")
    titled = view_items("*", title="My services", description="All.")[0]
    assert titled.path == ("acme", "My services")
    assert titled.key == "view:mine"
    assert (parse(titled.config).findtext("description") or "").startswith("All.\n[gen-pipelines owner=acme key=view:mine sha256=")
