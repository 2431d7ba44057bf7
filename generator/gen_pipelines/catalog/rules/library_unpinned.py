"""The library's version must not move."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

MOVING = frozenset(("main", "master", "develop", "dev", "trunk", "latest", "head", "stable"))
RULE = Rule(
    "library-unpinned",
    ERROR,
    "A shared library by branch instead of tag or commit.",
    why="Each push to the library changes every pipeline at once, and a build cannot be repeated as it was.",
    bad="library: {version: main}",
    good="library: {version: v0.1.0}",
)


def check(context: Context) -> Iterator[Finding]:
    """The catalog's library."""
    version = context.catalog.library.version
    name = version.lower().removeprefix("refs/heads/").removeprefix("origin/")
    if name in MOVING or version.startswith("refs/heads/"):
        yield RULE.found(
            f'"{version}" is a branch: each push to it changes every pipeline',
            context.at_path("library", "version"),
            "name a tag or a commit",
        )
