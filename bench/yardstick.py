"""The least that a sync can cost: one request an item over eight connections that are kept alive, and nothing else.

``python bench/yardstick.py URL USER TOKEN create|update COUNT`` makes or posts COUNT multibranch projects in the folder ``yardstick``.
It plans nothing, checks nothing and reads nothing back.
"""

from __future__ import annotations

import base64
import http.client
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PROJECT = """<?xml version="1.1" encoding="UTF-8"?>
<org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject>
  <description>{what}</description>
  <sources class="jenkins.branch.MultiBranchProject$BranchSourceList"><data><jenkins.branch.BranchSource>
    <source class="jenkins.plugins.git.GitSCMSource"><id>{name}</id><remote>https://git.example.com/{name}.git</remote></source>
  </jenkins.branch.BranchSource></data></sources>
</org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject>
"""
FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder/>"
WORKERS = 8


def main() -> None:
    """Make or post everything."""
    url, user, token, what, count = sys.argv[1:]
    place = urlsplit(url)
    headers = {"Authorization": "Basic " + base64.b64encode(f"{user}:{token}".encode()).decode(), "Content-Type": "application/xml; charset=utf-8"}
    local = threading.local()

    def post(path: str, body: str) -> None:
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection(place.hostname or "", place.port)
        local.connection.request("POST", path, body.encode(), headers)
        answer = local.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"POST {path}: {answer.status}")

    def one(number: int) -> None:
        name = f"svc-{number:05d}"
        path = f"/job/yardstick/createItem?name={name}" if what == "create" else f"/job/yardstick/job/{name}/config.xml"
        post(path, PROJECT.format(what=what, name=name))

    if what == "create":
        post("/createItem?name=yardstick", FOLDER)
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, range(int(count))))


if __name__ == "__main__":
    main()
