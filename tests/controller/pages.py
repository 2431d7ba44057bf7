"""The answers that a controller gives besides data: empty ones, redirects, and its pages of HTML."""

from __future__ import annotations

import json
from html import escape
from typing import Any
from urllib.parse import quote

from .wire import Answer

HTML = ("Content-Type", "text/html;charset=utf-8")
JETTY_HTML = ("Content-Type", "text/html;charset=iso-8859-1")
JENKINS = ("X-Jenkins", "")
"""Stands for the version and session headers; the controller fills them in."""
COOKIE = ("Set-Cookie", "")
"""Stands for a new session's cookie; the controller fills it in if the client has none."""
PAGE = [HTML, JENKINS, COOKIE]


def done() -> Answer:
    """The bodyless 200 of createItem and config.xml: without X-Jenkins."""
    return Answer(200)


def deleted() -> Answer:
    """The 204 of ``DELETE /job/x/``."""
    return Answer(204)


def redirect(location: str, status: int = 302) -> Answer:
    """A redirect; a real controller's are without a body, and absolute or not as the container likes."""
    return Answer(status, headers=[("Location", location)])


def data(value: Any, pretty: bool = False) -> Answer:
    """An object of the remote API as JSON."""
    if pretty:
        text = json.dumps(value, ensure_ascii=False, indent=2, separators=(",", " : "))
    else:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Answer(200, text.encode("utf-8", "surrogatepass"), [("Content-Type", "application/json;charset=utf-8"), JENKINS])


def plain(text: str, media: str = "text/plain;charset=utf-8", *, api: bool = True) -> Answer:
    """Text of any kind; answers of the remote API carry X-Jenkins."""
    return Answer(200, text.encode("utf-8"), [("Content-Type", media), *([JENKINS] if api else [])])


def config(text: bytes) -> Answer:
    """A config.xml: no charset, no ETag, no X-Jenkins."""
    return Answer(200, text, [("Content-Type", "application/xml")])


def page(title: str, body: str, status: int = 200, extra: list[tuple[str, str]] | None = None) -> Answer:
    """A page in Jenkins' own frame, about as large as the real one is not."""
    text = f'<!DOCTYPE html><html class=""><head resURL="/static"><title>{escape(title)}</title></head><body><div id="main-panel">{body}</div></body></html>'
    return Answer(status, text.encode("utf-8"), [*PAGE, *(extra or [])])


def missing() -> Answer:
    """404: it is not there, or you may not know that it is."""
    return page("Not Found - Jenkins", "<h1>Oops!</h1><h2>Not Found</h2><p>This page may not exist, or you may not have permission to see it.</p>", 404)


def refused(message: str, status: int = 400) -> Answer:
    """A ``Failure``: the text is in the page and, as far as Latin-1 goes, in ``X-Error``."""
    header = "".join(one if ord(one) < 256 and ord(one) >= 32 else " " for one in message)
    return page("Jenkins - Jenkins", f"<h1>Error</h1><p>{escape(message)}</p>", status, [("X-Error", header)])


def oops(number: int) -> Answer:
    """500: what happened is in the controller's log, under a number."""
    identifier = f"00000000-0000-4000-8000-{number:012x}"
    body = f"<h1>Oops!</h1><h2>A problem occurred while processing the request</h2><p>Logging ID={identifier}</p>"
    return page("Jenkins - Jenkins", body, 500)


def post_only(allow: bool = False) -> Answer:
    """405 of an action that only takes POST."""
    body = "<h1>This URL requires POST</h1><p>The URL you're trying to access requires that requests be sent using POST (like a form submission).</p>"
    return page("Form post required - Jenkins" if allow else "Method Not Allowed - Jenkins", body, 405, [("Allow", "POST")] if allow else None)


def jetty(status: int, message: str, uri: str, extra: list[tuple[str, str]] | None = None, servlet: bool = True) -> Answer:
    """An error page of the servlet container."""
    rows = [("URI:", uri), ("STATUS:", str(status)), ("MESSAGE:", message), *([("SERVLET:", "Stapler")] if servlet else [])]
    table = "\n".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    text = (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n'
        f"<title>Error {status} {escape(message)}</title>\n</head>\n<body><h2>HTTP ERROR {status} {escape(message)}</h2>\n<table>\n{table}\n</table>\n"
        '<hr/><a href="https://jetty.org/">Powered by Jetty:// 12.1.5</a><hr/>\n\n</body>\n</html>\n'
    )
    return Answer(status, text.encode("latin-1", "replace"), [JETTY_HTML, *(extra or [])])


def login(target: str) -> Answer:
    """403 for nobody in particular: a page that leads to the login."""
    place = f"/login?from={quote(target, safe='')}"
    text = (
        f"<html><head><meta http-equiv='refresh' content='1;url={escape(place)}'/><script id='redirect' data-redirect-url='{escape(place)}' src='/static/redirect.js'></script>"
        "</head><body style='background-color:white; color:white;'>Authentication required<!--\n--></body></html>"
    )
    required = [("X-You-Are-Authenticated-As", "anonymous"), ("X-You-Are-In-Group-Disabled", "JENKINS-39402")]
    required += [("X-Required-Permission", "hudson.model.Hudson.Read"), ("X-Permission-Implied-By", "hudson.security.Permission.GenericRead")]
    return Answer(403, text.encode(), [*PAGE, *required, ("X-Permission-Implied-By", "hudson.model.Hudson.Administer")])


def denied(user: str, permission: str) -> Answer:
    """403 for a user who lacks a permission, such as ``Job/Configure``."""
    message = f"{user} is missing the {permission} permission"
    group, _, name = permission.partition("/")
    required = [("X-You-Are-Authenticated-As", user), ("X-Required-Permission", f"hudson.model.{'Item' if group == 'Job' else 'Hudson'}.{name}")]
    return page("Jenkins", f"<h1>Access Denied</h1><p>{escape(message)}</p>", 403, required)


def loading(restarting: bool) -> Answer:
    """503 of a controller that starts: without X-Jenkins and Retry-After."""
    title, text = ("Restarting Jenkins", "Please wait while Jenkins is restarting") if restarting else ("Starting Jenkins", "Jenkins is getting ready to work")
    body = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{text}</h1><p>Your browser will reload automatically when Jenkins is ready.</p></body></html>"
    return Answer(503, body.encode(), [HTML, ("Expires", "0"), ("Cache-Control", "no-cache,no-store,must-revalidate")])
