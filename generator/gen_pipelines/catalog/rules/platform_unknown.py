"""A platform is a system and a processor."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "platform-unknown",
    ERROR,
    "A platform that BuildKit does not know.",
    why="The build fails after everything before it has run.",
    bad="build: {platforms: [arm64]}",
    good="build: {platforms: [linux/amd64, linux/arm64]}",
)
SYSTEMS = ("linux", "windows")


def check(context: Context) -> Iterator[Finding]:
    """The platforms of images: `system/processor` or `system/processor/variant`."""
    for service, settings in context.settings():
        for index, platform in enumerate(settings.build.platforms if settings.build is not None else ()):
            parts = platform.split("/")
            if len(parts) not in (2, 3) or parts[0] not in SYSTEMS or not all(parts):
                place = context.at(service, "build", "platforms", str(index))
                yield RULE.found(f'"{platform}" is not a platform', place, "like `linux/amd64` or `linux/arm64`")
