"""Plays a recorded case against a controller, and tells where an answer differs from the recorded one.

A case is a list of steps. A step sends a request (``send``, ``as``, ``headers``, ``body``) and holds the ``answer`` that a real controller gave: its status, media type,
whether X-Jenkins was there, the other headers that matter, and its body in meaning. ``save`` keeps a part of an answer for later steps, ``checks`` compare kept parts.
Bodies that many cases share stand in ``bodies.yaml``.
"""

from __future__ import annotations

import base64
import http.client
import json
import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from .controller import Controller

RECORDED = Path(__file__).parent / "recorded"
REPOSITORY = "/srv/repositories/app"
XML = "application/xml; charset=utf-8"
TYPES = {"json": "application/json;charset=utf-8", "html": "text/html;charset=utf-8", "jetty": "text/html;charset=iso-8859-1", "config": "application/xml"}
TYPES["plain"] = "text/plain;charset=utf-8"
_MASKS = [
    (r"\b[0-9a-f]{64}\b", "<crumb>"),
    (r"queue/item/\d+", "queue/item/<n>"),
    (r"\{AQAA[A-Za-z0-9+/=]+\}", "{<encrypted>}"),
    (r"Logging ID=[0-9a-f-]+", "Logging ID=<uuid>"),
    (r"In the quiet period\. [^\"]*", "<quiet>"),
    (r"\[\w\w\w \w\w\w \d\d [^\]]+\]", "[<time>]"),
    (r"\n  <actions/>", ""),
    (r"(?m)^ > git .*\n", ""),
    (r"Indexing took [\d.]+ sec", "Indexing took <duration>"),
    (r"\b0{40}\b", "<sha1>"),
]
"""What differs at each run, and what stands in its place in the recorded answers."""
_SIZES = ("content-length", "x-text-size")
"""Headers that count the bytes of pages and logs: only their presence matters."""
_CHANCE = ("actions", "dependencies")
"""Properties that hold objects of plugins of which nothing is exported."""
_REPEATED = re.compile(r"\{\{(\d+) x (\w+)\}\}")


