"""Compiled templates beside their sources, as Python keeps compiled modules.

Set-up makes them (``python -m gen_pipelines.render.compiled``); a run only reads them, and compiles what is missing or was edited since.
They lie in ``__pycache__`` next to the templates: whoever can write there can change the templates themselves.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from ..resources import folder


class CompiledBeside(BytecodeCache):
    """Reads the compiled form of the templates that come with the tool. A team's own are compiled at each run."""

    def __init__(self, *, writing: bool = False) -> None:
        self._folder = folder("templates") / "__pycache__"
        self._writing = writing

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if there is a compiled form of this very source."""
        try:
            with self._file(bucket).open("rb") as stream:
                bucket.load_bytecode(stream)
        except OSError:
            return

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the compiled form, while setting up."""
        if self._writing:
            self._folder.mkdir(exist_ok=True)
            with self._file(bucket).open("wb") as stream:
                bucket.write_bytecode(stream)


def main() -> None:
    """Compile all templates of the tool."""
    from .environment import environment

    made = environment()
    made.bytecode_cache = CompiledBeside(writing=True)
    for name in made.list_templates(extensions=["j2"]):
        made.get_template(name)


if __name__ == "__main__":
    main()
