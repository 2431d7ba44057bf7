"""A subject and a scenario as a request to the engine (``simulator/PROTOCOL.md``)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..catalog.durations import seconds
from ..catalog.field import Section
from ..errors import UserError
from ..steps.load import contract
from .reading import moment
from .replies import expand_findings, step_replies
from .scenario import CommandReply, Event, HttpReply, InputReply, Scenario
from .subject import Library, Subject, contracts_for

KINDS = {"ssh-key": "ssh", "any": "secret-text"}
DEFAULT_APPROVALS = 20
"""Inputs that are approved when a scenario says nothing of them: more than a pipeline has."""
_PULL_REQUEST = re.compile(r"(?:PR|MR)-(\d+)\Z")

Request = dict[str, Any]


def build_request(subject: Subject, scenario: Scenario, *, shell: str | None = None, workspace: Path | None = None, keep: bool = True) -> Request:
    """Everything the engine is told. ``keep`` protects the workspace from steps that would empty it.

    Raises:
        UserError: the scenario asks for an outcome that a step does not have.
    """
    branch = scenario.branch or subject.main
    mode = shell or scenario.shell or ("scripted" if scenario.commands else "dry")
    request: Request = {
        "op": "run",
        "file": subject.file,
        "script": subject.script,
        "sandbox": subject.sandbox and scenario.sandbox,
        "libraries": [library(one) for one in _libraries(subject, scenario)],
        "contracts": contracts_for(subject, mode, {one.step for one in scenario.steps}),
        "job": _job(subject, scenario, branch),
        "params": scenario.parameters,
        "environment": scenario.environment,
        "branch": _branch(subject, scenario, branch),
        "scm": _scm(subject, scenario, branch),
        "credentials": [one for one in _credentials(subject, scenario) if one["id"] not in scenario.without_credentials],
        "nodes": _nodes(subject, scenario),
        "files": scenario.files,
        "shell": {"mode": mode, "replies": [_command(one) for one in scenario.commands]},
        "http": [_http(one) for one in scenario.http],
        "steps": expand_findings(step_replies(subject, scenario.steps)),
        "inputs": list(_inputs(subject, scenario)),
        "events": [_event(one) for one in scenario.events],
        "previous": [{"number": number, "result": result} for number, result in enumerate(scenario.build.previous, start=1)],
        "durability": scenario.durability,
        "budget": {"steps": scenario.budget.steps, "seconds": scenario.budget.seconds},
    }
    if scenario.start is not None:
        request["start"] = moment(scenario.start)
    if workspace is not None:
        request["shell"] |= {"workspace": str(workspace.resolve()), "keep": keep}
    return request


def _libraries(subject: Subject, scenario: Scenario) -> Iterator[Library]:
    if subject.library is not None:
        yield subject.library
    if scenario.library:
        yield Library("inline", implicit=True, trusted=scenario.trusted, files=scenario.library)


def library(one: Library) -> dict[str, Any]:
    """A library as the engine wants it."""
    where = {"dir": str(one.folder.resolve())} if one.folder is not None else {"files": one.files}
    return {"name": one.name, "version": one.version, "implicit": one.implicit, "trusted": one.trusted, **where}


def _job(subject: Subject, scenario: Scenario, branch: str | None) -> dict[str, Any]:
    declared = [_declared(name, value) for name, value in scenario.parameters.items()]
    build = scenario.build
    number = max(build.number, len(build.previous) + 1)
    folder = subject.catalog.root if subject.catalog else ""
    if subject.service is not None:
        folder = f"{folder}/{subject.service.key}"
    name = scenario.tag or branch or (subject.name if subject.catalog else "job")
    return {"name": name, "folder": folder, "number": number, "user": build.user, "cause": build.cause, "parameters": declared}


def _declared(name: str, value: Any) -> dict[str, Any]:
    return {"name": name, "type": "boolean" if isinstance(value, bool) else "string", "default": value}


def _branch(subject: Subject, scenario: Scenario, branch: str | None) -> dict[str, Any] | None:
    if scenario.tag:
        return {"name": scenario.tag, "tag": scenario.tag}
    if branch is None:
        return None
    main = subject.main or "main"
    if found := _PULL_REQUEST.match(branch):
        change = {"id": found[1], "target": main, "branch": f"change-{found[1]}", "author": "author", "title": f"Change {found[1]}", "url": f"https://git.example.com/changes/{found[1]}"}
        return {"name": branch, "change": change}
    return {"name": branch, "primary": branch == main}


def _scm(subject: Subject, scenario: Scenario, branch: str | None) -> dict[str, Any] | None:
    if branch is None and not (scenario.files or scenario.changed or scenario.tag or scenario.repository):
        return None
    name = scenario.tag or branch or "main"
    url = subject.service.repository if subject.service and subject.service.repository else "https://git.example.com/team/service.git"
    commit = hashlib.sha1(f"{url} {name}".encode(), usedforsecurity=False).hexdigest()
    seen = {"changed": list(scenario.changed), "messages": list(scenario.messages or ("Change something",))}
    fetched = {"repository": _on_this_machine(scenario.repository), "ref": _ref(scenario, name)} if scenario.repository else {}
    return {"url": url, "commit": commit, "branch": name, "author": "author", "files": scenario.files, **seen, **fetched}


def _ref(scenario: Scenario, name: str) -> str:
    """Where a server keeps what is built: a tag, GitHub's head of a pull request, or a branch."""
    if scenario.tag:
        return f"refs/tags/{name}"
    change = _PULL_REQUEST.match(name)
    return f"refs/pull/{change[1]}/head" if change else f"refs/heads/{name}"


