"""Starting a sandbox, and waiting until its Jenkins answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_urlsafe

from ..catalog.model import Catalog
from ..doctor.needs import Needs
from ..errors import ControllerError, UserError
from ..jenkins.client import Client, Settings
from .casc import PASSWORD, USER, jenkins_yaml
from .engine import INSIDE, Engine, EngineError, Order
from .plugins import plugins_txt
from .state import Sandbox, save, write_files

PERIOD = 0.5
"""Seconds between two looks at a Jenkins that starts."""

Tell = Callable[[str], None]


def start(catalog: Catalog, needs: Needs, engine: Engine, folder: Path, image: str, port: int, network: str | None, tell: Tell) -> tuple[Sandbox, str]:
    """Write the sandbox's files and start its container; the sandbox and its password.

    Raises:
        EngineError: the engine refused.
        UserError: a file cannot be written.
    """
    url = f"http://127.0.0.1:{port}/"
    files = {"plugins.txt": plugins_txt(needs), "jenkins.yaml": jenkins_yaml(catalog, needs, url)}
    write_files(folder, files)
    password = token_urlsafe(18)
    environment = {
        "CASC_JENKINS_CONFIG": f"/{INSIDE}/jenkins.yaml",
        "SECRETS": f"/{INSIDE}/secrets",  # where the plugin looks for ${...}
        "JAVA_OPTS": "-Djenkins.install.runSetupWizard=false",
    }
    if network == "host":
        environment["JENKINS_OPTS"] = f"--httpPort={port} --httpListenAddress=127.0.0.1"
    engine.fetch(image, tell)
    order = Order(f"gen-pipelines-{catalog.owner}", image, catalog.owner, port, network, environment, {**files, f"secrets/{PASSWORD}": password})
    sandbox = Sandbox(engine.start(order), image, url.rstrip("/"), USER)
    save(folder, sandbox, password)
    return sandbox, password


def wait(sandbox: Sandbox, password: str, engine: Engine, seconds: float, tell: Tell) -> Client:
    """Wait until Jenkins takes the administrator's password; a client of it.

    Raises:
        EngineError: the container ended.
        UserError: Jenkins was not ready in time.
    """
    client = Client(sandbox.url, sandbox.user, password, Settings(connect=5, read=30, wait=0))
    deadline, told = time.monotonic() + seconds, ""
    pause = threading.Event()
    while True:
        try:
            found = client.get_json("whoAmI/api/json")
            if isinstance(found, dict) and found.get("name") == sandbox.user:
                return Client(sandbox.url, sandbox.user, password)
            trouble = "it does not know its administrator yet"
        except ControllerError as error:
            trouble = error.message
        status = engine.status(sandbox.container)
        if status != "running":
            log = "\n  ".join(engine.log(sandbox.container))
            raise EngineError(f"the container ended ({status or 'it is gone'}) before Jenkins was ready; its last lines:\n  {log}", hint="`gen-pipelines sandbox down` removes it")
        if time.monotonic() > deadline:
            raise UserError(f"Jenkins was not ready within {seconds:.0f} s: {trouble}", hint="it may still be starting; --wait gives it longer")
        if trouble != told:
            told = trouble
            tell(f"waiting for Jenkins: {trouble}")
        pause.wait(PERIOD)
