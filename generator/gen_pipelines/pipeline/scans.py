"""The stages that scan sources, side by side."""

from __future__ import annotations

from ..catalog.scans import Scans
from ..catalog.settings import Settings
from .arguments import arguments_of
from .model import Call, Stage


def scan_stages(settings: Settings, project: str) -> tuple[Stage, ...]:
    """One stage for each scan of the sources that the service uses. ``project`` is Sonar's project key."""
    scans = settings.scans
    found = [
        _sonar(scans, project),
        _stage("Trivy FS", "trivy-files", "scanFiles", scans.trivy_files, "fail_on"),
        _stage("Dependency-Check", "dependency-check", "scanDependencies", scans.dependency_check, "critical", "high"),
        _stage("Git secrets", "secrets", "scanSecrets", scans.secrets),
        _stage("Semgrep", "semgrep", "scanCode", scans.semgrep, "rules"),
        _stage("Snyk", "snyk", "scanSnyk", scans.snyk, "fail_on"),
        _stage("Checkov", "checkov", "scanInfrastructure", scans.checkov, "directory"),
        _hadolint(settings),
        _manifests(settings),
    ]
    return tuple(stage for stage in found if stage is not None)


def _stage(name: str, key: str, step: str, scan: object, *always: str) -> Stage | None:
    from ..catalog.field import Section

    if not isinstance(scan, Section):
        return None
    return Stage(name, key, (Call(step, arguments_of(scan, always=always)),))


def _sonar(scans: Scans, project: str) -> Stage | None:
    if scans.sonar is None:
        return None
    arguments = arguments_of(scans.sonar, without=("project", "gate", "gate_timeout", "on_findings"))
    return Stage("SonarQube", "sonar", (Call("scanSonar", {"project": scans.sonar.project or project, **arguments}),))


def _hadolint(settings: Settings) -> Stage | None:
    scan = settings.scans.hadolint
    if scan is None or settings.build is None:
        return None
    return Stage("Hadolint", "hadolint", (Call("scanDockerfile", {"dockerfile": settings.build.dockerfile, **arguments_of(scan)}),))


def _manifests(settings: Settings) -> Stage | None:
    deploy = settings.deploy
    if deploy is None or deploy.manifests is None:
        return None
    return Stage("Manifests", "manifests", (Call("checkManifests", {"manifests": deploy.manifests}),))
