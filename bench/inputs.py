"""The same services for both sides: a catalog of ours, and input for Jenkins Job Builder.

``python bench/inputs.py N FOLDER`` writes ``FOLDER/ours/`` (a root and 50 included files) and ``FOLDER/jjb/jobs.yaml`` (one template, N jobs).
Both describe N GitHub multibranch projects in 20 folders with the same discovery, filters, orphan strategy and triggers; ours also
says how each service is built, scanned and delivered, because it makes Jenkinsfiles too.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

GROUPS = 20
FILES = 50
PROFILES = ("node", "java", "python", "go")


class Input(NamedTuple):
    """One service of the benchmark."""

    name: str
    group: str
    owner: str
    profile: str
    number: int


def services(count: int, groups: int = GROUPS) -> list[Input]:
    """Deterministic: the same counts give the same services."""
    return [Input(f"svc-{n:05d}", f"team-{n % groups:02d}", f"acme-{n % 7}", PROFILES[n % 4], n) for n in range(count)]


def _groups(inputs: list[Input]) -> list[str]:
    return sorted({one.group for one in inputs})


OURS = """\
version: 1
include: [services/*.yaml]
organization: {name: bench}
library: {version: v0.1.0}
controllers: {main: CONTROLLER}
registries: {ecr: {account: "123456789012", region: us-east-1}}
environments:
  dev: {cluster: dev, namespace: dev}
  staging: {after: dev, cluster: staging, namespace: staging}
  prod: {after: staging, cluster: prod, namespace: prod, approval: {submitters: [release-managers]}, prometheus: "https://prometheus.example.com"}
notifications: {slack: {channel: "#builds"}, email: {recipients: [team@example.com]}}
defaults:
  agent: linux
  source: {kind: github, credentials: github-app, branches: {regex: "(main|release/.*|PR-.*)"}, clone: {shallow: true}, orphans: {days: 30, count: 20}}
  scans: {sonar: true, trivy-files: true, secrets: true}
profiles:
  node: {cache: [npm], build: true, tests: {command: npm test, reports: reports/junit.xml}, scans: {dependency-check: true, trivy-image: true}, deploy: {health: /healthz}}
  java:
    cache: [maven]
    build: true
    tests: {command: mvn -B verify, reports: target/surefire-reports/*.xml}
    scans: {dependency-check: true}
    deploy: {strategy: blue-green, health: /actuator/health}
  python: {cache: [pip], build: true, tests: {command: pytest, reports: junit.xml}, scans: {semgrep: true, trivy-image: true}, deploy: {health: /health}}
  go: {cache: [go], build: true, tests: {command: go test ./...}, scans: {trivy-image: true, hadolint: true}, deploy: {health: /ready}}
groups:
"""


def ours(inputs: list[Input], folder: Path, controller: str = "{home: home}") -> None:
    """Write our side. Every tenth service says something of its own besides the five usual lines. ``controller`` is where the jobs go."""
    (folder / "services").mkdir(parents=True, exist_ok=True)
    groups = "".join(f"  {name}: {name.capitalize()}\n" for name in _groups(inputs))
    (folder / "pipelines.yaml").write_text(OURS.replace("CONTROLLER", controller) + groups, encoding="utf-8")
    size = -(-len(inputs) // FILES)
    for start in range(0, len(inputs), size):
        text = "services:\n" + "".join(_entry(one) for one in inputs[start : start + size])
        (folder / "services" / f"{start // size:02d}.yaml").write_text(text, encoding="utf-8")


def _entry(one: Input) -> str:
    own = "    timeout: 60m\n" if one.number % 10 == 0 else ""
    return (
        f"  {one.name}:\n    profile: {one.profile}\n    group: {one.group}\n"
        f"    description: Service number {one.number}\n    repository: https://github.com/{one.owner}/{one.name}.git\n{own}"
    )


JJB = """\
- defaults:
    name: global
    description: 'Managed by the benchmark'

- job-template:
    name: '{team}/{service}'
    id: service
    project-type: multibranch
    defaults: global
    script-path: '{jenkinsfile}'
    periodic-folder-trigger: 1d
    prune-dead-branches: true
    number-to-keep: 20
    days-to-keep: 30
    abort-builds: true
    scm:
      - github:
          repo: '{repo}'
          repo-owner: '{owner}'
          credentials-id: github-app
          branch-discovery: no-pr
          discover-pr-origin: merge-current
          discover-pr-forks-strategy: merge-current
          discover-pr-forks-trust: permission
          head-filter-regex: '(main|release/.*|PR-.*)'
          clean:
            before: {}
          shallow-clone: true
          depth: 1
          timeout: '10'

"""


def jjb(inputs: list[Input], folder: Path) -> None:
    """Write Jenkins Job Builder's side: one template and a project with an axis of services."""
    folder.mkdir(parents=True, exist_ok=True)
    folders = "".join(f"- job:\n    name: {name}\n    project-type: folder\n\n" for name in _groups(inputs))
    axis = "".join(
        f"      - {one.name}:\n          team: {one.group}\n          owner: {one.owner}\n          repo: {one.name}\n          jenkinsfile: Jenkinsfile\n" for one in inputs
    )
    project = f"- project:\n    name: services\n    service:\n{axis}    jobs:\n      - service\n"
    (folder / "jobs.yaml").write_text(JJB + folders + project, encoding="utf-8")
    settings = "[job_builder]\nquery_plugins_info=False\n[jenkins]\nurl=http://localhost\nquery_plugins_info=False\n"
    (folder.parent / "jjb.ini").write_text(settings, encoding="utf-8")


def main() -> None:
    """Write both sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    inputs = services(arguments.count)
    ours(inputs, arguments.folder / "ours")
    jjb(inputs, arguments.folder / "jjb")


if __name__ == "__main__":
    main()
