"""``python -m tests.groovy.compile FILE...``: do these files compile under Groovy 2.4.21? Exit code 1 if one does not."""

from __future__ import annotations

import sys
from pathlib import Path

from tests import conftest  # noqa: F401  (makes the package importable)

from .groovy_jvm import problems
from .setup import SetupError


def main(names: list[str]) -> int:
    """Prints file:line:column and the reason for each refused file; returns the exit code."""
    missing = [name for name in names if not Path(name).is_file()]
    if missing or not names:
        print(f"no such file: {', '.join(missing)}" if missing else "usage: python -m tests.groovy.compile FILE...", file=sys.stderr)
        return 2
    try:
        found = problems(Path(name) for name in names)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in found:
        print(problem)
    print(f"{len(names) - len({problem.file for problem in found})} of {len(names)} files compile under Groovy 2.4.21")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
