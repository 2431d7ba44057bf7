"""Valid catalogs that small snippets are put into, so that a test shows only what it is about."""

from __future__ import annotations

import re
from pathlib import Path

MINIMAL = {"version": "version: 1\n", "organization": "organization: acme\n"}

DELIVERY = MINIMAL | {
    "registries": 'registries: {ecr: {account: "123456789012", region: eu-west-1}}\n',
    "environments": """environments:
  dev: {cluster: dev, prometheus: 'https://prometheus.dev.example.com'}
  prod: {cluster: prod, after: dev, prometheus: 'https://prometheus.example.com', approval: {submitters: [release-managers]}}
""",
    "notifications": "notifications: {slack: '#builds'}\n",
}

SERVICE = DELIVERY | {
    "services": """services:
  web: {repository: 'https://github.com/acme/web.git', path: web, build: true}
  backend: {repository: 'https://github.com/acme/backend.git', build: true}
"""
}

BASES: dict[str, dict[str, str]] = {"none": {}, "minimal": MINIMAL, "delivery": DELIVERY, "service": SERVICE}
TOP_LEVEL = (*SERVICE, "include", "library", "controllers", "repositories", "defaults", "profiles", "groups", "operations", "views", "rules")


def with_base(text: str, base: str) -> str:
    """The snippet, and after it the parts of a base that it does not have itself. The snippet's lines keep their numbers."""
    own = set(re.findall(r"^[\"']?([a-z-]+)[\"']?:", text, re.M))
    rest = "".join(part for key, part in BASES[base].items() if key not in own)
    return text + ("\n" if rest and text and not text.endswith("\n") else "") + rest


def example(snippet: str) -> str:
    """A whole catalog around a rule's example: a part of the top level, or of the service `backend`."""
    keys = re.findall(r"^([a-z-]+):", snippet, re.M)
    if keys[0] in TOP_LEVEL:
        return with_base(snippet + "\n", "service")
    usual = {"repository": "https://github.com/acme/backend.git", "build": "true"}
    lines = [f"{key}: {value}" for key, value in usual.items() if key not in keys] + snippet.splitlines()
    web = "  web: {repository: 'https://github.com/acme/web.git', path: web, build: true}\n"
    return with_base("services:\n" + web + "  backend:\n" + "".join(f"    {line}\n" for line in lines), "service")


def write(folder: Path, content: str | bytes, name: str = "pipelines.yaml") -> Path:
    """A catalog on disk, with the template that examples refer to beside it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    template = folder / "templates" / "stage.groovy.j2"
    template.parent.mkdir(exist_ok=True)
    template.write_text("stage('Own') { steps { echo 'own' } }\n", encoding="utf-8")
    return path
