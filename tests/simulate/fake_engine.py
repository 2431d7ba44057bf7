"""Speaks the engine's protocol just well enough to misbehave: what it does is said by the request's script."""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def answer(request: dict[str, object]) -> None:
    """Do what the script says."""
    script = request.get("script")
    if script == "hang":
        time.sleep(600)
    elif script == "hang for good":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    elif script == "die":
        print("out of memory", file=sys.stderr, flush=True)
        os._exit(3)
    elif script == "babble":
        print("this is no JSON", flush=True)
    elif script == "refuse":
        print(json.dumps({"ok": False, "problem": "the key `scirpt` means nothing"}), flush=True)
    else:
        print(json.dumps({"ok": True, "result": "SUCCESS", "pid": os.getpid(), "log": [str(script)]}), flush=True)


for line in sys.stdin:
    answer(json.loads(line))
