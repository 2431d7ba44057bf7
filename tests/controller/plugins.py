"""The plugins of a controller: which there are, and which class comes from which. XML of a class that cannot be loaded is dropped without a word."""

from __future__ import annotations

VERSIONS = {
    "branch-api": "2.1280.v0d4e5b_b_460ef",
    "cloudbees-folder": "6.1100.ve9eed61d16c4",
    "credentials": "1502.v5c95e620ddfe",
    "credentials-binding": "702.vfe613e537e88",
    "durable-task": "686.vcd1f8c9f6d4f",
    "git": "5.10.1",
    "git-client": "6.6.1",
    "lockable-resources": "1408.va_73d5e8f9a_b_c",
    "mailer": "525.v2458b_d8a_1a_71",
    "pipeline-groovy-lib": "798.v5cc688825312",
    "pipeline-input-step": "540.v14b_100d754dd",
    "pipeline-milestone-step": "138.v78ca_76831a_43",
    "pipeline-model-definition": "2.2277.v00573e73ddf1",
    "pipeline-stage-step": "322.vecffa_99f371c",
    "plain-credentials": "199.v9f8e1f741799",
    "scm-api": "728.vc30dcf7a_0df5",
    "script-security": "1402.v94c9ce464861",
    "ssh-credentials": "372.va_250881b_08cd",
    "structs": "362.va_b_695ef4fdf9",
    "timestamper": "1.30",
    "workflow-aggregator": "608.v67378e9d3db_1",
    "workflow-api": "1384.vdc05a_48f535f",
    "workflow-basic-steps": "1098.v808b_fd7f8cf4",
    "workflow-cps": "4350.vcc65d4958821",
    "workflow-durable-task-step": "1464.v2d3f5c68f84c",
    "workflow-job": "1571.vb_423c255d6d9",
    "workflow-multibranch": "821.vc3b_4ea_780798",
    "workflow-scm-step": "466.va_d69e602552b_",
    "workflow-step-api": "710.v3e456cc85233",
    "workflow-support": "1015.v785e5a_b_b_8b_22",
}
"""The plugins of the recorded controller."""

SOURCES = {
    "bitbucket": {"cloudbees-bitbucket-branch-source": "937.5.0"},
    "github": {"github-branch-source": "1834.v857721ea_74c6", "github": "1.43.0", "github-api": "1.330-492.v3941a_032db_2a_"},
    "gitlab": {"gitlab-branch-source": "718.v40b_5f0e67cd3"},
}
"""Plugins that a controller has where its repositories are."""

_PREFIXES = {
    "com.cloudbees.hudson.plugins.folder.": "cloudbees-folder",
    "com.cloudbees.jenkins.plugins.bitbucket.": "cloudbees-bitbucket-branch-source",
    "com.cloudbees.jenkins.plugins.sshcredentials.": "ssh-credentials",
    "com.cloudbees.plugins.credentials.": "credentials",
    "hudson.plugins.git.": "git",
    "hudson.tasks.Mailer": "mailer",
    "io.jenkins.plugins.gitlabbranchsource.": "gitlab-branch-source",
    "jenkins.branch.": "branch-api",
    "jenkins.plugins.git.": "git",
    "jenkins.scm.": "scm-api",
    "org.jenkinsci.plugins.github__branch__source.": "github-branch-source",
    "org.jenkinsci.plugins.github_branch_source.": "github-branch-source",
    "org.jenkinsci.plugins.pipeline.modeldefinition.": "pipeline-model-definition",
    "org.jenkinsci.plugins.plaincredentials.": "plain-credentials",
    "org.jenkinsci.plugins.workflow.cps.": "workflow-cps",
    "org.jenkinsci.plugins.workflow.job.": "workflow-job",
    "org.jenkinsci.plugins.workflow.libs.": "pipeline-groovy-lib",
    "org.jenkinsci.plugins.workflow.multibranch.": "workflow-multibranch",
    "flow-definition": "workflow-job",
}
_CORE = ("hudson.model.", "hudson.util.", "hudson.views.", "hudson.triggers.", "hudson.tasks.LogRotator", "hudson.scm.", "hudson.security.", "jenkins.model.", "java.", "empty-list")


class Plugins:
    """The plugins of one controller, by short name."""

    def __init__(self, versions: dict[str, str]) -> None:
        self.versions = dict(versions)

    def of(self, class_name: str) -> str | None:
        """The plugin that a class comes from: empty for core, ``None`` if nothing has it."""
        if class_name.startswith(_CORE):
            return ""
        for prefix, plugin in _PREFIXES.items():
            if class_name.startswith(prefix):
                return plugin if plugin in self.versions else None
        return None

    def loads(self, class_name: str) -> bool:
        """Whether a class can be loaded."""
        return self.of(class_name.replace("_-", "$")) is not None

    def listed(self) -> list[dict[str, object]]:
        """What pluginManager exports."""
        return [
            {"active": True, "bundled": False, "deleted": False, "enabled": True, "hasUpdate": False, "pinned": False, "shortName": name, "longName": name, "version": version}
            for name, version in sorted(self.versions.items())
        ]
