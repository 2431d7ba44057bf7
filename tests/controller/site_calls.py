"""Calls on the controller itself: who am I, crumbs, plugins, the remote API of everything."""

from __future__ import annotations

from typing import Any

from . import pages
from .call import Call
from .export import export
from .security import ANONYMOUS, COOKIE
from .tree import MalformedTree, Tree, parse_tree
from .wire import Answer


def api(call: Call, value: Any = None) -> Answer:
    """``api/json`` of an item, or of another object given as data."""
    try:
        tree = asked(call)
        if value is None:
            return pages.data(export(call, call.item, tree), call.field("pretty") == "true")
        return pages.data(cut(value, tree), call.field("pretty") == "true")
    except (MalformedTree, ValueError):
        return call.site.oops()


def asked(call: Call) -> Tree:
    """The tree that a request asks for; without one everything, to the depth that Jenkins gives.

    Raises:
        MalformedTree: it cannot be read.
    """
    text = call.field("tree")
    if text is not None:
        return parse_tree(text)
    int(call.field("depth") or 0)
    shallow = Tree({"name": Tree(), "url": Tree(), "color": Tree()})
    return Tree({"*": shallow})


def cut(value: Any, tree: Tree) -> Any:
    """Data cut to a tree; ``_class`` always stays."""
    if isinstance(value, list):
        return [cut(one, tree) for one in tree.cut(value)]
    if not isinstance(value, dict) or not tree.children:
        return value
    return {name: cut(one, below) for name, one in value.items() for below in [Tree() if name == "_class" else tree.below(name)] if below is not None}


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
