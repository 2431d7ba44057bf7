"""What the stacks say in a starter catalog: the profile, and how a first service is delivered."""

from __future__ import annotations

from typing import NamedTuple


class Stack(NamedTuple):
    """A kind of service."""

    about: str
    profile: str
    service: str = ""


_IMAGE = "    build: true                      # the Dockerfile in the service's folder, with BuildKit\n"

STACKS = {
    "node": Stack(
        "Node.js service or front end",
        "    cache: [npm]\n" + _IMAGE + "    tests: {prepare: npm ci, command: npm test, reports: reports/junit.xml}\n"
        "    scans: {dependency-check: true, trivy-image: true, hadolint: true}\n",
        "    deploy: {health: /healthz}       # rolling; also blue-green, canary, gitops\n",
    ),
    "python": Stack(
        "Python service",
        "    cache: [pip]\n" + _IMAGE + "    tests: {command: pip install -r requirements.txt && pytest --junitxml=reports/junit.xml, reports: reports/junit.xml}\n"
        "    scans: {semgrep: {rules: [p/python]}, trivy-image: true, hadolint: true}\n",
        "    deploy: {health: /healthz}       # rolling; also blue-green, canary, gitops\n",
    ),
    "java": Stack(
        "Java service built by Maven",
        "    cache: [maven]\n" + _IMAGE + "    tests: {command: mvn --batch-mode verify, reports: target/surefire-reports/*.xml}\n"
        "    scans: {dependency-check: true, trivy-image: true, hadolint: true}\n",
        "    deploy: {health: /actuator/health}   # rolling; also blue-green, canary, gitops\n",
    ),
    "go": Stack(
        "Go service",
        "    cache: [go]\n" + _IMAGE + "    tests: {command: go test ./...}\n    scans: {trivy-image: true, hadolint: true}\n",
        "    deploy: {health: /healthz}       # rolling; also blue-green, canary, gitops\n",
    ),
    "static-site": Stack(
        "Static site in a web server's image",
        "    cache: [npm]\n" + _IMAGE + "    scans: {trivy-image: true, hadolint: true}\n",
        "    deploy: {strategy: blue-green, health: /}\n",
    ),
    "terraform": Stack(
        "Infrastructure by Terraform",
        "    scans: {checkov: {frameworks: [terraform]}}\n",
        '    deploy: {strategy: terraform, terraform: {directory: ".", variables: "env/{environment}.tfvars"}}\n',
    ),
}  # fmt: skip
