"""One item at a time on a controller: requests counted, ownership kept, lost answers judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gen_pipelines.errors import ControllerError, LostAnswer, UnsafeError, UserError
from gen_pipelines.jenkins.client import Client
from gen_pipelines.jenkins.controller import ControllerTarget
from gen_pipelines.jobs.item import FOLDER, MULTIBRANCH, VIEW, Item
from gen_pipelines.sync.state import ActualItem, place
from tests.controller import Controller
from tests.controller.filling import FOLDER_XML, put
from tests.controller.wire import RESET
from tests.controller.wire import Answer as Sent

from ..sync.conftest import World
from .conftest import Connect


@pytest.fixture
def items(world: World) -> dict[str, Item]:
    """The items of a small catalog, by key."""
    return {item.key: item for item in world.items(["a", "g/b"], extra="views: {mine: {include: ['*']}}")}


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A catalog."""
    return World(tmp_path_factory.mktemp("world"))


def there(controller: Controller, *names: str) -> str:
    """The config.xml of an item on the controller."""
    item = controller.item(*names)
    assert item is not None
    return item.text


def actual(connect: Connect, kind: str, *path: str) -> ActualItem:
    """An item as a plan would see it."""
    return connect().read("root").items[place(kind, path)]


def lose(controller: Controller, matches: Callable[[str], bool], times: int = 1, *, before: bool = False) -> list[str]:
    """Break off some answers; ``before`` the request is done."""
    lost: list[str] = []
    real = controller._answer

    def answer(request: object) -> Sent:
        line = f"{request.method} {request.target}"  # type: ignore[attr-defined]
        if matches(line) and len(lost) < times:
            lost.append(line)
            if not before:
                real(request)  # type: ignore[arg-type]
            return RESET
        return real(request)  # type: ignore[arg-type]

    controller._answer = answer  # type: ignore[method-assign]
    return lost


def make(connect: Connect, items: dict[str, Item]) -> None:
    """Create everything, folders first."""
    target = connect()
    for item in items.values():
        target.create(item)


