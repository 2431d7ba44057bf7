"""Run the double as a process: ``python -m tests.controller --port-file FILE``. Ends with the process that started it, or by a signal."""

from __future__ import annotations

import argparse
import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from . import TOKEN, USER, Controller, Settings
from .faults import KINDS, Faults
from .filling import fill
from .plugins import VERSIONS


def main() -> None:
    """Serve until a signal comes; then tell what was counted."""
    options = _options()
    settings = Settings(mode=options.mode, delay=options.delay_ms / 1000, port=options.port, address=options.address, user=options.user, token=options.token)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _listening(Controller(settings, _plugins(options.plugins))) as controller:
        fill(controller.root, options.jobs, options.folders, controller.plugins)
        if options.port_file:
            _write(options.port_file, f"{controller.port}\n")
        if options.fault:
            controller.faults = Faults(tuple(options.fault), options.seed, options.rate)
        print(controller.url, flush=True)
        parent = os.getppid()
        while not stop.wait(1.0) and (not options.with_parent or os.getppid() == parent):
            pass
        print(json.dumps(controller.counters.all()), flush=True)


@contextmanager
def _listening(controller: Controller) -> Iterator[Controller]:
    """The controller at work; a port that somebody else has is told in a sentence."""
    try:
        controller.door.open()
    except OSError as error:
        raise SystemExit(f"port {controller.settings.port} cannot be listened on: {error.strerror}; is another controller running?") from None
    try:
        yield controller
    finally:
        controller.door.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.controller", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--address", default="127.0.0.1", help="where to listen; 0.0.0.0 inside a container")
    parser.add_argument("--user", default=USER, help="the user")
    parser.add_argument("--token", default=TOKEN, help="the user's API token")
    parser.add_argument("--plugins", help="a file with a plugin NAME:VERSION a line; `none` for a controller without plugins that can be left out")
    parser.add_argument("--port-file", help="where to write the port")
    parser.add_argument("--jobs", type=int, default=0, help="jobs that are there from the start")
    parser.add_argument("--folders", type=int, default=0, help="folders that hold them")
    parser.add_argument("--delay-ms", type=float, default=0.0, help="what each answer takes")
    parser.add_argument("--mode", choices=("file", "live"), default="file", help="what config.xml gives back: the file, or the object written anew")
    parser.add_argument("--fault", action="append", choices=KINDS, help="strike requests with this fault; can be given more than once")
    parser.add_argument("--rate", type=float, default=0.2, help="the share of requests that faults strike, from 0 to 1")
    parser.add_argument("--seed", type=int, default=0, help="decides which requests are struck")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent process ends")
    return parser.parse_args()


def _plugins(file: str | None) -> dict[str, str] | None:
    """The plugins that were asked for, or ``None`` for those of the recorded controller and the usual branch sources."""
    if file is None:
        return None
    if file == "none":
        return {name: VERSIONS[name] for name in ("cloudbees-folder", "workflow-job")}
    with open(file, encoding="utf-8") as stream:
        pairs = [line.strip().partition(":") for line in stream if line.strip() and not line.startswith("#")]
    return {name: version or "1.0" for name, _, version in pairs}


def _write(file: str, text: str) -> None:
    with open(f"{file}.new", "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(f"{file}.new", file)


if __name__ == "__main__":
    main()
