"""Which controller gets what."""

from __future__ import annotations

import pytest

from gen_pipelines.catalog.model import Controller, Operation, Run
from gen_pipelines.errors import UserError
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.jobs.placing import Placement, matcher
from tests.jobs.conftest import catalog, service

SERVICES = service("web"), service("edge-1"), service("api", group="shop"), service("own", controller="second")


def placed(controller: str | None, **controllers: Controller) -> list[str]:
    """The services on one of some controllers."""
    placement = Placement(catalog(controllers=controllers), controller)
    return [each.name for each in SERVICES if placement.has_service(each)]


def test_without_controllers_everything_is_wanted() -> None:
    """A catalog need not name any."""
    assert placed(None) == ["web", "edge-1", "api", "own"]


def test_a_controller_without_wildcards_gets_all() -> None:
    """Production and the local directory both; a service that names its controller goes there only."""
    assert placed("first", first=Controller(), second=Controller()) == ["web", "edge-1", "api"]
    assert placed("second", first=Controller(), second=Controller()) == ["web", "edge-1", "api", "own"]


def test_wildcards_place_by_name_or_path() -> None:
    """`edge-*` is a name, `shop/*` a group."""
    both = {"first": Controller(services=("edge-*",)), "second": Controller(services=("shop/*",))}
    assert placed("second", **both) == ["api", "own"]


def test_what_no_wildcard_matches_goes_to_the_first() -> None:
    """Nothing is lost."""
    both = {"first": Controller(services=("edge-*",)), "second": Controller(services=("shop/*",))}
    assert placed("first", **both) == ["web", "edge-1"]


def test_an_unknown_controller_is_a_user_error() -> None:
    """The hint lists those there are."""
    with pytest.raises(UserError, match='no controller "prod"') as caught:
        Placement(catalog(controllers={"production": Controller()}), "prod")
    assert "production" in caught.value.hint


def test_operations_are_placed_too() -> None:
    """A job on a schedule must not run on two controllers because there are two."""
    operations = {name: Operation(run=(Run(command="true"),)) for name in ("edge-clean", "nightly")}
    parts = {"operations": operations, "controllers": {"first": Controller(services=("none",)), "edge": Controller(services=("edge-*",))}}
    scripts = dict.fromkeys(operations, "echo 1")
    found = [[item.key for item in desired_items(catalog(**parts), name, scripts) if item.kind == "pipeline"] for name in ("first", "edge")]
    assert found == [["nightly"], ["edge-clean"]]


def test_a_matcher_takes_names_and_wildcards() -> None:
    """Whole names, case sensitive; none matches nothing."""
    matches = matcher(("web", "edge-?", "shop/*"))
    assert [name for name in ("web", "Web", "webs", "edge-1", "edge-12", "shop/api") if matches(name)] == ["web", "edge-1", "shop/api"]
    assert not matcher(())("web")
