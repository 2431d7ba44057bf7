"""Addresses of repositories."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gen_pipelines.errors import UserError
from gen_pipelines.jobs.sources.address import parse_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/acme/web.git", ("github.com", "https://github.com", "acme/web")),
        ("https://GitHub.com/acme/web/", ("github.com", "https://github.com", "acme/web")),
        ("https://me@git.example.com:8443/a/b", ("git.example.com", "https://git.example.com:8443", "a/b")),
        ("http://git.example.com/a/b.git", ("git.example.com", "http://git.example.com", "a/b")),
        ("git@github.com:acme/web.git", ("github.com", "https://github.com", "acme/web")),
        ("git.example.com:/srv/web.git", ("git.example.com", "https://git.example.com", "srv/web")),
        ("ssh://git@git.example.com:7999/KEY/web.git", ("git.example.com", "https://git.example.com", "KEY/web")),
        ("ssh://git@ssh.github.com:443/acme/web.git", ("github.com", "https://github.com", "acme/web")),
        ("git@gitlab.com:group/sub/sub2/web.git", ("gitlab.com", "https://gitlab.com", "group/sub/sub2/web")),
        ("file:///srv/git/web.git", ("", "https://", "srv/git/web")),
    ],
)
def test_every_form_of_address_is_read(url: str, expected: tuple[str, str, str]) -> None:
    """HTTP with and without port and user, SSH, scp-like, local; with and without `.git`."""
    assert tuple(parse_address(url)) == expected


@pytest.mark.parametrize("url", ["", "web", "https://", "/srv/web", "git@host", "C:\\web"])
def test_anything_else_is_a_user_error(url: str) -> None:
    """The message quotes it and the hint shows the forms."""
    with pytest.raises(UserError, match="is not the address"):
        parse_address(url)


@given(st.text())
def test_any_text_is_read_or_refused(url: str) -> None:
    """Never another error."""
    with suppress(UserError):
        assert isinstance(parse_address(url).path, str)
