"""Each fault does what it is called, to the requests that the seed chooses, and to no other."""

from __future__ import annotations

import http.client

import pytest

from . import faults
from .conftest import JOB, Asker
from .controller import Controller
from .wire import Request


def strike(controller: Controller, kind: str, **options: float) -> None:
    """Every request from now on."""
    controller.faults = faults.Faults((kind,), rate=1.0, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "done"), [(faults.RESET_BEFORE, False), (faults.RESET_AFTER, True), (faults.TRUNCATED, True)])
def test_cut_off(kind: str, done: bool, controller: Controller, ask: Asker) -> None:
    """No answer, or half of one; the write took effect or did not."""
    strike(controller, kind)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask("POST", "/createItem?name=p", JOB)
    controller.calm_down()
    assert (controller.item("p") is not None) is done


def test_half_a_body(controller: Controller, ask: Asker) -> None:
    """The headers promise more than comes."""
    strike(controller, faults.TRUNCATED)
    with pytest.raises((ConnectionError, http.client.IncompleteRead)):
        ask("GET", "/api/json")


@pytest.mark.parametrize("status", faults.STATUSES)
def test_a_proxy_in_front(status: str, controller: Controller, ask: Asker) -> None:
    """Its pages say nothing of Jenkins. 502, 504 and 500 may come before or after the write."""
    strike(controller, status)
    answers = [ask("POST", f"/createItem?name={number}", JOB) for number in range(40)]
    assert {(said.status, said.headers["X-Jenkins"]) for said in answers} == {(int(status), None)}
    made = len(controller.root.children)
    assert made == 0 if status in ("429", "503") else 0 < made < 40


def test_nobody_listens(controller: Controller, ask: Asker) -> None:
    """A new connection is refused until it is over; the port is the same."""
    port = controller.port
    strike(controller, faults.REFUSED, outage=0.5)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask("GET", "/api/json")
    with pytest.raises(ConnectionError):
        while True:  # the outage begins a moment after its first victim
            ask("GET", "/api/json")
    controller.faults = None
    controller.calm_down()
    assert controller.port == port
    assert ask("GET", "/api/json").status == 200


def test_html_where_json_belongs(controller: Controller, ask: Asker) -> None:
    """Reads of the remote API, and nothing else."""
    strike(controller, faults.HTML)
    assert ask("POST", "/createItem?name=p", JOB).status == 200
    said = ask("GET", "/api/json")
    assert said.status == 200 and said.body.startswith(b"<!DOCTYPE html>")


def test_the_seed_decides(controller: Controller) -> None:
    """The same requests are struck in whatever order they come, about as many as the rate says; only restarts are limited in number."""
    kinds = tuple(kind for kind in faults.KINDS if kind != faults.RESTART)
    requests = [Request("GET", f"/job/{number}/config.xml", {}) for number in range(1000)]
    first, second, other = (faults.Faults(kinds, seed) for seed in (1, 1, 2))
    chosen = [first.choose(one) for one in requests]
    assert chosen == list(reversed([second.choose(one) for one in reversed(requests)]))
    assert chosen != [other.choose(one) for one in requests]
    assert 120 < sum(one is not None for one in chosen) < 280
    assert [first.choose(one) for one in requests] != chosen
