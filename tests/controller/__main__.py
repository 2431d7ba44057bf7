"""Run the double as a process: ``python -m tests.controller --port-file FILE``. Ends with the process that started it, or by a signal."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from . import Controller, Settings
from .filling import fill


def main() -> None:
    """Serve until a signal comes."""
    options = _options()
    settings = Settings(mode=options.mode, delay=options.delay_ms / 1000, port=options.port)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Controller(settings) as controller:
        fill(controller.root, options.jobs, options.folders, controller.plugins)
        if options.port_file:
            _write(options.port_file, f"{controller.port}\n")
        print(f"{controller.url}  user {controller.user}  token {controller.token}", flush=True)
        parent = os.getppid()
        while not stop.wait(1.0) and (not options.with_parent or os.getppid() == parent):
            pass


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.controller", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--port-file", help="where to write the port")
    parser.add_argument("--jobs", type=int, default=0, help="jobs that are there from the start")
    parser.add_argument("--folders", type=int, default=0, help="folders that hold them")
    parser.add_argument("--delay-ms", type=float, default=0.0, help="what each answer takes")
    parser.add_argument("--mode", choices=("file", "live"), default="file", help="what config.xml gives back: the file, or the object written anew")
    parser.add_argument("--with-parent", action="store_true", help="end when the parent process ends")
    return parser.parse_args()


def _write(file: str, text: str) -> None:
    with open(f"{file}.new", "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(f"{file}.new", file)


if __name__ == "__main__":
    main()
