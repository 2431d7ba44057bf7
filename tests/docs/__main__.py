"""Write the outputs of a page anew: ``python -m tests.docs docs/sync.md``. Read the difference before you commit it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from .double import double
from .page import Session, rewritten

for name in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as scratch, double() as port:
        folder = Path(scratch, "catalog")
        folder.mkdir()
        session = Session(folder, port, Path(sys.executable).parent, {"HOME": scratch, "LANG": "C.UTF-8", "PATH": os.environ["PATH"]})
        page = Path(name)
        page.write_text(rewritten(page.read_text(encoding="utf-8"), session), encoding="utf-8")