def load(file: Path) -> Any:
    """A YAML file, by the fast loader."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


class Player:
    """One case being played."""

    def __init__(self, controller: Controller, bodies: dict[str, str]) -> None:
        self.controller = controller
        self.bodies = bodies
        self.kept: dict[str, str] = {"repo": REPOSITORY, "user": controller.user, "root": controller.url}
        self.connection = http.client.HTTPConnection("127.0.0.1", controller.port, timeout=30)

    def play(self, case: dict[str, Any]) -> list[str]:
        """Where the answers differ, one line for each."""
        differences = []
        for number, step in enumerate(case["steps"], 1):
            found = self._play_step(step)
            differences += [f"step {number}, {step['send']}: {one}" for one in found]
        self.connection.close()
        return differences

    def _play_step(self, step: dict[str, Any]) -> list[str]:
        method, path = step["send"].split(" ", 1)
        self.connection.request(method, self._filled(path), self._body(step), self._headers(step))
        response = self.connection.getresponse()
        body = response.read()
        for name, what in step.get("save", {}).items():
            self.kept[name] = self._part(what, response, body)
        return [*self._compare(step["answer"], response, body), *self._check(step.get("checks", {}))]

    def _filled(self, text: str) -> str:
        text = _REPEATED.sub(lambda match: int(match.group(1)) * match.group(2), text)
        return re.sub(r"\{\{(\w+)\}\}", lambda match: self.kept.get(match.group(1), match.group(0)), text)

    def _body(self, step: dict[str, Any]) -> bytes | None:
        body = step.get("body")
        if isinstance(body, dict):
            if "base64" in body:
                return base64.b64decode(body["base64"])
            body = self.bodies[body["like"]]
        return None if body is None else self._filled(body).encode()

    def _headers(self, step: dict[str, Any]) -> dict[str, str]:
        controller = self.controller
        secret = {"token": controller.token, "password": controller.password, "bad-token": "wrong", "unknown-user": controller.token}.get(step.get("as", "token"))
        user = "nobody" if step.get("as") == "unknown-user" else controller.user
        headers = {"Content-Type": XML} if step.get("xml") else {}
        if secret is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()
        return headers | {name: self._filled(value) for name, value in step.get("headers", {}).items()}

    def _part(self, what: str, response: http.client.HTTPResponse, body: bytes) -> str:
        """A part of an answer: ``body``, ``cookie``, ``sha256``, ``header:NAME``, ``json:PATH`` or ``regex:PATTERN``."""
        kind, _, rest = what.partition(":")
        text = body.decode("utf-8", "replace")
        if kind == "json":
            value = json.loads(text)
            for name in rest.split("."):
                value = value[name]
            return str(value)
        if kind == "regex":
            match = re.search(rest, text)
            return match.group(1) if match else ""
        if kind == "cookie":
            return (response.headers.get("set-cookie") or "").partition(";")[0]
        return {"body": text, "sha256": sha256(body).hexdigest(), "header": response.headers.get(rest) or ""}[kind]

    def _check(self, checks: dict[str, list[Any]]) -> list[str]:
        found = []
        for name, (how, left, right, expected) in checks.items():
            same = self._filled(left) == self._filled(right)
            if (not same if how == "differ" else same) is not expected:
                found.append(f"check {name} is {not expected}")
        return found

    def _compare(self, answer: dict[str, Any], response: http.client.HTTPResponse, body: bytes) -> list[str]:
        expected = {"status": answer["status"], "X-Jenkins": answer.get("jenkins", False), **self._expected_headers(answer)}
        actual = {"status": response.status, "X-Jenkins": "X-Jenkins" in response.headers, **self._actual_headers(answer, response)}
        if "body" in answer:
            expected["body"] = self._written(answer["body"])
            actual["body"] = self._read(answer, response, body)
        return [f"{name} is {actual.get(name)!r}, recorded was {value!r}" for name, value in expected.items() if actual.get(name) != value]

    def _expected_headers(self, answer: dict[str, Any]) -> dict[str, Any]:
        found = {"cookie": sorted(answer.get("cookie", [])), **answer.get("headers", {})}
        return {"type": TYPES.get(answer["type"], answer["type"]), **found} if "type" in answer else found

    def _actual_headers(self, answer: dict[str, Any], response: http.client.HTTPResponse) -> dict[str, Any]:
        found: dict[str, Any] = {name: self._masked(response.headers.get(name) or "") for name in answer.get("headers", {})}
        found |= {name: value for name, value in answer.get("headers", {}).items() if name in _SIZES and found[name]}
        cookies = [re.split(r"[.=]", cookie)[0] for cookie in response.headers.get_all("set-cookie") or []]
        found["cookie"] = sorted("remember-me=" if cookie == "remember-me" else cookie for cookie in cookies)
        if "type" in answer:
            found["type"] = response.headers.get("content-type")
        return found

    def _masked(self, text: str) -> str:
        text = text.replace(self.controller.url, "<root>").replace(REPOSITORY, "<repo>")
        for pattern, mask in _MASKS:
            text = re.sub(pattern, mask, text)
        return text

    def _written(self, body: Any) -> Any:
        """The recorded body, without what differs at each run."""
        if isinstance(body, dict) and "json" in body:
            return {**body, "json": _ordered(body["json"])}
        return {"text": _parsed(self._masked(body["text"]))} if isinstance(body, dict) and "text" in body else body

    def _read(self, answer: dict[str, Any], response: http.client.HTTPResponse, body: bytes) -> Any:
        """The body, in the terms of the recorded one."""
        wanted = answer["body"]
        text = self._masked(body.decode("utf-8", "replace"))
        if wanted in ("empty", "missing", "oops"):
            return "empty" if not body else _page_kind(text)
        kind = next(iter(wanted))
        if kind == "json":
            value = json.loads(text)
            return {**wanted, "json": _ordered({name: one for name, one in value.items() if name in wanted["only"]} if "only" in wanted else value)}
        if kind == "found":
            return {**wanted, "found": [_group(match) for match in re.finditer(wanted["regex"], text, re.S)]}
        if kind == "bytes":
            return {"bytes": len(body), "sha256": sha256(body).hexdigest()}
        return {kind: _html(kind, text, wanted)}


def _parsed(text: str) -> Any:
    """A text that is JSON counts as what it means."""
    try:
        return _ordered(json.loads(text))
    except ValueError:
        return text


def _ordered(value: Any) -> Any:
    """A value in which what a controller leaves to chance counts for nothing."""
    if isinstance(value, dict):
        return {name: _ordered(one) for name, one in value.items() if name not in _CHANCE}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def _group(match: re.Match[str]) -> str:
    return " | ".join(group or "" for group in match.groups()) if len(match.groups()) > 1 else match.group(1)


def _page_kind(text: str) -> str:
    if "<h2>Not Found</h2>" in text:
        return "missing"
    return "oops" if "Logging ID=" in text else text[:200]


def _html(kind: str, text: str, wanted: dict[str, Any]) -> Any:
    """What a page says."""
    if kind == "error":
        return _inside("p", text) if _inside("h1", text) == "Error" else text[:200]
    if kind == "jetty":
        rows = dict(re.findall(r"<tr><th>(\w+):</th><td>(.*?)</td></tr>", text))
        return {name: unescape(rows.get(name.upper(), "")) for name in wanted["jetty"]}
    if kind == "login":
        match = re.search(r"data-redirect-url='([^']*)'", text)
        return unescape(match.group(1)) if match else ""
    if kind == "said":
        return unescape(re.sub(r"<[^>]*>", "", text)).strip()
    if kind == "page":
        return {name: _inside(name, text) for name in wanted["page"]}
    return _parsed(text)


def _inside(tag: str, text: str) -> str:
    match = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)
    return unescape(match.group(1)).strip() if match else ""
