"""The scans a service can run, each with its thresholds and what findings mean."""

from __future__ import annotations

from typing import Literal

from .field import Section, setting

Severity = Literal["critical", "high", "medium", "low"]
OnFindings = Literal["fail", "unstable", "report"]
_ON = "What findings above the threshold do to the build."


class Sonar(Section):
    """SonarQube analysis and its quality gate."""

    server: str = setting("Name of the SonarQube server configured in Jenkins.", "sonarqube")
    project: str | None = setting("Project key; default: `<organization>:<service>`.", None)
    credentials: str = setting("Jenkins credential with the token.", "sonar-token", format="credential")
    gate: bool = setting("Wait for the quality gate, without an agent.", True)
    gate_timeout: str = setting("How long to wait for the gate.", "10m", format="duration")
    on_findings: OnFindings = setting("What a failed gate does to the build.", "fail")


class TrivyFiles(Section):
    """Trivy on the checked-out files."""

    fail_on: tuple[Severity, ...] = setting("Severities that count.", ("critical", "high"), min_items=1)
    ignore_file: str | None = setting("Ignore file with expiry dates.", None, format="path")
    ignore_unfixed: bool = setting("Leave out what has no fix yet.", False)
    on_findings: OnFindings = setting(_ON, "fail")


class TrivyImage(Section):
    """Trivy on the built image, before it is published."""

    fail_on: tuple[Severity, ...] = setting("Severities that count.", ("critical",), min_items=1)
    ignore_file: str | None = setting("Ignore file with expiry dates.", None, format="path")
    ignore_unfixed: bool = setting("Leave out what has no fix yet.", True)
    on_findings: OnFindings = setting(_ON, "fail")


class DependencyCheck(Section):
    """OWASP Dependency-Check."""

    critical: int = setting("Critical findings from which the build counts as bad.", 5, minimum=1)
    high: int = setting("High findings from which the build counts as bad.", 10, minimum=1)
    suppressions: str | None = setting("Suppression file.", None, format="path")
    on_findings: OnFindings = setting(_ON, "fail")


class Snyk(Section):
    """Snyk Open Source."""

    fail_on: Severity = setting("Lowest severity that counts.", "high")
    credentials: str = setting("Jenkins credential with the token.", "snyk-token", format="credential")
    organization: str | None = setting("Snyk organization.", None)
    on_findings: OnFindings = setting(_ON, "fail")


class Checkov(Section):
    """Checkov on Terraform, manifests and Dockerfiles."""

    directory: str = setting("Folder to scan.", ".", format="path")
    frameworks: tuple[str, ...] = setting("Frameworks to scan; none named means all.", (), example=["terraform", "kubernetes"])
    skip: tuple[str, ...] = setting("Check ids to leave out.", (), example=["CKV_AWS_18"])
    baseline: str | None = setting("Baseline file: only new findings count.", None, format="path")
    on_findings: OnFindings = setting(_ON, "fail")


class Semgrep(Section):
    """Semgrep on the sources."""

    rules: tuple[str, ...] = setting("Rule sets.", ("p/default",), min_items=1)
    severity: Literal["error", "warning", "info"] = setting("Lowest severity that counts.", "error")
    on_findings: OnFindings = setting(_ON, "fail")


class Secrets(Section):
    """Secrets committed to Git."""

    tool: Literal["gitleaks", "git-secrets"] = setting("Scanner.", "gitleaks")
    baseline: str | None = setting("Baseline file: only new findings count.", None, format="path")
    history: bool = setting("Scan the whole history on the main branch; a pull request is scanned by its range.", True)
    on_findings: OnFindings = setting(_ON, "fail")


class Hadolint(Section):
    """Hadolint on the Dockerfile."""

    severity: Literal["error", "warning", "info", "style"] = setting("Lowest severity that counts.", "error")
    ignore: tuple[str, ...] = setting("Rule ids to leave out.", (), example=["DL3008"])
    on_findings: OnFindings = setting(_ON, "unstable")


class Scans(Section):
    """The scans; all of them run side by side, the one on the image after the build."""

    sonar: Sonar | None = setting("SonarQube.", None)
    trivy_files: TrivyFiles | None = setting("Trivy on the files.", None)
    trivy_image: TrivyImage | None = setting("Trivy on the image.", None)
    dependency_check: DependencyCheck | None = setting("OWASP Dependency-Check.", None)
    snyk: Snyk | None = setting("Snyk.", None)
    checkov: Checkov | None = setting("Checkov.", None)
    semgrep: Semgrep | None = setting("Semgrep.", None)
    secrets: Secrets | None = setting("Secrets in Git.", None)
    hadolint: Hadolint | None = setting("Hadolint.", None)
