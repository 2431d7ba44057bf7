"""The text of a starter catalog."""

from __future__ import annotations

import json
import os
import re

from ..catalog.field import PATTERNS
from ..errors import UnsafeError, UserError
from .stacks import STACKS

TEXT = """\
# One catalog for all pipelines. `gen-pipelines validate` checks it, `gen-pipelines explain SERVICE` tells where a value comes from.
version: 1

organization: {organization}          # also the root folder in Jenkins

# Where jobs go. A directory shows and diffs everything without a server.
controllers:
  local: {{home: build/jenkins-home}}
{registries}
# Where services are deployed to, each after the one before it.
environments:
  dev: {{cluster: dev, namespace: {dev_namespace}}}
  prod:
    after: dev
    cluster: prod
    namespace: {namespace}
    approval: {{submitters: [release-managers], timeout: 24h}}   # nobody's executor waits with them

notifications:
  slack: {{channel: "#builds", credentials: slack-token}}        # the id of a Jenkins credential, never the secret itself

# What holds for every service unless its profile or the service itself says otherwise.
defaults:
  agent: linux                       # the label of the agents
  source: {{credentials: git}}         # the Jenkins credential that reads the repositories
  timeout: 45m
  scans: {{trivy-files: true, secrets: true}}
  notify: {{email: []}}

# {about}.
profiles:
  {stack}:
{profile}
services:
  {service}:
    profile: {stack}
    repository: {repository}
{deploy}"""

REGISTRIES = """
registries:
  ecr: {account: "123456789012", region: us-east-1, credentials: aws-ecr}   # your AWS account
"""


def starter_catalog(stack: str, organization: str, service: str, repository: str) -> str:
    """A commented catalog with one service of a stack.

    Raises:
        UserError: there is no such stack, or a name is none.
    """
    if stack not in STACKS:
        raise UserError(f'there is no stack "{stack}"', hint=f"known: {', '.join(STACKS)}")
    for name in (organization, service):
        if not re.match(PATTERNS["name"], name):
            raise UserError(f"{name!r} cannot be a name", hint="use letters, digits, `.`, `_` and `-`")
    if not re.match(PATTERNS["url"], repository):
        raise UserError(f"{repository!r} is not the address of a repository", hint="for example https://github.com/acme/shop.git")
    chosen = STACKS[stack]
    namespace = re.sub(r"[^a-z0-9-]+", "-", organization.lower()).strip("-")
    return TEXT.format(
        organization=json.dumps(organization),
        namespace=json.dumps(namespace),
        dev_namespace=json.dumps(f"{namespace}-dev"),
        registries=REGISTRIES if "build:" in chosen.profile else "",
        about=chosen.about,
        stack=stack,
        profile=chosen.profile,
        service=json.dumps(service),
        repository=json.dumps(repository),
        deploy=chosen.service,
    )


def write_starter(file: str, text: str, *, force: bool) -> None:
    """Write the catalog.

    Raises:
        UnsafeError: there is one already.
        UserError: it cannot be written.
    """
    try:
        with open(file, "w" if force else "x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UnsafeError(f"{file} is there already", hint="--force overwrites it, --output names another file") from error
    except OSError as error:
        raise UserError(f"{file} cannot be written: {os.strerror(error.errno or 0)}") from error
