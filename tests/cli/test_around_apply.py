"""The commands around plan and apply, by the real command line against the double of a controller."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.jenkins.client import Client
from tests.controller import TOKEN, USER, Controller, Settings
from tests.controller.filling import put
from tests.controller.model import Item

from .test_end_to_end import run as run_anywhere

CATALOG = """
version: 1
organization: {{name: shop, owner: {owner}}}
library: {{version: v1, repository: "https://git.example.com/platform/library.git"}}
controllers: {{jenkins: {{url: "{url}"}}}}
"""
GROUP = "groups: {pay: {title: Payments}}\n"
BACKEND = "  backend: {repository: 'https://github.com/acme/backend.git', group: pay, description: Orders}\n"
FRONTEND = "  frontend: {repository: 'https://github.com/acme/frontend.git'}\n"
OPERATIONS = "operations: {tidy: {schedule: H 3 * * *, run: [make tidy]}}\n"
BOTH = f"{GROUP}services:\n{BACKEND}{FRONTEND}{OPERATIONS}"


class Shell:
    """A folder with a catalog, signed in to a controller."""

    def __init__(self, folder: Path, controller: Controller) -> None:
        self.folder, self.controller = folder, controller
        self.client = Client(controller.url, USER, TOKEN)

    def catalog(self, text: str, owner: str = "shop") -> None:
        """Write the catalog."""
        (self.folder / "pipelines.yaml").write_text(CATALOG.format(owner=owner, url=self.controller.url) + text)

    def run(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Call the tool. Whatever it says, the token is not in it."""
        done = run_anywhere(self.folder, *arguments, code=code, JENKINS_USER=USER, JENKINS_API_TOKEN=TOKEN)
        assert TOKEN not in done.stdout + done.stderr
        return done

    def item(self, *path: str) -> Item | None:
        """An item of the controller."""
        item: Item | None = self.controller.root
        for name in path:
            item = item.child(name) if item is not None else None
        return item

    def config(self, path: str) -> str:
        """An item's config.xml, as Jenkins gives it."""
        return self.client.get("".join(f"job/{name}/" for name in path.split("/")) + "config.xml").text

    def change(self, path: str, old: str, new: str) -> None:
        """Change an item by hand."""
        before = self.config(path)
        assert old in before
        self.client.post("".join(f"job/{name}/" for name in path.split("/")) + "config.xml", before.replace(old, new))


@pytest.fixture(params=["file", "live"])
def shell(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shell]:
    """A fresh controller, and the catalog of two services applied to it; one that gives back what was posted, and one that writes it anew."""
    with Controller(Settings(mode=request.param)) as controller:
        made = Shell(tmp_path, controller)
        made.catalog(BOTH)
        made.run("apply", "--yes")
        yield made


def test_whatever_is_deleted_comes_back(shell: Shell) -> None:
    """With its folder; the restore can itself be taken back."""
    before = {path: shell.config(path) for path in ("shop/pay", "shop/pay/backend", "shop/tidy")}
    shell.catalog(f"services:\n{FRONTEND}")
    assert "3 removed" in shell.run("apply", "--yes", "--removals", "delete").stdout
    assert shell.item("shop", "pay") is None
    assert "3 to add" in shell.run("restore", "latest", code=4).stdout
    assert "3 added" in shell.run("restore", "latest", "--yes").stdout
    assert {path: shell.config(path) for path in before} == before
    assert "Nothing to restore: all 3 items" in shell.run("restore", "latest").stdout
    shell.catalog(BOTH)
    assert "No changes." in shell.run("plan", "--deep").stdout


def test_an_update_costs_no_more_requests_for_its_backup(shell: Shell) -> None:
    """The copy that the plan was made from is what is saved."""
    shell.catalog(BOTH.replace("Orders", "Orders and payments"))
    shell.controller.counters.reset()
    shell.run("apply", "--yes")
    counted = shell.controller.counters.all()
    assert (counted["GET config.xml"], counted["POST config.xml"]) == (1, 1)
    assert "description: Orders and payments -> Orders" in shell.run("restore", "latest", "--yes").stdout
    assert "<description>Orders\n" in shell.config("shop/pay/backend")


