"""How a case is put to the engine: the controller of the corpus as a request (``simulator/PROTOCOL.md``)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from .case import PLUGINS, Case

CREDENTIALS = [
    {"id": "conf-text", "kind": "secret-text", "secret": "s3cr3t-Text-42"},
    {"id": "conf-quote", "kind": "secret-text", "secret": "it's $a \"q\" value"},
    {"id": "conf-userpass", "kind": "username-password", "username": "robot", "password": "p4ss-W0rd-17", "usernameSecret": False},
    {"id": "conf-secretuser", "kind": "username-password", "username": "hiddenuser", "password": "p4ss-W0rd-18", "usernameSecret": True},
    {"id": "conf-file", "kind": "file", "filename": "conf.txt", "content": "file-body-99"},
]
NODES = [{"name": "built-in", "labels": ["built-in"], "executors": 4, "os": "linux"}]


@cache
def plugins() -> list[str]:
    """The plugins of the controller."""
    return sorted(json.loads(PLUGINS.read_text(encoding="utf-8"))["plugins"])


def lint_request(case: Case) -> dict[str, Any]:
    """The case for the validator."""
    return {"op": "lint", "file": "Jenkinsfile", "script": case.script, "plugins": plugins(), "tools": {}}


def run_requests(case: Case) -> list[dict[str, Any]]:
    """One request for each build of the case. What a build hands to the next, the caller adds."""
    return [_run_request(case, case.how | build, number) for number, build in enumerate(case.how.get("runs", [{}]), start=1)]


def _run_request(case: Case, how: dict[str, Any], number: int) -> dict[str, Any]:
    given = how.get("params", {})
    request: dict[str, Any] = {
        "op": "run",
        "file": "Jenkinsfile",
        "script": case.script,
        "sandbox": how.get("sandbox", True),
        "libraries": _libraries(how),
        "job": {"name": "main", "folder": f"conf/{case.name}", "number": number, "user": "admin", "cause": "user"},
        "params": given,
        "credentials": CREDENTIALS,
        "plugins": plugins(),
        "nodes": NODES,
        "shell": {"mode": "real"},
        "inputs": [_input(one) for one in how.get("inputs", ())],
        "events": _aborts(how),
        "downstream": _downstream(how),
        "durability": "check",
    }
    if given and not how.get("no_job_params"):
        request["job"]["parameters"] = _declared(given)
    return request


def _declared(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "type": "boolean" if isinstance(value, bool) else "string", "default": value} for name, value in values.items()]


def _libraries(how: dict[str, Any]) -> list[dict[str, Any]]:
    found = dict(how.get("libraries", {}))
    if "library" in how:
        found["lib"] = how["library"]
    return [{"name": name, "implicit": how.get("implicit", True), "files": files} for name, files in found.items()]


def _input(one: dict[str, Any]) -> dict[str, Any]:
    answer = {"id": one["id"], "action": one.get("action", "proceed"), "user": "admin", "params": one.get("params", {})}
    return answer | ({"line": one["at"]} if "at" in one else {})


def _aborts(how: dict[str, Any]) -> list[dict[str, Any]]:
    lines = how.get("abort_at", [])
    lines = [lines] if isinstance(lines, str) else lines
    return [{"kind": "abort", "at": {"line": line, "delay": how.get("abort_delay", 1)}, "user": "admin"} for line in lines]


def _downstream(how: dict[str, Any]) -> dict[str, Any]:
    declared = how.get("downstream_params", {})
    return {name: {"script": script, "parameters": _declared(declared.get(name, {}))} for name, script in how.get("downstream", {}).items()}
