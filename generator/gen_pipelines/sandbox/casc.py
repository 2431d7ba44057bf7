"""``jenkins.yaml``: the sandbox's settings for the Configuration as Code plugin.

Credentials are placeholders: the ids are the catalog's, so that pipelines find them, and the values open nothing. A text that came from a catalog never
becomes one of the plugin's ``${...}`` references.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

import yaml

from ..catalog.model import Catalog
from ..doctor.needs import CredentialNeed, Needs

PASSWORD = "SANDBOX_PASSWORD"
"""Name of the secret with the administrator's password."""

USER = "admin"
PLACEHOLDER = "placeholder"
_LABEL = re.compile(r"!?\s*([^\s()!&|<>\"]+)")

Data = dict[str, Any]


def jenkins_yaml(catalog: Catalog, needs: Needs, url: str) -> str:
    """The settings: one administrator, the built-in node with the catalog's labels, the library, placeholders for credentials, and git."""
    data: Data = {"jenkins": _jenkins(catalog, needs), "unclassified": {"location": {"url": url}}, "tool": {"git": {"installations": [{"name": "Default", "home": "git"}]}}}
    if catalog.library.repository:
        data["unclassified"]["globalLibraries"] = {"libraries": [_library(catalog)]}
    if needs.credentials:
        made = [_credential(identifier, need) for identifier, need in sorted(needs.credentials.items())]
        data["credentials"] = {"system": {"domainCredentials": [{"credentials": made}]}}
    tools = ", ".join(f"{name} {need.version}".strip() for name, need in sorted(needs.tools.items()))
    head = "# Written by gen-pipelines from the catalog.\n" + (f"# The steps also run these, which the image has to bring: {tools}\n" if tools else "")
    return head + yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def _jenkins(catalog: Catalog, needs: Needs) -> Data:
    title = catalog.organization.title or catalog.organization.name
    return {
        "systemMessage": plain(f"Sandbox of gen-pipelines for {title}"),
        "numExecutors": 2,
        "labelString": " ".join(_labels(needs)),
        "securityRealm": {"local": {"allowsSignup": False, "users": [{"id": USER, "password": f"${{{PASSWORD}}}"}]}},
        "authorizationStrategy": {"loggedInUsersCanDoAnything": {"allowAnonymousRead": False}},
    }


def _labels(needs: Needs) -> list[str]:
    """The labels that some expression asks for; those that one excludes are left out."""
    found = {match[1]: match[0].startswith("!") for label in needs.labels for match in _LABEL.finditer(label)}
    return sorted(plain(label) for label, excluded in found.items() if not excluded)


def _library(catalog: Catalog) -> Data:
    library = catalog.library
    credentials = {"credentialsId": library.credentials} if library.credentials else {}
    return {
        "name": library.name,
        "defaultVersion": plain(library.version),
        "implicit": False,
        "allowVersionOverride": False,
        "retriever": {"modernSCM": {"scm": {"git": {"remote": plain(library.repository or ""), **credentials}}}},
    }


def _credential(identifier: str, need: CredentialNeed) -> Data:
    """A credential of the kind that its steps take; of any kind, a user name and a password."""
    kind = min(need.kinds) if need.kinds else "username-password"
    common = {"scope": "GLOBAL", "id": plain(identifier), "description": plain(f"Placeholder, used by {', '.join(need.users[:3])}")}
    makers: dict[str, Data] = {
        "secret-text": {"string": {**common, "secret": PLACEHOLDER}},
        "username-password": {"usernamePassword": {**common, "username": PLACEHOLDER, "password": PLACEHOLDER}},
        "ssh-key": {"basicSSHUserPrivateKey": {**common, "username": PLACEHOLDER, "privateKeySource": {"directEntry": {"privateKey": PLACEHOLDER}}}},
        "file": {"file": {**common, "fileName": PLACEHOLDER, "secretBytes": b64encode(PLACEHOLDER.encode()).decode()}},
        "aws": {"aws": {**common, "accessKey": PLACEHOLDER, "secretKey": PLACEHOLDER}},
    }
    return makers[kind]


def plain(text: str) -> str:
    """A text that the plugin takes as it is: ``^${`` stands for ``${``."""
    return text.replace("${", "^${")
