"""What `explain` tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from gen_pipelines.errors import UserError
from gen_pipelines.report.explain import explanation, print_explanation
from tests.three_tier import catalog_of

TEXT = """version: 1
organization: acme
defaults:
  cache: [npm]
  scans: {secrets: {history: false}}
profiles:
  node:
    +cache: [pip]
    scans: {secrets: false}
services:
  web:
    profile: node
    repository: https://github.com/acme/web.git
    cache: [go]
    +cache: [maven]
    scans: {secrets: true}
  off:
    profile: node
    repository: https://github.com/acme/off.git
"""


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], setting: str) -> str:
    """What is printed, without the folder."""
    print_explanation(explanation(catalog_of(TEXT, tmp_path), setting), "text")
    return capsys.readouterr().out.replace(f"{tmp_path}/", "")


def test_a_list_that_was_replaced_is_overridden_also_where_it_was_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the profile added lies below the list that the service set anew."""
    said = told(tmp_path, capsys, "web.cache")
    assert said.splitlines()[2:] == [
        '  added by service web (pipelines.yaml:15:13): ["maven"]',
        '  set by service web (pipelines.yaml:14:12): ["go"]',
        '  overrides profile node (pipelines.yaml:8:13): ["pip"]',
        '  overrides defaults (pipelines.yaml:4:10): ["npm"]',
    ]


def test_a_section_tells_who_switched_it_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what that overrode; its values follow."""
    said = told(tmp_path, capsys, "web.scans.secrets").splitlines()
    assert said[:1] + said[2:5] == [
        "web.scans.secrets",
        "  set by service web (pipelines.yaml:16:22): true",
        "  overrides profile node (pipelines.yaml:9:22): false",
        "  overrides defaults (pipelines.yaml:5:20)",
    ]
    assert said[5].startswith("scans.secrets.tool ")


def test_maps_of_a_section_lie_on_top_of_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None of them replaces the one below."""
    said = told(tmp_path, capsys, "web.scans").splitlines()
    assert [line.split(" (")[0].strip() for line in said[2:5]] == ["set by service web", "on top of profile node", "on top of defaults"]


@pytest.mark.parametrize(
    ("setting", "message", "hint"),
    [
        ("off.scans.secrets.tool", "off.scans.secrets is off, so there is no `tool`", "switched off by profile node (pipelines.yaml:9:22)"),
        ("off.deploy.strategy", "off.deploy is off, so there is no `strategy`", "no layer switches it on"),
        ("off.timeout.x", 'off has no setting "timeout.x"', "a plain value stands there"),
        ("off.scans.secret.tool", 'off has no setting "scans.secret.tool"', 'did you mean "secrets"?'),
    ],
)
def test_a_setting_that_is_not_there_is_told_with_the_reason(tmp_path: Path, setting: str, message: str, hint: str) -> None:
    """Switched off, never switched on, or unknown."""
    with pytest.raises(UserError) as caught:
        explanation(catalog_of(TEXT, tmp_path), setting)
    assert (caught.value.message, caught.value.hint.replace(f"{tmp_path}/", "")) == (message, hint)
