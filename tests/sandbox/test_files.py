"""What a sandbox is made from."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.doctor.needs import CredentialNeed, Need, Needs, needs_of
from gen_pipelines.errors import UserError
from gen_pipelines.generate import operation_scripts
from gen_pipelines.jobs.build import desired_items
from gen_pipelines.sandbox.casc import jenkins_yaml, plain
from gen_pipelines.sandbox.plugins import plugins_txt
from gen_pipelines.sandbox.state import Sandbox, forget, load, save
from tests.three_tier import catalog_of, three_tier

CATALOG = three_tier()
NEEDS = needs_of(CATALOG, desired_items(CATALOG, None, operation_scripts(CATALOG)), CATALOG.services.values())


def settings(needs: Needs = NEEDS) -> dict[str, Any]:
    """The settings of the example's sandbox."""
    data: dict[str, Any] = yaml.safe_load(jenkins_yaml(CATALOG, needs, "http://127.0.0.1:8080/"))
    return data


def test_every_plugin_that_the_catalog_needs_is_listed_once() -> None:
    """With Configuration as Code, and the plugins of the credentials' kinds."""
    names = [line for line in plugins_txt(NEEDS).splitlines() if not line.startswith("#")]
    assert names == sorted(set(names))
    assert NEEDS.plugins.keys() | {"configuration-as-code", "aws-credentials", "plain-credentials"} <= set(names)
    assert "# 2.105 or later, for notifyEmail\nemail-ext\n" in plugins_txt(NEEDS)


def test_credentials_have_the_kind_that_their_steps_take_and_open_nothing() -> None:
    """By the catalog's ids."""
    made = settings()["credentials"]["system"]["domainCredentials"][0]["credentials"]
    by_id = {value["id"]: (kind, value) for credential in made for kind, value in credential.items()}
    assert by_id.keys() == NEEDS.credentials.keys()
    assert by_id["slack-token"][0] == "string" and by_id["aws-prod"][0] == "aws" and by_id["github-app"][0] == "usernamePassword"
    assert by_id["slack-token"][1]["secret"] == "placeholder"


CREDENTIALS = {"ssh-key": "basicSSHUserPrivateKey", "file": "file", "aws": "aws", "secret-text": "string", "username-password": "usernamePassword"}


@pytest.mark.parametrize(("kind", "key"), CREDENTIALS.items())
def test_each_kind_of_credential(kind: str, key: str) -> None:
    """As the plugin calls it."""
    needs = Needs(credentials={"x": CredentialNeed({kind}, ["step"])})
    (made,) = settings(needs)["credentials"]["system"]["domainCredentials"][0]["credentials"]
    assert list(made) == [key] and made[key]["id"] == "x"


def test_the_library_and_the_labels_come_from_the_catalog() -> None:
    """So that pipelines find both."""
    found = settings()
    (library,) = found["unclassified"]["globalLibraries"]["libraries"]
    assert (library["name"], library["defaultVersion"]) == ("gen-pipelines", "v0.1.0")
    assert library["retriever"]["modernSCM"]["scm"]["git"] == {"remote": "https://github.com/acme/gen-pipelines.git", "credentialsId": "github-app"}
    assert found["jenkins"]["labelString"] == "docker linux"
    assert found["tool"]["git"]["installations"][0]["home"] == "git"
    assert settings(Needs(labels={"a && !b || (c)": Need()}))["jenkins"]["labelString"] == "a c"


def test_nobody_gets_in_without_the_password() -> None:
    """It is a reference to a secret, never a value."""
    jenkins = settings()["jenkins"]
    assert jenkins["securityRealm"]["local"]["users"] == [{"id": "admin", "password": "${SANDBOX_PASSWORD}"}]
    assert jenkins["authorizationStrategy"]["loggedInUsersCanDoAnything"]["allowAnonymousRead"] is False


@given(st.text(max_size=50))
def test_a_text_of_the_catalog_is_never_a_reference(text: str) -> None:
    """``^${`` is how the plugin writes a plain ``${``."""
    assert plain(text).replace("^${", "") == text.replace("${", "") if "^${" not in text else True
    assert all(plain(text)[index - 1] == "^" for index in range(len(plain(text))) if plain(text).startswith("${", index))


def test_a_hostile_title_stays_a_title(tmp_path: Path) -> None:
    """Neither YAML nor a reference."""
    catalog = catalog_of('version: 1\norganization: {name: acme, title: "${HOME}\\n- x: {y"}\nlibrary: {version: v1}\nservices: {}\n', tmp_path)
    data = yaml.safe_load(jenkins_yaml(catalog, Needs(), "http://x/"))
    assert data["jenkins"]["systemMessage"] == "Sandbox of gen-pipelines for ^${HOME}\n- x: {y"


def test_what_is_remembered_is_private_and_can_be_forgotten(tmp_path: Path) -> None:
    """The password is in a file of its own that only its user reads."""
    folder, sandbox = tmp_path / "a/sandbox", Sandbox("id", "image", "http://127.0.0.1:1", "admin")
    assert load(folder) is None
    save(folder, sandbox, "secret")
    assert load(folder) == (sandbox, "secret")
    assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600 and (folder / ".gitignore").read_text() == "*\n"
    save(folder, sandbox, "another")
    assert load(folder) == (sandbox, "another")
    forget(folder)
    assert load(folder) is None and not (folder / "password").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"x": 1}'])
def test_a_damaged_state_is_told(tmp_path: Path, text: str) -> None:
    """With what to do."""
    (tmp_path / "state.json").write_text(text)
    (tmp_path / "password").write_text("x")
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path)
