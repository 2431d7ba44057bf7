"""Examining a controller."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gen_pipelines.doctor.check import OK, PROBLEM, UNSEEN, Check
from gen_pipelines.doctor.examine import examine, examine_directory
from gen_pipelines.doctor.needs import Need, Needs, needs_of
from gen_pipelines.generate import operation_scripts
from gen_pipelines.jenkins.client import Client, Settings
from gen_pipelines.jenkins.controller import ControllerTarget
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.sync.apply import apply_plan
from gen_pipelines.sync.plan import make_plan
from tests.controller import TOKEN, USER, Controller
from tests.three_tier import three_tier

CATALOG = three_tier()
ITEMS = desired_items(CATALOG, None, operation_scripts(CATALOG))
NEEDS = needs_of(CATALOG, ITEMS, CATALOG.services.values())
GOOD = "pipeline { agent any\n stages { stage('A') { steps { echo 'x' } } } }"


@pytest.fixture
def controller() -> Iterator[Controller]:
    """A fresh one, without items."""
    with Controller() as made:
        yield made


def checks(controller: Controller, user: str | None = USER, token: str | None = TOKEN, needs: Needs = NEEDS, texts: dict[str, str] | None = None) -> dict[str, Check]:
    """All checks, by area and what."""
    client = Client(controller.url, user, token, Settings(wait=0, workers=2), "set JENKINS_USER and JENKINS_API_TOKEN")
    found = list(examine(client, CATALOG, "production", needs, texts if texts is not None else {"a": GOOD}, lambda done: None))
    return {f"{check.area}: {check.what}": check for check in found}


def apply(controller: Controller) -> None:
    """Make the catalog's items."""
    target = ControllerTarget(Client(controller.url, USER, TOKEN))
    assert not apply_plan(make_plan(ITEMS, target.read(CATALOG.root), CATALOG.owner, target.name), target).failed


def test_it_tells_who_and_where(controller: Controller) -> None:
    """Version, quiet mode, user, permissions; nothing was created by asking."""
    found = checks(controller)
    assert found[f"controller: {controller.url}"].found == "Jenkins 2.541.3"
    assert found["user: who am I"].found == USER
    assert found["permissions: create items"].outcome == OK
    assert found["permissions: change items"].outcome == UNSEEN, "there is no folder yet"
    assert not controller.root.children


def test_with_a_folder_it_can_ask_more(controller: Controller) -> None:
    """Whether it may be configured and read; its name stays."""
    apply(controller)
    before = controller.counters.writes, controller.counters["scans"]
    found = checks(controller)
    assert found["permissions: change items"].outcome == found["permissions: read configurations"].outcome == OK
    assert found["library: gen-pipelines@v0.1.0"].found == "defined in three-tier"
    assert (controller.counters.writes, controller.counters["scans"]) == before


@pytest.mark.parametrize(("lacks", "what"), [("Job/Create", "create items"), ("Job/Configure", "change items"), ("Job/ExtendedRead", "read configurations")])
def test_a_missing_permission_is_told(controller: Controller, lacks: str, what: str) -> None:
    """By its name in Jenkins."""
    apply(controller)
    controller.security.users[USER].lacks.add(lacks)
    found = checks(controller)[f"permissions: {what}"]
    assert found.outcome == PROBLEM and lacks in found.found and lacks in found.advice


def test_plugins_that_are_missing_or_old(controller: Controller) -> None:
    """With the version that is needed, and who needs it."""
    controller.plugins.versions |= {"email-ext": "2.90.v1", "junit": "1300.v2"}
    found = checks(controller)
    assert (found["plugins: email-ext 2.105"].outcome, found["plugins: email-ext 2.105"].found) == (PROBLEM, "2.90.v1")
    assert found["plugins: email-ext 2.105"].advice == "update email-ext to 2.105 or later; needed by notifyEmail"
    assert found["plugins: sonar 2.17"].advice.startswith("install sonar 2.17 or later; needed by ")
    assert found["plugins: junit 1265"].outcome == OK
    assert found["plugins: workflow-multibranch"].outcome == OK


def test_what_cannot_be_seen_is_told_and_stops_nothing(controller: Controller) -> None:
    """A user without Overall/SystemRead and Credentials/View still learns everything else."""
    controller.security.users[USER].lacks |= {"Overall/SystemRead", "Credentials/View"}
    found = checks(controller)
    assert found["plugins: list of plugins"].outcome == UNSEEN and "Overall/SystemRead" in found["plugins: list of plugins"].found
    assert found["credentials: slack-token"].outcome == UNSEEN and "Credentials/View" in found["credentials: slack-token"].found
    assert found["linter: Jenkinsfiles"].outcome == OK


