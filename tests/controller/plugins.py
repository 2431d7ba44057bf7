"""The plugins of a controller: which there are, and which class comes from which. XML of a class that cannot be loaded is dropped without a word."""

from __future__ import annotations

VERSIONS = {
    "ansicolor": "542.v03d235fee02d",
    "apache-httpcomponents-client-4-api": "4.5.14-269.vfa_2321039a_83",
    "bouncycastle-api": "2.30.1.84-291.v9f17b_21896e2",
    "branch-api": "2.1280.v0d4e5b_b_460ef",
    "cloudbees-folder": "6.1100.ve9eed61d16c4",
    "credentials": "1502.v5c95e620ddfe",
    "credentials-binding": "728.v902a_273b_8947",
    "display-url-api": "2.217.va_6b_de84cc74b_",
    "durable-task": "686.v80ff80875b_82",
    "git": "5.10.1",
    "git-client": "6.6.1",
    "lockable-resources": "1539.v4db_b_fc1cc115",
    "mailer": "534.v1b_36f5864073",
    "pipeline-build-step": "599.v4b_67ea_11b_152",
    "pipeline-groovy-lib": "798.v5cc688825312",
    "pipeline-input-step": "560.v56198a_642157",
    "pipeline-milestone-step": "152.v6e22b_8cfc66c",
    "pipeline-model-api": "2.2277.v00573e73ddf1",
    "pipeline-model-definition": "2.2277.v00573e73ddf1",
    "pipeline-model-extensions": "2.2277.v00573e73ddf1",
    "pipeline-stage-step": "322.vecffa_99f371c",
    "pipeline-stage-tags-metadata": "2.2277.v00573e73ddf1",
    "plain-credentials": "199.v9f8e1f741799",
    "scm-api": "728.vc30dcf7a_0df5",
    "script-security": "1402.v94c9ce464861",
    "ssh-credentials": "361.vb_f6760818e8c",
    "structs": "362.va_b_695ef4fdf9",
    "timestamper": "1.30",
    "variant": "70.va_d9f17f859e0",
    "workflow-api": "1413.v2ff1a_5e720fa_",
    "workflow-basic-steps": "1098.v808b_fd7f8cf4",
    "workflow-cps": "4350.vcc65d4958821",
    "workflow-durable-task-step": "1479.v56e587f413a_7",
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
_CORE: tuple[str, ...] = ("hudson.model.", "hudson.util.", "hudson.views.", "hudson.triggers.", "hudson.tasks.LogRotator", "hudson.scm.", "hudson.security.")
_CORE += ("jenkins.model.", "java.", "empty-list")


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
        common: dict[str, object] = {"active": True, "backupVersion": None, "bundled": False, "deleted": False, "dependencies": []}
        common |= {"detached": False, "downgradable": False, "enabled": True}
        common |= {"hasUpdate": False, "pinned": False, "requiredCoreVersion": "2.541.3", "supportsDynamicLoad": "YES", "url": None}
        in_order = sorted(self.versions.items(), key=lambda pair: f"{pair[0]}.jpi")
        return [{**common, "shortName": name, "longName": name, "version": version} for name, version in in_order]
