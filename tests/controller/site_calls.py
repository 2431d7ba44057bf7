"""Calls on the controller itself: who am I, crumbs, plugins, the remote API of everything."""

from __future__ import annotations

from typing import Any

from . import pages
from .call import Call
from .export import cut, export
from .formats import formatted
from .names import refusal
from .security import ANONYMOUS, COOKIE
from .tree import Tree, parse_tree
from .wire import Answer

_SHALLOW = Tree({name: Tree() for name in ("name", "number", "url", "color")})
"""What is told of objects inside the one asked for."""
OPEN = ("/whoAmI/", "/login", "/robots.txt", "/tcpSlaveAgentListener")
"""What anybody may see."""


def api(call: Call, value: Any = None) -> Answer:
    """``api/json`` of an item, or of another object given as data; the last part of the path tells the format."""
    try:
        tree = asked(call)
        value = export(call, call.item, tree) if value is None else cut(value, tree)
    except ValueError:
        return call.site.oops()
    return formatted(call, value, call.rest[-1])


def asked(call: Call) -> Tree:
    """The tree that a request asks for; without one everything, to the depth that Jenkins gives.

    Raises:
        ValueError: it cannot be read.
    """
    text = call.field("tree")
    if text is not None:
        return parse_tree(text)
    if int(call.field("depth") or 0) > 0:
        return Tree({"*": Tree({"*": _SHALLOW})})
    return Tree({"*": _SHALLOW})


def who_am_i(call: Call) -> Answer:
    """``whoAmI/api/json``: for anybody."""
    known = call.user != ANONYMOUS
    authority = "authenticated" if known else "anonymous"
    value = {"_class": "hudson.security.WhoAmI", "anonymous": not known, "authenticated": True, "authorities": [authority], "name": call.user}
    return api(call, value)


def me(call: Call) -> Answer:
    """``me/api/json``."""
    return api(call, {"_class": "hudson.model.User", "absoluteUrl": f"{call.site.url}/user/{call.user}", "description": None, "fullName": call.user, "id": call.user})


def crumb_issuer(call: Call) -> Answer:
    """``crumbIssuer/api/json``: a crumb bound to a session, which is made if there is none."""
    security = call.site.security
    if not security.use_crumbs:
        return pages.missing()
    session = security.session_of(call.request) or security.new_session()
    crumb = security.crumb(call.user, session)
    answer = api(call, {"_class": "hudson.security.csrf.DefaultCrumbIssuer", "crumb": crumb, "crumbRequestField": "Jenkins-Crumb"})
    answer.headers.append(("Set-Cookie", f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"))
    return answer


def plugin_manager(call: Call) -> Answer:
    """``pluginManager/api/json``: needs Overall/SystemRead."""
    call.site.require(call, "Overall/SystemRead")
    return api(call, {"_class": "hudson.LocalPluginManager", "plugins": call.site.plugins.listed()})


def plugin(call: Call) -> Answer:
    """``pluginManager/plugin/NAME/api/json``."""
    call.site.require(call, "Overall/SystemRead")
    found = [one for one in call.site.plugins.listed() if one["shortName"] == call.rest[2]]
    return api(call, {"_class": "hudson.PluginWrapper", **found[0]}) if found else pages.missing()


def update_center(call: Call) -> Answer:
    """``updateCenter/api/json``."""
    return api(call, {"_class": "hudson.model.UpdateCenter", "restartRequiredForCompletion": False})


def user(call: Call) -> Answer:
    """``user/NAME/api/json``."""
    name = call.rest[1]
    if name not in call.site.security.users:
        return pages.missing()
    return api(call, {"_class": "hudson.model.User", "absoluteUrl": f"{call.site.url}/user/{name}", "description": None, "fullName": name, "id": name})


def check_job_name(call: Call) -> Answer:
    """``checkJobName?value=``: what the form for a new item says of a name."""
    name = call.field("value") or ""
    message = refusal(name) if name else ""
    if name and not message and call.item.child(name) is not None:
        message = f"A job already exists with the name ‘{name}’"
    body = f"<div class=error>{message}</div>" if message else "<div/>"
    return Answer(200, body.encode(), [pages.HTML])


def description(call: Call) -> Answer:
    """``description``: the text alone."""
    return pages.plain(call.item.facts.description or "", api=False)


def quiet_down(call: Call) -> Answer:
    """``POST quietDown`` and ``cancelQuietDown``: a restart is near, or not any more."""
    if call.request.method != "POST":
        return pages.post_only()
    call.site.require(call, "Overall/Manage")
    call.site.quiet = call.rest[0] == "quietDown"
    call.site.quiet_reason = (call.field("message") or call.field("reason")) if call.site.quiet else None
    return pages.redirect("/")


def robots(call: Call) -> Answer:
    """``robots.txt``."""
    text = "# we don't want robots to click \"build\" links\nUser-agent: *\nDisallow: /\n"
    return Answer(200, text.encode(), [("Content-Type", "text/plain"), ("Last-Modified", "Mon, 23 Nov 2026 23:48:15 GMT")])


def computers(call: Call) -> Answer:
    """``computer/api/json``: the nodes, which are settable."""
    listed = [
        {"_class": "hudson.slaves.SlaveComputer", "displayName": name, "offline": False, "assignedLabels": [{"name": label} for label in labels]}
        for name, labels in call.site.nodes.items()
    ]
    return api(call, {"_class": "hudson.model.ComputerSet", "busyExecutors": 0, "computer": listed, "displayName": "Nodes", "totalExecutors": 4})
