"""A controller for each test, and somebody who asks it."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import pytest

from .controller import Controller, Settings

FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder><description>{}</description></com.cloudbees.hudson.plugins.folder.Folder>"
JOB = "<flow-definition><description>{}</description></flow-definition>"
SOURCE = "<jenkins.branch.BranchSource><source class='{}'><id>{}</id><remote>https://git.example.com/a.git</remote></source></jenkins.branch.BranchSource>"
PROJECT = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"


def project(identifier: str = "one", source: str = "jenkins.plugins.git.GitSCMSource") -> str:
    """A multibranch project with a source."""
    return f"<{PROJECT}><sources><data>{SOURCE.format(source, identifier)}</data></sources></{PROJECT}>"


class Said(NamedTuple):
    """An answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


class Asker:
    """Sends requests to a controller, by default with its token, each on a connection of its own."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller

    def __call__(self, method: str, path: str, body: str | bytes | None = None, *, secret: str | None = "token", **headers: str) -> Said:
        """One request; header names with underscores for dashes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if secret is not None:
            word = {"token": self.controller.token, "password": self.controller.password}.get(secret, secret)
            sent["Authorization"] = "Basic " + base64.b64encode(f"{self.controller.user}:{word}".encode()).decode()
        if body is not None:
            sent.setdefault("Content-Type", "application/xml; charset=utf-8")
        with closing(http.client.HTTPConnection(self.controller.settings.address, self.controller.port, timeout=10)) as connection:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            with connection.getresponse() as response:
                return Said(response.status, response.headers, response.read())

    def tree(self, path: str, tree: str) -> Any:
        """What `tree=` gives of an item."""
        return self("GET", f"{path}api/json?tree={tree}").json


@pytest.fixture
def controller() -> Iterator[Controller]:
    """An empty controller."""
    with Controller(Settings(delete_wait=0.05)) as one:
        yield one


@pytest.fixture
def ask(controller: Controller) -> Asker:
    """Somebody who may do everything."""
    return Asker(controller)
