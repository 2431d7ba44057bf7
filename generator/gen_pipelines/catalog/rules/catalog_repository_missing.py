"""Jenkinsfiles in the catalog's repository need its address."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ERROR, Finding
from . import Context, Rule

RULE = Rule(
    "catalog-repository-missing",
    ERROR,
    "Jenkinsfiles from the catalog's repository, whose address is not known.",
    why="With `jenkinsfile: {from: catalog}` Jenkins reads the pipelines from the repository this catalog is in. It has to be "
    "told where that is.",
    bad="jenkinsfile: {from: catalog}",
    good="organization: {name: acme, repository: https://github.com/acme/pipelines.git}\nservices: {web: {repository: "
    "https://github.com/acme/web.git, jenkinsfile: {from: catalog}}}",
    required=True,
)


def check(context: Context) -> Iterator[Finding]:
    """The first of the services that need it."""
    if context.catalog.organization.repository is None:
        for service, settings in context.settings():
            if settings.jenkinsfile.from_ == "catalog":
                place = context.at(service, "jenkinsfile", "from")
                yield RULE.found(
                    f'"{service.name}" takes its Jenkinsfile from the catalog, whose repository is not known',
                    place,
                    "set `organization.repository`",
                )
                return
