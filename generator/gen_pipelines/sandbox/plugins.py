"""``plugins.txt``: what ``jenkins-plugin-cli`` of the official image installs, dependencies included."""

from __future__ import annotations

from ..doctor.needs import Needs

ALWAYS = {
    "configuration-as-code": "reads jenkins.yaml",
    "credentials": "holds credentials",
    "git": "reads repositories",
}
CREDENTIALS = {"secret-text": "plain-credentials", "file": "plain-credentials", "ssh-key": "ssh-credentials", "aws": "aws-credentials"}
"""Plugins that have a kind of credential."""


def plugins_txt(needs: Needs) -> str:
    """The plugins that a catalog needs, each in its newest version: a contract names the oldest that does, which may be no release."""
    wanted = {name: f"{need.version + ' or later, ' if need.version else ''}for {need.why}" for name, need in needs.plugins.items()}
    for credential in needs.credentials.values():
        for kind in credential.kinds & CREDENTIALS.keys():
            wanted.setdefault(CREDENTIALS[kind], f"credentials of the kind {kind}")
    wanted = ALWAYS | wanted
    lines = [line for name in sorted(wanted) for line in (f"# {wanted[name]}", name)]
    return "\n".join(["# Written by gen-pipelines from the catalog.", *lines]) + "\n"
