"""``python -m tools.gates [LIBRARY]``"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from gen_pipelines.errors import GenPipelinesError
from gen_pipelines.simulate.engine import Engine

from . import ROOT, GateError, Problem
from .codenarc import codenarc
from .contracts import check_contracts, unwritten
from .groovy import look
from .shell import check_scripts

SCENARIOS = ROOT / "tests" / "scenarios" / "vars"


def steps_of(library: Path) -> set[str]:
    """Every name that is a step: those of the plugins that the engine knows, and the library's."""
    with Engine() as engine:
        known = set(engine.ask({"op": "hello"})["steps"])
    return known | {path.stem for path in (library / "vars").glob("*") if path.suffix in (".groovy", ".yaml")}


def gates(library: Path) -> Iterable[tuple[str, Callable[[], list[Problem]]]]:
    """Every gate with its name, in the order in which they are passed: one that fails keeps the rest from running."""
    looked = look(library, steps_of(library))
    groovy = [problem for problem in looked.problems if problem.rule == "groovy"]
    own = [problem for problem in looked.problems if problem.rule != "groovy"]
    has_groovy = any(library.glob("vars/*.groovy")) or any(library.glob("src/**/*.groovy"))
    yield "Groovy 2.4.21", lambda: groovy
    yield "CodeNarc 3.5.0", lambda: codenarc(library) if has_groovy else []
    yield "checks of our own", lambda: own
    yield "shellcheck 0.9.0", lambda: check_scripts(library)
    yield "contracts", lambda: check_contracts(library, looked.reads, SCENARIOS, unwritten() if library == ROOT else set())


def main(arguments: list[str]) -> int:
    """Pass the gates; exit code 1 at the first that finds something."""
    library = Path(arguments[0]).resolve() if arguments else ROOT
    for name, gate in gates(library):
        began = time.monotonic()
        problems = gate()
        for problem in problems:
            print(problem)
        if problems:
            print(f"{name}: {len(problems)} problem{'s' * (len(problems) != 1)}")
            return 1
        print(f"{name}: passed ({time.monotonic() - began:.1f} s)")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except GenPipelinesError as error:
        sys.exit(f"{error.message}\n  {error.hint}")
    except GateError as error:
        sys.exit(str(error))