def test_a_disabled_job_is_restored(shell: Shell) -> None:
    """It builds again, and is scanned once for that."""
    shell.catalog(f"{GROUP}services:\n{BACKEND}{OPERATIONS}")
    shell.run("apply", "--yes")
    assert shell.item("shop", "frontend").facts.disabled  # type: ignore[union-attr]
    assert "- disabled: true" in shell.run("restore", "latest", "--yes").stdout
    assert not shell.item("shop", "frontend").facts.disabled  # type: ignore[union-attr]


def test_restore_never_touches_what_somebody_made_in_its_place(shell: Shell) -> None:
    """Exit code 1, and the item as it was."""
    shell.catalog(f"{GROUP}services:\n{BACKEND}{OPERATIONS}")
    shell.run("apply", "--yes", "--removals", "delete")
    mine = "<flow-definition><description>mine</description><definition/></flow-definition>"
    shell.client.post("job/shop/createItem?name=frontend", mine)
    before = shell.config("shop/frontend")
    assert "it is not marked as ours any more" in shell.run("restore", "latest", "--yes", code=1).stdout
    assert shell.config("shop/frontend") == before


def test_what_may_not_be_read_is_told_and_stops_nothing_else(shell: Shell) -> None:
    """A backup that lacks something is no success; neither an import nor an adoption guesses."""
    shell.change("shop/frontend", "[gen-pipelines", "[by hand")
    shell.controller.security.users[USER].lacks |= {"Job/ExtendedRead", "Job/Configure"}
    said = shell.run("backup", code=1).stdout
    assert "Job/ExtendedRead" in said and "Saved 0 items." in said and "shop/pay/backend" in said
    shell.catalog("services: {}\n")
    assert "it cannot be read" in shell.run("import").stdout
    shell.catalog(BOTH)
    assert "it cannot be read" in shell.run("adopt", "frontend", code=1).stdout


def test_an_import_never_takes_away_what_the_catalog_has(shell: Shell) -> None:
    """Run again it would leave out what is in its own file; --force does not mean that."""
    shell.catalog("services: {}\n", owner="new")
    shell.run("import", "-o", "imported.yaml")
    shell.run("import", "-o", "imported.yaml", "--force")
    shell.catalog("include: ['*.yaml']\n", owner="new")
    for name in ("imported.yaml", "./pipelines.yaml"):
        before = (shell.folder / name).read_text()
        assert "its entries would be lost" in shell.run("import", "-o", name, "--force", code=4).stderr
        assert (shell.folder / name).read_text() == before


def test_a_name_that_no_item_can_have_keeps_nothing_else_from_being_imported(shell: Shell) -> None:
    """Somebody may have put it there by the disk."""
    put(shell.controller.root, ("shop", "a|b"), "<flow-definition/>", shell.controller.plugins)
    shell.catalog("services: {}\n", owner="new")
    done = shell.run("import")
    assert "frontend:" in done.stdout and "a|b" in done.stderr and "1 not imported" in done.stderr


def test_a_backup_of_another_controller_is_refused(shell: Shell) -> None:
    """Exit code 4: its items are not those of this one."""
    assert "Saved 5 items" in shell.run("backup").stdout
    name = json.loads(shell.run("backup", "--list", "--format", "json").stdout)[0]["run"]
    with Controller() as other:
        text = (shell.folder / "pipelines.yaml").read_text()
        (shell.folder / "pipelines.yaml").write_text(text.replace(shell.controller.url, other.url))
        assert "choose the controller it was made on" in shell.run("restore", name, code=4).stderr