def test_create_is_one_post_and_one_scan(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """No existence checks, no crumb."""
    make(connect, items)
    assert controller.counters["requests"] == len(items) == 5
    assert controller.counters["scans"] == 2
    assert "owner=acme key=g/b" in there(controller, "root", "g", "b")


def test_with_a_password_each_connection_gets_one_crumb(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """One refusal, one crumb, then no more."""
    target = connect(controller.password)
    for item in items.values():
        target.create(item)
    assert controller.counters["requests"] == len(items) + 2


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("what", ["createItem", "createView"])
def test_a_create_whose_answer_is_lost_is_made_once(controller: Controller, connect: Connect, items: dict[str, Item], what: str, before: bool) -> None:
    """Whether it came through or not."""
    lost = lose(controller, lambda line: what in line and "name=root" not in line, before=before)
    make(connect, items)
    assert len(lost) == 1
    assert {"/".join(item.path) for item in controller.root.walk() if not item.is_branch} == {"root", "root/a", "root/g", "root/g/b"}
    assert controller.counters["scans"] == 2


@pytest.mark.parametrize("before", [False, True])
def test_an_update_whose_answer_is_lost_scans_once(controller: Controller, connect: Connect, world: World, items: dict[str, Item], before: bool) -> None:
    """The mark tells whether it came through."""
    make(connect, items)
    new = next(item for item in world.items(["a:new"]) if item.key == "a")
    lose(controller, lambda line: "config.xml" in line, before=before)
    connect().update(new, actual(connect, MULTIBRANCH, "root", "a"))
    assert "new" in there(controller, "root", "a") and controller.counters["scans"] == 3


def test_an_update_with_the_same_mark_is_sent_again(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """A mark that was there before tells nothing."""
    make(connect, items)
    item = controller.item("root", "a")
    assert item is not None
    item.text = item.text.replace("<pruneDeadBranches>true", "<pruneDeadBranches>false")
    lose(controller, lambda line: line.startswith("POST") and "config.xml" in line, before=True)
    connect().update(items["a"], actual(connect, MULTIBRANCH, "root", "a"))
    assert "<pruneDeadBranches>true" in there(controller, "root", "a")


@pytest.mark.parametrize("what", ["delete", "disable", "move"])
@pytest.mark.parametrize("before", [False, True])
def test_other_changes_whose_answer_is_lost(controller: Controller, connect: Connect, items: dict[str, Item], what: str, before: bool) -> None:
    """They are done, and done once."""
    make(connect, items)
    found = actual(connect, MULTIBRANCH, "root", "g", "b")
    lost = lose(controller, lambda line: line.startswith(("DELETE", "POST")), before=before)
    target = connect()
    if what == "delete":
        target.delete(found, "acme")
        assert controller.item("root", "g", "b") is None
    elif what == "disable":
        target.disable(found, "acme")
        assert actual(connect, MULTIBRANCH, "root", "g", "b").disabled
    else:
        target.move(found, ("root", "g", "c"))
        assert controller.item("root", "g", "b") is None and controller.item("root", "g", "c") is not None
    assert len(lost) == 1


def test_answers_that_are_always_lost_end_as_a_failure(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """Which says that nobody knows."""
    lose(controller, lambda line: "createItem" in line, 99, before=True)
    with pytest.raises(LostAnswer, match="POST /createItem"):
        connect().create(items["."])


def test_what_is_in_the_place_of_a_new_item_is_judged(controller: Controller, connect: Connect, items: dict[str, Item], world: World) -> None:
    """Somebody else's is left alone, ours of an older catalog is updated, the same is done already."""
    make(connect, items)
    target = connect()
    scans = controller.counters["scans"]
    target.create(items["a"])
    assert controller.counters["scans"] == scans
    target.create(next(item for item in world.items(["a:new"]) if item.key == "a"))
    assert "new" in there(controller, "root", "a")
    put(controller.root, ("root", "foreign"), FOLDER_XML.format("by hand"), controller.plugins)
    with pytest.raises(UnsafeError, match="is not ours"):
        target.create(items["a"]._replace(path=("root", "foreign")))
    assert "by hand" in there(controller, "root", "foreign")


def test_a_hidden_item_is_no_success(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """The user is told that it is there and cannot be seen."""
    make(connect, items)
    hidden = controller.item("root", "a")
    assert hidden is not None
    hidden.hidden_from.add(controller.user)
    with pytest.raises((UnsafeError, ControllerError)) as caught:
        connect().create(items["a"])
    assert "root/a" in caught.value.message


def test_a_folder_update_keeps_what_others_put_there(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """Credentials, permissions, views; read right before, not from the plan."""
    make(connect, items)
    found = actual(connect, FOLDER, "root", "g")
    folder = controller.item("root", "g")
    assert folder is not None
    credentials = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"
    folder.text = folder.text.replace("<properties/>", f"<properties><{credentials}><domainCredentialsMap/></{credentials}></properties><icon class='x.Icon'/>")
    connect().update(items["g"], found)
    assert credentials in folder.text and "x.Icon" in folder.text and "owner=acme key=g " in folder.text


def test_masked_secrets_are_never_written_back(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """A user who may not configure sees stars, and would save stars."""
    make(connect, items)
    folder = controller.item("root", "g")
    assert folder is not None
    folder.text = folder.text.replace("<properties/>", "<properties><x.Y><secret>********</secret></x.Y></properties>")
    with pytest.raises(UnsafeError, match="masked"):
        connect().update(items["g"], actual(connect, FOLDER, "root", "g"))


def test_a_project_update_is_one_post_and_with_its_config_a_merge(controller: Controller, connect: Connect, items: dict[str, Item], world: World) -> None:
    """What the plan has read is kept; without it the project is replaced."""
    make(connect, items)
    project = controller.item("root", "a")
    assert project is not None
    project.text = project.text.replace("<properties/>", "<properties><x.Y><z>1</z></x.Y></properties>")
    new = next(item for item in world.items(["a:new"]) if item.key == "a")
    found = actual(connect, MULTIBRANCH, "root", "a")
    before = controller.counters["requests"]
    connect().update(new, ActualItem(found.path, found.kind, found.marker, False, project.text))
    assert controller.counters["requests"] == before + 1 and "<z>1</z>" in project.text
    connect().update(items["a"], found)
    assert controller.counters["requests"] == before + 2 and "<z>1</z>" not in project.text


@pytest.mark.parametrize("what", ["delete", "disable", "move"])
def test_what_lost_our_mark_since_the_plan_is_left_alone(controller: Controller, connect: Connect, items: dict[str, Item], what: str) -> None:
    """It is read again right before."""
    make(connect, items)
    found = actual(connect, MULTIBRANCH, "root", "a")
    put(controller.root, ("root", "a"), there(controller, "root", "a").replace("owner=acme", "owner=other"), controller.plugins)
    target = connect()
    calls: dict[str, Callable[[], None]] = {
        "delete": lambda: target.delete(found, "acme"),
        "disable": lambda: target.disable(found, "acme"),
        "move": lambda: target.move(found, ("root", "z")),
    }
    with pytest.raises(UnsafeError, match="no longer marked as ours"):
        calls[what]()
    assert controller.item("root", "a") is not None


def test_a_folder_with_something_in_it_is_not_deleted(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """Builds would go with it."""
    make(connect, items)
    found = actual(connect, FOLDER, "root", "g")
    with pytest.raises(UnsafeError, match="not empty: it holds b"):
        connect().delete(found, "acme")


def test_a_move_keeps_the_builds_and_goes_to_other_folders(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """One or two calls; a taken place is refused."""
    make(connect, items)
    project = controller.item("root", "g", "b")
    assert project is not None
    project.add_build("x")
    connect().move(actual(connect, MULTIBRANCH, "root", "g", "b"), ("root", "c"))
    moved = controller.item("root", "c")
    assert moved is not None and len(moved.builds) == 1 and controller.item("root", "g", "b") is None
    with pytest.raises(UnsafeError, match="taken"):
        connect().move(actual(connect, MULTIBRANCH, "root", "c"), ("root", "a"))


def test_disabling_scans_nothing_and_views_go_by_their_own_call(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """Neither costs a scan."""
    make(connect, items)
    scans = controller.counters["scans"]
    target = connect()
    target.disable(actual(connect, MULTIBRANCH, "root", "a"), "acme")
    target.update(items["view:mine"], actual(connect, VIEW, "root", "mine"))
    target.delete(actual(connect, VIEW, "root", "mine"), "acme")
    assert place(VIEW, ("root", "mine")) not in connect().read("root").items
    assert controller.counters["scans"] == scans


def test_a_missing_permission_is_named(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """With the item it is missing on."""
    make(connect, items)
    project = controller.item("root", "a")
    assert project is not None
    project.withheld.add("Job/Configure")
    with pytest.raises(ControllerError, match=r"POST /job/root/job/a/config.xml: 403 Forbidden: admin is missing the Job/Configure permission"):
        connect().update(items["a"], actual(connect, MULTIBRANCH, "root", "a"))


def test_what_is_gone_is_told(controller: Controller, connect: Connect, items: dict[str, Item]) -> None:
    """A deletion is done; a change is not."""
    make(connect, items)
    found = actual(connect, MULTIBRANCH, "root", "a")
    root = controller.item("root")
    gone = controller.item("root", "a")
    assert root is not None and gone is not None
    root.detach(gone)
    connect().delete(found, "acme")
    with pytest.raises(ControllerError, match="404"):
        connect().update(items["a"], found)
    with pytest.raises(UserError, match="gone already"):
        connect().disable(found, "acme")


def test_another_server_is_told_apart(controller: Controller) -> None:
    """An address that lacks Jenkins' path."""
    client = Client(f"{controller.url}/job/nothing", controller.user, controller.token)
    with pytest.raises(ControllerError, match="there is no Jenkins at"):
        ControllerTarget(client).read("root")
    client.close()
