"""Each service has a Jenkinsfile of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from ..model import Service
from . import Context, Rule

RULE = Rule(
    "jenkinsfile-shared",
    ERROR,
    "Two services with the same Jenkinsfile.",
    why="`publish` would write one over the other, and Jenkins would run the wrong pipeline for one of them.",
    bad="repository: https://github.com/acme/web.git\npath: backend\njenkinsfile: web/Jenkinsfile",
    good="repository: https://github.com/acme/web.git\npath: backend\njenkinsfile: backend/Jenkinsfile",
)


def check(context: Context) -> Iterator[Finding]:
    """Services that name a path which an earlier service of the same repository has. Only named paths can collide: the others are in folders of their own."""
    named = {id(settings) for _, settings in context.settings() if settings.jenkinsfile.path and settings.jenkinsfile.from_ == "repository"}
    repositories = (
        {service.repository for service in context.catalog.services.values() if id(service.settings) in named} if named else set()
    )
    seen: dict[tuple[str | None, str], Service] = {}
    for service in context.catalog.services.values() if repositories else ():
        if service.repository not in repositories:
            continue
        before = seen.setdefault((service.repository, service.jenkinsfile), service)
        if before is not service:
            place = (
                context.at(service, "jenkinsfile", "path")
                if id(service.settings) in named
                else context.at_path("services", service.name, "repository")
            )
            yield RULE.found(
                f'"{service.name}" and "{before.name}" would write the same {service.jenkinsfile}', place, "give each a path of its own"
            )
