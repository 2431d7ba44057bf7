"""Build arguments stay in the image."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import WARNING, Finding
from . import Context, Rule

RULE = Rule(
    "build-arg-secret",
    WARNING,
    "A build argument that looks like a secret.",
    why="Build arguments are stored in the image's history, where everybody who can pull it reads them.",
    bad="build: {args: {NPM_TOKEN: $NPM_TOKEN}}",
    good="build: {secrets: {npm-token: npm-token}}",
)


def check(context: Context) -> Iterator[Finding]:
    """Arguments whose name speaks of a secret."""
    for service, settings in context.settings():
        for name in settings.build.args if settings.build is not None else ():
            if re.search(r"(?i)(^|[_-])(password|passwd|pwd|token|secret|api[_-]?key|private[_-]?key|credentials?)$", name):
                place = context.at(service, "build", "args", name)
                yield RULE.found(
                    f'"{name}" would stay in the image', place, "use `build.secrets`: the id in the Dockerfile, and the Jenkins credential"
                )