def _on_this_machine(repository: str) -> str:
    """The address of a repository; a simulation speaks to nobody else's servers."""
    address = urlsplit(repository)
    if address.scheme in ("", "file"):
        return repository if address.scheme else Path(repository).resolve().as_uri()
    if address.scheme in ("http", "https") and address.hostname in ("127.0.0.1", "::1", "localhost"):
        return repository
    raise UserError(f"a simulation does not fetch from {repository}", hint="clone it to this machine, and name the clone")


def _credentials(subject: Subject, scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Those of the scenario, and those that the contracts of the pipeline's calls name."""
    known: set[str] = set()
    for one in scenario.credentials:
        known.add(one.id)
        known_values = {"username": one.username, "content": one.content}
        yield {"id": one.id, "kind": KINDS.get(one.kind, one.kind), **{name: value for name, value in known_values.items() if value}}
    for call in subject.pipeline.calls() if subject.pipeline else ():
        described = contract(call.step)
        for need in described.credentials if described else ():
            value = call.arguments.get(need["parameter"])
            if isinstance(value, str) and value not in known:
                known.add(value)
                yield {"id": value, "kind": KINDS.get(need["kind"], need["kind"])}


def _nodes(subject: Subject, scenario: Scenario) -> list[dict[str, Any]]:
    if scenario.agents:
        return [{"name": one.name, "labels": list(one.labels), "executors": one.executors, "os": one.os, "environment": one.environment} for one in scenario.agents]
    return [{"name": "agent-1", "labels": subject.labels, "executors": 20, "os": "linux"}]


def _command(one: CommandReply) -> dict[str, Any]:
    which = {"command": one.run, "contains": one.contains, "regex": one.regex}
    said = {"stdout": one.output, "stderr": one.errors, "status": one.status, "files": one.files}
    return {key: value for key, value in which.items() if value is not None} | said | _limits(one)


def _http(one: HttpReply) -> dict[str, Any]:
    which = {"url": one.url, "regex": one.regex, "method": one.method}
    return {key: value for key, value in which.items() if value is not None} | {"status": one.status, "body": one.body} | _limits(one)


def _limits(one: Section) -> dict[str, Any]:
    """`takes` and `times`, where they are given."""
    found: dict[str, Any] = {"seconds": seconds(one.takes)} if getattr(one, "takes", None) else {}  # type: ignore[attr-defined]
    return found | ({"times": one.times} if getattr(one, "times", None) else {})  # type: ignore[attr-defined]


def _inputs(subject: Subject, scenario: Scenario) -> Iterator[dict[str, Any]]:
    if scenario.inputs is not None:
        yield from map(_input, scenario.inputs)
        return
    asked = [stage.input for stage in subject.pipeline.walk() if stage.input] if subject.pipeline else []
    for one in asked:
        yield _input(InputReply(by=one.submitters[0] if one.submitters else "admin", parameters={"REASON": "simulated"} if one.reason else {}))
    if not asked:
        yield from (_input(InputReply()) for _ in range(DEFAULT_APPROVALS))


def _input(one: InputReply) -> dict[str, Any]:
    answer: dict[str, Any] = {"action": "proceed" if one.answer == "approve" else "abort", "user": one.by, "params": one.parameters}
    if one.after:
        answer["after"] = seconds(one.after)
    return answer | ({"id": one.id} if one.id else {})


def _event(one: Event) -> dict[str, Any]:
    at, moment = one.at, {}
    if at.step is not None:
        moment = {"step": at.step, "number": at.number}
    elif at.line is not None:
        moment = {"line": at.line}
    elif at.time is not None:
        return {"kind": one.event, "at": {"time": seconds(at.time)}} | _by(one)
    else:
        moment = {"stage": at.stage}
    return {"kind": one.event, "at": moment | {"delay": seconds(at.delay) if at.delay else 0}} | _by(one)


def _by(one: Event) -> dict[str, Any]:
    return {"user": one.by} if one.event == "abort" else {}
