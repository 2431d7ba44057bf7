"""``python -m gen_pipelines``, and the console script."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()  # a short run that makes much and drops little: collecting costs a third of it and frees nothing, from the first import on
    from .cli import main as run

    try:
        run()
    finally:
        gc.freeze()  # the interpreter collects once more before it ends; what is about to go need not be searched


if __name__ == "__main__":
    main()
