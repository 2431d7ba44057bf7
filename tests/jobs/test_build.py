"""Everything a catalog wants."""

from __future__ import annotations

import re

import pytest

from gen_pipelines.catalog.model import Group, Operation, Organization, Run, View
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.canonical import canonical, digest
from gen_pipelines.jobs.item import Item
from gen_pipelines.jobs.marker import find
from gen_pipelines.jobs.parsing import parse
from tests.jobs.conftest import catalog, service

RUN = (Run(command="true"),)


def whole() -> list[Item]:
    """The items of a catalog that has some of everything."""
    parts = {
        "organization": Organization(name="acme", folder="shop", owner="prod"),
        "groups": {"payments": Group(title="Payments")},
        "operations": {"nightly": Operation(run=RUN, group="payments"), "clean-up": Operation(run=RUN)},
        "views": {"all": View(include=("*",))},
    }
    services = service("web"), service("checkout", group="payments")
    return desired_items(catalog(*services, **parts), None, {"nightly": "echo 1", "clean-up": "echo 2"})


def test_the_order_is_that_of_creation() -> None:
    """A folder comes before what is in it, a view after what it shows."""
    assert [(item.kind, "/".join(item.path), item.key) for item in whole()] == [
        ("folder", "shop", "."),
        ("folder", "shop/payments", "payments"),
        ("multibranch", "shop/web", "web"),
        ("multibranch", "shop/payments/checkout", "payments/checkout"),
        ("pipeline", "shop/payments/nightly", "payments/nightly"),
        ("pipeline", "shop/clean-up", "clean-up"),
        ("view", "shop/all", "view:all"),
    ]


def test_every_item_carries_its_marker_and_digest() -> None:
    """The digest is that of its config's meaning, and the file ends with a newline."""
    for item in whole():
        assert item.config.endswith(">\n")
        assert item.digest == digest(canonical(item.config))
        assert find(parse(item.config).findtext("description")) == ("prod", item.key, item.digest)


def test_same_catalog_same_bytes() -> None:
    """An unchanged catalog changes nothing in Jenkins."""
    assert whole() == whole()


@pytest.mark.parametrize(
    ("services", "parts"),
    [
        ((service("web"), service("Web")), {}),
        ((service("web"),), {"operations": {"web": Operation(run=RUN)}}),
        ((service("web"),), {"groups": {"web": Group()}}),
        ((service("web"),), {"views": {"a": View(title="V", include=("*",)), "b": View(title="v", include=("*",))}}),
    ],
)
def test_two_items_in_one_place_are_refused(services: tuple[object, ...], parts: dict[str, object]) -> None:
    """One would overwrite the other."""
    with pytest.raises(UserError, match="would be one item"):
        desired_items(catalog(*services, **parts), None, {"web": "echo 1"})


def test_a_view_may_have_the_name_of_a_job() -> None:
    """They live in different places."""
    assert len(desired_items(catalog(service("web"), views={"web": View(include=("web",))}), None, {})) == 3


def test_a_name_that_jenkins_refuses_is_a_user_error() -> None:
    """Titles of views are free text in the catalog."""
    with pytest.raises(UserError, match='has "/"'):
        desired_items(catalog(service("web"), views={"a": View(title="a/b", include=("*",))}), None, {})


def test_configs_of_many_services_differ_by_their_own_values_only() -> None:
    """The rest is worked out once; and no two services share a digest."""
    items = desired_items(catalog(*(service(f"s-{number}", f"https://github.com/acme/s-{number}") for number in range(2000))), None, {})
    assert len({item.digest for item in items}) == 2001
    assert len({re.sub(rf"\b{item.key}\b|{item.digest}", "", item.config) for item in items[1:]}) == 1