CREDENTIAL = """<{of}><id>{id}</id><description/></{of}>"""
TEXT = "org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl"
LOGIN = "com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl"


def test_credentials_of_the_folder_by_kind(controller: Controller) -> None:
    """There, missing, or of a kind that the step cannot use."""
    apply(controller)
    client = Client(controller.url, USER, TOKEN)
    for identifier, of in (("slack-token", TEXT), ("sonar-token", LOGIN), ("github-app", LOGIN)):
        client.post("job/three-tier/credentials/store/folder/domain/_/createCredentials", CREDENTIAL.format(of=of, id=identifier))
    found = checks(controller)
    assert (found["credentials: slack-token"].outcome, found["credentials: slack-token"].found) == (OK, "Secret text")
    assert found["credentials: github-app"].outcome == OK, "any kind will do"
    assert found["credentials: sonar-token"].outcome == PROBLEM and "as Secret text" in found["credentials: sonar-token"].advice
    assert found["credentials: aws-prod"].advice.startswith("add a credential with the id aws-prod (AWS Credentials); used by ")


def test_the_linter_sees_every_file(controller: Controller) -> None:
    """What it refuses is told by name, with its message and how many more there are."""
    bad = "pipeline { stages { stage('A') { steps { echo 'x' } }\n stage('A') { steps { echo 'x' } } } }"
    found = checks(controller, texts={"good": GOOD, "bad": bad, **{f"s{number}": GOOD for number in range(20)}})
    assert found["linter: bad"].outcome == PROBLEM and "agent" in found["linter: bad"].found and "(and 1 more)" in found["linter: bad"].found
    assert found["linter: Jenkinsfiles"].found == "21 of 22 accepted"


def test_nobody_is_told_which_variables_to_set(controller: Controller) -> None:
    """Anonymous users see next to nothing."""
    found = checks(controller, None, None)
    told = " ".join(check.found + check.advice for check in found.values())
    assert "JENKINS_USER and JENKINS_API_TOKEN" in told


def test_a_wrong_token_is_one_problem(controller: Controller) -> None:
    """And the token is not in it."""
    found = checks(controller, USER, "s3cr3t-token")
    (check,) = found.values()
    assert check.outcome == PROBLEM and "401" in check.found and "s3cr3t" not in repr(found)


def test_a_controller_that_is_not_there_is_one_problem(controller: Controller) -> None:
    """With the address."""
    url = controller.url.rpartition(":")[0] + ":1"
    (check,) = examine(Client(url, None, None, Settings(wait=0)), CATALOG, None, NEEDS, {}, lambda done: None)
    assert check.outcome == PROBLEM and url in check.found and check.advice


@pytest.mark.parametrize("state", ["starting", "restarting"])
def test_a_controller_that_starts_is_told_so(controller: Controller, state: str) -> None:
    """It is neither gone nor broken."""
    controller.loading = state
    (check,) = checks(controller).values()
    assert check.outcome == PROBLEM and "503" in check.found and "look again in a minute" in check.advice


def test_agents_by_their_labels(controller: Controller) -> None:
    """Online, offline, or none; an expression that only Jenkins can work out is no problem."""
    needs = Needs(labels={label: Need("", ["shop"]) for label in ("linux && docker", "arm", "a -> b")})
    found = checks(controller, needs=needs)
    assert (found["agents: linux && docker"].outcome, found["agents: linux && docker"].found) == (OK, "1 online")
    assert found["agents: arm"].outcome == UNSEEN and "no agent has these labels" in found["agents: arm"].found
    assert found["agents: a -> b"].outcome == UNSEEN


def test_quiet_mode_is_a_problem(controller: Controller) -> None:
    """With the reason that somebody gave."""
    controller.quiet, controller.quiet_reason = True, "upgrade at noon"
    found = checks(controller)["controller: quiet mode"]
    assert found.outcome == PROBLEM and found.found == "upgrade at noon"


def test_a_directory_tells_what_it_can(tmp_path: Path) -> None:
    """Whether it can be written; and what the catalog needs, to be compared by hand."""
    found = list(examine_directory(str(tmp_path / "new/home"), NEEDS))
    assert found[0].outcome == OK and {check.outcome for check in found[1:]} == {UNSEEN}
    (tmp_path / "file").write_text("")
    assert next(examine_directory(str(tmp_path / "file"), NEEDS)).outcome == PROBLEM
