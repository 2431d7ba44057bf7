"""Who may what: hidden items, withheld permissions, crumbs, sessions, restarts."""

from __future__ import annotations

from .conftest import FOLDER, JOB, Asker
from .controller import Controller


def test_a_hidden_item_is_nowhere(controller: Controller, ask: Asker) -> None:
    """Not in a list and not at its place; making it again fails, in one of two ways."""
    ask("POST", "/createItem?name=f", FOLDER.format(""))
    for name in ("seen", "hidden"):
        ask("POST", f"/job/f/createItem?name={name}", JOB)
    hidden = controller.item("f", "hidden")
    assert hidden is not None
    hidden.hidden_from.add(controller.user)
    assert [job["name"] for job in ask.tree("/job/f/", "jobs[name]")["jobs"]] == ["seen"]
    assert ask("GET", "/job/f/job/hidden/config.xml").status == ask("POST", "/job/f/job/hidden/config.xml", JOB).status == 404
    said = ask("POST", "/job/f/createItem?name=hidden", JOB)
    assert (said.status, said.headers["X-Error"]) == (400, "")
    controller.discover = True
    assert ask("POST", "/job/f/createItem?name=hidden", JOB).status == 500


def test_a_missing_permission_is_named(controller: Controller, ask: Asker) -> None:
    """403 with the permission in a header and in the page, for one item or everywhere."""
    ask("POST", "/createItem?name=p", JOB)
    item = controller.item("p")
    assert item is not None
    item.withheld.add("Job/Configure")
    said = ask("POST", "/job/p/config.xml", JOB)
    assert (said.status, said.headers["X-Required-Permission"]) == (403, "hudson.model.Item.Configure")
    assert f"{controller.user} is missing the Job/Configure permission".encode() in said.body
    assert ask("GET", "/job/p/config.xml").status == 200
    controller.security.users[controller.user].lacks.add("Overall/SystemRead")
    assert ask("GET", "/pluginManager/api/json").status == 403


def test_a_crumb_ends_with_its_session(controller: Controller, ask: Asker) -> None:
    """With a password a POST needs a crumb and the cookie of the session that it was made for; a token needs neither."""
    issued = ask("GET", "/crumbIssuer/api/json", secret="password")
    headers = {"Jenkins-Crumb": issued.json["crumb"], "Cookie": (issued.headers["Set-Cookie"] or "").partition(";")[0]}
    assert ask("POST", "/createItem?name=a", JOB, secret="password", **headers).status == 200
    controller.security.lose_sessions()
    refused = ask("POST", "/createItem?name=b", JOB, secret="password", **headers)
    assert refused.status == 403 and b"<title>Error 403 No valid crumb was included in the request</title>" in refused.body and b"Powered by Jetty://" in refused.body
    assert ask("POST", "/createItem?name=b", JOB).status == 200


def test_a_restart_shows(controller: Controller, ask: Asker) -> None:
    """The loading page without a name, then another session id, and every item still there."""
    ask("POST", "/createItem?name=p", JOB)
    before = ask("GET", "/api/json").headers["X-Jenkins-Session"]
    controller.loading = "restarting"
    said = ask("GET", "/job/p/config.xml")
    assert (said.status, said.headers["X-Jenkins"], said.headers["Retry-After"]) == (503, None, None) and b"<title>Restarting Jenkins</title>" in said.body
    controller.restart(0.01)
    controller.calm_down()
    again = Asker(controller)
    assert again("GET", "/api/json").headers["X-Jenkins-Session"] != before
    assert again("GET", "/job/p/config.xml").status == 200
