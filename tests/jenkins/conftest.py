"""A double of a controller, and targets on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gen_pipelines.jenkins.client import Client, Settings
from gen_pipelines.jenkins.controller import ControllerTarget
from tests.controller import Controller

Connect = Callable[..., ControllerTarget]


@pytest.fixture
def controller() -> Iterator[Controller]:
    """An empty controller."""
    with Controller() as made:
        yield made
        assert made.mistakes == []


@pytest.fixture
def connect(controller: Controller) -> Iterator[Connect]:
    """Makes a target, signed in with the token unless a password is given."""
    made: list[ControllerTarget] = []

    def target(token: str | None = None, **settings: float) -> ControllerTarget:
        given = {"connect": 2.0, "read": 5.0, "wait": 10.0, "workers": 4} | settings
        made.append(ControllerTarget(Client(controller.url, controller.user, token or controller.token, Settings(**given))))  # type: ignore[arg-type]
        return made[-1]

    yield target
    for one in made:
        one.client.close()
