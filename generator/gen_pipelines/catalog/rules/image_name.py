"""Image names have rules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "image-name",
    ERROR,
    "An image name that registries refuse.",
    why="Image names are in lower case. A service called `Backend` needs another name for its image.",
    bad="image: Backend",
    good="image: backend",
)


def check(context: Context) -> Iterator[Finding]:
    """Services with a build whose image, which is their own name by default, is not a name for one (OCI distribution specification)."""
    name_of_image = re.compile(r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*").fullmatch
    for service in context.catalog.services.values():
        if service.settings.build is not None and not name_of_image(service.image):
            key = "image" if "image" in service.raw else None
            place = context.at_path("services", service.name, key) if key else context.at_service(service)
            yield RULE.found(
                f'"{service.image}" cannot be the name of an image',
                place,
                "add `image:` in lower case, with `.`, `_`, `-` or `/` between the parts",
            )