def test_jobs_made_by_hand_are_imported_and_adopted(shell: Shell) -> None:
    """Validated, planned and adopted, they are what they were, and nothing is built again."""
    for name in ("shop/pay", "shop/pay/backend", "shop/frontend", "shop/tidy", "shop"):
        text = shell.config(name)
        marked = text.partition("[gen-pipelines")[2].partition("]")[0]
        shell.change(name, f"[gen-pipelines{marked}]", "by hand")
    shell.controller.counters.reset()
    shell.catalog("services: {}\n", owner="new")
    assert "Imported 1 groups, 2 services, 1 operations; 0 not imported" in shell.run("import", "-o", "imported.yaml").stderr
    assert "--force" in shell.run("import", "-o", "imported.yaml", code=4).stderr
    assert "cannot be written" in shell.run("import", "-o", "nowhere/imported.yaml", code=1).stderr
    shell.catalog("include: [imported.yaml]\n", owner="new")
    assert "is valid" in shell.run("validate").stdout
    assert "somebody made it by hand" in shell.run("plan").stdout
    said = shell.run("adopt", "*", code=4).stdout
    assert "+ mark of ownership: pay/backend" in said and "again" not in said
    assert "0 added, 5 changed" in shell.run("adopt", "*", "--yes").stdout
    assert "No changes." in shell.run("plan", "--deep").stdout
    assert shell.controller.counters["rebuilds"] == 0
    assert "is ours already" in shell.run("adopt", "frontend").stdout
    assert "by hand" in shell.run("restore", "latest", "--yes").stdout


def test_drift_for_people_and_programs(shell: Shell) -> None:
    """Exit code 3; without --deep only the list is read."""
    assert "No drift." in shell.run("drift").stdout
    shell.change("shop/frontend", "<scriptPath>Jenkinsfile", "<scriptPath>other")
    assert "factory/scriptPath: Jenkinsfile -> other" not in shell.run("drift").stdout
    assert "factory/scriptPath: Jenkinsfile -> other" in shell.run("drift", "--deep", code=3).stdout
    (found,) = json.loads(shell.run("drift", "--deep", "--format", "json", code=3).stdout)
    assert found["path"] == "shop/frontend" and found["what"] == "changed"


def test_a_plan_on_a_pull_request_tells_what_was_changed_by_hand(shell: Shell) -> None:
    """Apart from what the pull request changes."""
    shell.change("shop/frontend", "<scriptPath>Jenkinsfile", "<scriptPath>other")
    shell.catalog(BOTH.replace("Orders", "Orders and payments"))
    said = shell.run("plan", "--deep", "--format", "markdown").stdout
    assert said.startswith("### Plan: 0 to add, 2 to change") and said.count("| changed by hand |") == 1
    assert "Jenkins will scan **2 repositories**" in said


def test_the_doctor_for_programs(shell: Shell) -> None:
    """Every check with its outcome and advice; exit code 1 while there is a problem."""
    (target,) = json.loads(shell.run("doctor", "--format", "json", code=1).stdout)
    assert target["target"] == f"controller {shell.controller.url}"
    assert target["counts"]["problem"] == sum(check["outcome"] == "problem" for check in target["checks"]) > 0
    assert all(check["advice"] for check in target["checks"] if check["outcome"] == "problem")


def test_a_controller_that_is_not_there_is_told_by_every_command(shell: Shell) -> None:
    """One message, with the address."""
    text = (shell.folder / "pipelines.yaml").read_text()
    (shell.folder / "pipelines.yaml").write_text(text.replace(shell.controller.url, "http://127.0.0.1:1"))
    for command in (["backup"], ["adopt", "frontend"], ["import"], ["drift"]):
        assert "http://127.0.0.1:1 cannot be reached" in shell.run(*command, "--wait", "0", code=1).stderr
    assert "http://127.0.0.1:1 cannot be reached" in shell.run("doctor", "--wait", "0", code=1).stdout
