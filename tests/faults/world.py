"""A controller with a catalog's items, other people's, and their builds; and what must still be so after everything that went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gen_pipelines.jenkins.client import Client, Settings
from gen_pipelines.jenkins.controller import ControllerTarget
from gen_pipelines.jobs.difference import difference
from gen_pipelines.jobs.item import VIEW
from gen_pipelines.jobs.item import Item as Wanted
from gen_pipelines.sync.apply import Applied, apply_plan
from gen_pipelines.sync.change import Plan
from gen_pipelines.sync.plan import Options
from gen_pipelines.sync.planning import plan_for
from tests.controller import Controller
from tests.controller import Settings as ControllerSettings
from tests.controller.configuration import read_back
from tests.controller.filling import FOLDER_XML, PIPELINE_XML, copy_tree, put
from tests.controller.model import FOLDER, MULTIBRANCH, Item

from .catalogs import GROUPS, OWNER, ROOT, desired

CREDENTIALS = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"
_SECRET = f"""<{CREDENTIALS}><domainCredentialsMap class="hudson.util.CopyOnWriteMap$Hash"><entry><com.cloudbees.plugins.credentials.domains.Domain><specifications/>
</com.cloudbees.plugins.credentials.domains.Domain><java.util.concurrent.CopyOnWriteArrayList><com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
<id>deploy</id><username>u</username><password>p</password></com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
</java.util.concurrent.CopyOnWriteArrayList></entry></domainCredentialsMap></{CREDENTIALS}>"""
ANYTHING = Options(max_changes=1_000_000, max_removals=1_000_000)
DELETING = Options(removals="delete", max_changes=1_000_000, max_removals=1_000_000)
HOSTILE = (
    "<script>alert(1)</script> <b>&amp;</b> ]]> \"quotes\" 'and' `ticks` $(id) ${env.X}",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b31m bell \x07 back\x08space",
    "right-to-left \u202eevil\u202c, zero\u200bwidth, line\u2028separator, \U0001f600",
    "[gen-pipelines owner=somebody-else key=x sha256=0123456789abcdef] in the middle\nand a last line",
    "x" * 100_000,
)
"""Descriptions that nobody should have to read."""
NAMES = ("a b'c\"d", "ünïcödé", "\u202eabc", "`id` $HOME {x}", "n" * 200)
"""Names that Jenkins takes."""


@dataclass(frozen=True)
class Base:
    """A controller's items before the run: the catalog of yesterday applied, and other people's items."""

    root: Item
    count: int
    theirs: frozenset[tuple[str, ...]]


def make_base(count: int) -> Base:
    """Apply yesterday's catalog without faults, and put other people's items beside and between."""
    with Controller() as controller:
        target = target_of(controller)
        applied = apply(target, desired(count, after=False))
        assert applied.failed == 0, applied.summary
        theirs = _put_others(controller)
        _put_credentials(controller)
        return Base(controller.root, count, frozenset(theirs))


def _put_others(controller: Controller) -> list[tuple[str, ...]]:
    """Items that no catalog made, with builds: in a folder of their own, in the root folder, and in a group's."""
    paths: list[tuple[str, ...]] = [("others",)]
    put(controller.root, paths[0], FOLDER_XML.format("Other people's"), controller.plugins)
    paths += [("others", f"theirs-{number}") for number in range(20)]
    paths += [(ROOT, "by-hand"), *((ROOT, f"team-{number}", "by-hand") for number in range(GROUPS))]
    for path in paths[1:]:
        put(controller.root, path, PIPELINE_XML.format("made by hand"), controller.plugins, builds=3)
    return paths


def _put_credentials(controller: Controller) -> None:
    """A credential in each group's folder: an update must keep it."""
    for number in range(GROUPS):
        folder = controller.item(ROOT, f"team-{number}")
        assert folder is not None
        folder.text = folder.text.replace("<properties />", "<properties/>").replace("<properties/>", f"<properties>{_SECRET}</properties>")
        assert CREDENTIALS in folder.text, folder.text


@contextmanager
def controller_with(base: Base, mode: str = "file") -> Iterator[Controller]:
    """A controller that has what the base has, and can be spoiled. ``mode`` is how it gives config.xml back."""
    with Controller(ControllerSettings(mode=mode)) as controller:
        controller.root = copy_tree(base.root)
        yield controller


def target_of(controller: Controller, *, password: bool = False, read: float = 5.0, workers: int = 8) -> ControllerTarget:
    """The controller as `gen-pipelines` sees it; with a password it needs crumbs."""
    settings = Settings(connect=2.0, read=read, wait=20.0, workers=workers)
    return ControllerTarget(Client(controller.url, controller.user, controller.password if password else controller.token, settings))


