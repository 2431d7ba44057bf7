"""What looks like a secret, and what only sounds so."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.catalog.load import load_text
from gen_pipelines.catalog.secrets import entropy, find_secrets, without_secrets
from gen_pipelines.errors import ERROR, Finding, Place


def found(text: str) -> list[str]:
    """What is found in a text, in words."""
    return [secret.what for secret in find_secrets({"f": text}, load_text(text, "f").data)]


@pytest.mark.parametrize(
    "line",
    [
        "DB_PASSWORD: hunter2",
        "password: correct-Horse-battery",
        "passwd: abc123",
        "PWD: s3cret",
        "api_key: q7Zr9Pk2Lm4X",
        "apiKey: q7Zr9Pk2Lm4X",
        "Client-Secret: Zx81vB52Qq19",
        '"ACCESS-KEY": "Zx81vB52Qq19"',
        "GITHUB_TOKEN: 8f14e45fceea167a5a36",
        "private_key: MIIEvgIBADANBgkqhkiG9w0",
    ],
)
def test_keys_that_hold_secrets(line: str) -> None:
    """A key that speaks of a secret, and a value that could be one."""
    assert len(found(f"env: {{{line}}}")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "DB_PASSWORD: $DB_PASSWORD",
        "DB_PASSWORD: ${DB_PASSWORD}",
        "DB_PASSWORD: '{{ password }}'",
        "DB_PASSWORD: <secret>",
        "DB_PASSWORD: xxxxxxxx",
        "DB_PASSWORD: abc",
        "DB_PASSWORD: true",
        "PASSWORD_FILE: /run/secrets/x1",
        "TOKEN_URL: https://auth.example.com/t0ken",
        "SECRET_NAME: db-credentials-2",
        "token-env: JENKINS_API_TOKEN_2",
        "TOKEN: github-app",
        "TOKEN_TTL: 3600s-abc1",
        "TOKENIZER: bert-base-v1-2",
        "secrets: {DB_PASSWORD: db-password-2b}",
        "passport: A1B2C3D4E5",
        "KEY: q7Zr9Pk2Lm4X",
        "API_TOKEN: aaaaaaaa1",
    ],
)
def test_keys_that_only_sound_so(line: str) -> None:
    """Names, paths, addresses, placeholders and ids of credentials are no secrets."""
    assert found(f"env: {{{line}}}") == []


@pytest.mark.parametrize("address", ["https://user@host/x", "git@host:a/b.git", "https://${USER}:${TOKEN}@host/x", "https://host/a:b@c", "http://host:8080/@x"])
def test_addresses_without_passwords(address: str) -> None:
    """A user, a port, a path and placeholders are no password."""
    assert found(f"url: '{address}'") == []


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """The search never fails, and what it finds is in the text."""
    lines = (text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for secret in find_secrets({"f": text}, None):
        assert secret.place.column <= len(lines[secret.place.line - 1])


def test_entropy_tells_words_from_keys() -> None:
    """One letter has none, a word little, a random key much."""
    assert entropy("aaaa") == 0
    assert entropy("password") < 2.8 < entropy("q7Zr9Pk2Lm4Xw8Tb")


def test_lines_with_secrets_are_not_quoted() -> None:
    """Findings in the line of a secret lose what they quote; others stay as they are."""
    here, there = Finding("a", ERROR, '"x" is bad', Place("f", 1, 1), "use x"), Finding("a", ERROR, '"x" is bad', Place("f", 2, 1), "use x")
    masked, kept = without_secrets([here, there], [Place("f", 1, 9)])
    assert ('"x"' in masked.message, masked.hint, masked.secret) == (False, "", True) and kept == there


@pytest.mark.parametrize(
    "command",
    [
        "export DB_PASSWORD=hunter2xx && ./run",
        "mvn -Dsonar.token=8f14e45fceea167a5a36 verify",
        "curl --data 'api_key=q7Zr9Pk2Lm4X' https://x",
        "tool --password=s3cretive",
        'PASSWORD="hunter2xx" make',
    ],
)
def test_commands_that_set_a_secret(command: str) -> None:
    """In a list and as a value; the place is the command's, so that its line is not shown."""
    assert found(f"run: [{json.dumps(command)}]") == found(f"command: {json.dumps(command)}") != []


@pytest.mark.parametrize(
    "command",
    [
        "export DB_PASSWORD=$SECRET",
        'TOKEN="${TOKEN}" make',
        "docker build --build-arg TOKEN=$(cat token)",
        "tool --token-file=/run/secrets/x1",
        "curl --data api_key={{key}}",
        'sum(rate(http_requests_total{app="api",token="none"}[2m]))',
        "tokens == 12345678a",
        "make PASSWORD_LENGTH=16",
    ],
)
def test_commands_that_set_none(command: str) -> None:
    """Variables, files and placeholders."""
    assert found(f"command: {json.dumps(command)}") == []
