"""Calls that build, scan and look at builds and the queue."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from . import pages
from .builds import BadDelay, Waiting, milliseconds
from .call import Call
from .model import FOLDER, MULTIBRANCH, ROOT, Build, Item
from .scans import scan
from .site_calls import api
from .wire import Answer

RUN = "org.jenkinsci.plugins.workflow.job.WorkflowRun"


def build(call: Call) -> Answer:
    """``POST build``: a scan of a multibranch project, a build of a job."""
    if call.item.kind in (FOLDER, ROOT):
        return pages.missing()
    if call.request.method != "POST":
        if call.item.facts.parameters:
            return pages.page("Jenkins", f"<h1>Pipeline {call.item.name}</h1>", 405)
        return pages.post_only(allow=call.item.kind != MULTIBRANCH)
    call.site.require(call, "Job/Build")
    try:
        delay = milliseconds(call.field("delay"))
    except BadDelay:
        return call.site.oops()
    if call.item.kind == MULTIBRANCH:
        return _scan(call)
    return _refusal(call) or _scheduled(call, delay, call.field("json") or "")


def _scan(call: Call) -> Answer:
    if call.item.facts.disabled or not call.item.facts.sources:
        return call.site.oops()
    scan(call.site, call.item, f"Started by user {call.user}")
    return pages.redirect(call.request.headers.get("referer") or call.place)


def _refusal(call: Call) -> Answer | None:
    item, path = call.item, call.request.path
    if item.parent is not None and item.parent.kind == MULTIBRANCH and item.parent.facts.disabled:
        return pages.redirect(call.place)
    if item.facts.disabled:
        return pages.jetty(409, f"{item.full_name} is not buildable", path)
    if item.facts.parameters and not call.field("json"):
        return pages.jetty(400, "This page expects a form submission" if "delay" in call.request.query else "Nothing is submitted", path)
    return None


def _scheduled(call: Call, delay: int, parameters: str) -> Answer:
    waiting, is_new = call.site.queue.schedule(call.item, delay, call.user, parameters, held=call.site.quiet)
    if call.item.facts.parameters and call.request.path.endswith("/build"):
        return pages.redirect(call.site.url + call.place, 201)
    return pages.redirect(f"{call.site.url}/queue/item/{waiting.number}/", 201 if is_new or not parameters else 303)


def build_with_parameters(call: Call) -> Answer:
    """``POST buildWithParameters``: of jobs that have some; the same ones again while they wait are no new entry."""
    if call.item.kind in (FOLDER, ROOT, MULTIBRANCH):
        return pages.missing()
    if call.request.method != "POST":
        return pages.post_only(allow=True)
    if not call.item.facts.parameters:
        return pages.jetty(400, f"{call.item.full_name} is not parameterized", call.request.path)
    call.site.require(call, "Job/Build")
    given = parse_qs(call.request.target.partition("?")[2])
    named = {one.name: given.get(one.name, [one.default])[0] for one in call.item.facts.parameters}
    return _scheduled(call, milliseconds(call.field("delay")), "".join(f"\n{name}={value}" for name, value in named.items()))


def indexing(call: Call) -> Answer:
    """``indexing/consoleText``: the log of the last scan. It has no remote API."""
    if call.item.kind != MULTIBRANCH:
        return pages.missing()
    if call.rest[1:] == ["consoleText"]:
        return pages.plain("\n".join(call.item.scan_log) or "No such file: indexing.log", api=False)
    return pages.page("Scan Log - Jenkins", "<h1>Scan Log</h1>") if len(call.rest) == 1 else pages.missing()


def of_build(call: Call) -> Answer:
    """Calls on a build: ``lastBuild`` or its number, and then what is asked of it."""
    number, rest = call.rest[0], call.rest[1:]
    found = [one for one in call.item.builds if number == "lastBuild" or str(one.number) == number]
    if not found:
        return pages.missing()
    one = found[-1]
    if rest == ["api", "json"]:
        return api(call, _data(call, call.item, one))
    if rest in (["consoleText"], ["logText", "progressiveText"]):
        answer = pages.plain(one.output, api=False)
        if rest[0] == "logText":
            answer.headers.append(("X-Text-Size", str(len(one.output))))
        return answer
    if rest == ["doDelete"] and call.request.method == "POST":
        call.item.builds.remove(one)
        call.site.counters.add("history lost")
        return pages.redirect(call.place)
    return pages.missing() if rest else pages.page(f"{call.item.full_name} #{one.number} - Jenkins", f"<h1>Build #{one.number}</h1>")


def _data(call: Call, item: Item, one: Build) -> dict[str, Any]:
    cause = {"_class": "hudson.model.Cause$UserIdCause", "shortDescription": one.cause, "userId": call.user, "userName": call.user}
    return {
        "_class": RUN,
        "actions": [{"_class": "hudson.model.CauseAction", "causes": [cause]}],
        "building": one.running,
        "displayName": f"#{one.number}",
        "fullDisplayName": f"{item.full_name.replace('/', ' » ')} #{one.number}",
        "number": one.number,
        "result": None if one.running else "SUCCESS",
        "url": f"{call.site.url}{call.url_of(item)}{one.number}/",
    }


def queue(call: Call) -> Answer:
    """``queue/...``: an item of the queue, the queue, and taking one out."""
    rest = call.rest[1:]
    if rest == ["api", "json"]:
        items = [_waiting(call, one) for one in call.site.queue.items if not one.is_over]
        return api(call, {"_class": "hudson.model.Queue", "discoverableItems": [], "items": items})
    if rest == ["cancelItem"]:
        return _cancel(call)
    if len(rest) == 4 and rest[0] == "item" and rest[1].isdigit() and rest[2:] == ["api", "json"]:
        waiting = call.site.queue.find(int(rest[1]))
        return api(call, _waiting(call, waiting)) if waiting is not None else pages.missing()
    return pages.missing()


def _cancel(call: Call) -> Answer:
    if call.request.method != "POST":
        return pages.post_only()
    number = call.field("id") or ""
    waiting = call.site.queue.find(int(number)) if number.isdigit() else None
    if waiting is None:
        answer = call.site.oops()
        answer.status = 404
        return answer
    waiting.cancelled = True
    return Answer(204)


def _waiting(call: Call, one: Waiting) -> dict[str, Any]:
    value: dict[str, Any] = {
        "_class": "hudson.model.Queue$LeftItem" if one.is_over else "hudson.model.Queue$WaitingItem",
        "blocked": False,
        "buildable": False,
        "id": one.number,
        "stuck": False,
        "task": {"_class": one.item.kind, "name": one.item.name, "url": call.site.url + call.url_of(one.item)},
        "why": None if one.is_over else "In the quiet period. Expires in 59 sec",
    }
    if one.is_over:
        value["cancelled"] = one.cancelled
        value["executable"] = {"_class": RUN, "number": one.build.number} if one.build is not None else None
    return value