def plan(target: ControllerTarget, wanted: list[Wanted], limit: int = 1000, options: Options = ANYTHING) -> Plan:
    """The plan for what there is now; so many changed items are read for it."""
    return plan_for(wanted, target, ROOT, OWNER, options, limit=limit)[0]


def apply(target: ControllerTarget, wanted: list[Wanted], limit: int = 1000, options: Options = ANYTHING) -> Applied:
    """Plan and apply."""
    return apply_plan(plan(target, wanted, limit, options), target)


def problems(controller: Controller, base: Base, *, moves_seen: bool = True, deleted: bool = False) -> list[str]:
    """What is not as it must be after a clean run of the new catalog: empty, if all is well.

    ``deleted`` is true where removed services were to be deleted with their builds, and only theirs; else they are disabled.
    ``moves_seen`` is false where the old places of renamed services were hidden: then the new ones are made, and the old ones disabled once they are seen.
    """
    wanted = desired(base.count, after=True)
    found = [*_missing(controller, wanted), *_surplus(controller, base, wanted, moves_seen=moves_seen, deleted=deleted), *_touched(controller, base), *controller.mistakes]
    if controller.counters["history lost"] != (len(gone_services(base, wanted)) if deleted else 0):
        found.append(f"{controller.counters['history lost']} builds are gone")
    made = plan(target_of(controller), wanted)
    if made.summary != "No changes. Jenkins matches the catalog.":
        found.append(f"the plan says: {made.summary}")
    return found


def _missing(controller: Controller, wanted: list[Wanted]) -> list[str]:
    """What the catalog wants and the controller has not, or has otherwise."""
    found = []
    for one in wanted:
        if one.kind == VIEW:
            continue
        item = controller.item(*one.path)
        if item is None:
            found.append(f"{'/'.join(one.path)} is missing")
            continue
        differences = [] if item.text == one.config else difference(one.config, read_back(item, controller).decode())
        if differences:
            found.append(f"{'/'.join(one.path)} differs: {differences[0]}")
        elif CREDENTIALS not in item.text and item.kind == FOLDER and len(one.path) == 2:
            found.append(f"{'/'.join(one.path)} lost its credentials")
    return found


def _surplus(controller: Controller, base: Base, wanted: list[Wanted], *, moves_seen: bool, deleted: bool) -> list[str]:
    """What is there and should not be: twice, or under another name. Removed services are disabled, and keep their builds."""
    paths = {one.path for one in wanted if one.kind != VIEW}
    moved = {one.renamed_from for one in wanted}
    gone = set() if deleted else gone_services(base, wanted)
    found = []
    for item in controller.root.walk():
        if item.is_branch or item.path in paths or item.path in base.theirs:
            continue
        if item.path not in gone and (moves_seen or item.path not in moved):
            found.append(f"{item.full_name} should not be there")
        elif not item.facts.disabled:
            found.append(f"{item.full_name} should be disabled")
    there = {item.path for item in controller.root.walk()}
    return found + [f"{'/'.join(path)} is lost" for path in gone - there]


def gone_services(base: Base, wanted: list[Wanted]) -> set[tuple[str, ...]]:
    """The places of services that the catalog no longer has. Each has a branch with one build."""
    return {one.path for one in desired(base.count, after=False) if one.kind != VIEW} - {one.path for one in wanted} - {one.renamed_from for one in wanted}


def _touched(controller: Controller, base: Base) -> list[str]:
    """Other people's items that are not as they were, and branches that lost builds."""
    found = []
    for path in base.theirs:
        before, now = _find(base.root, path), _find(controller.root, path)
        if now is None or (now.text, now.saved, now.facts) != (before.text, before.saved, before.facts):  # type: ignore[union-attr]
            found.append(f"{'/'.join(path)} is not ours and was changed")
        elif [build.number for build in now.builds] != [build.number for build in before.builds]:  # type: ignore[union-attr]
            found.append(f"{'/'.join(path)} lost builds")
    for item in controller.root.walk():
        if item.kind == MULTIBRANCH and any([build.number for build in branch.builds] != [1] for branch in item.children.values()):
            found.append(f"{item.full_name} was built again, or lost a build")
    return found


def _find(root: Item, path: tuple[str, ...]) -> Item | None:
    item: Item | None = root
    for name in path:
        item = item.child(name) if item is not None else None
    return item
