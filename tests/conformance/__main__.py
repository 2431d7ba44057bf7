"""``python -m tests.conformance [-q] [-r] [NAME...]``: run cases and show where they differ; ``-q`` counts only, ``-r`` shows the whole answer."""

from __future__ import annotations

import argparse
import json
import sys
import time
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "generator")]

from gen_pipelines.errors import GenPipelinesError  # noqa: E402
from gen_pipelines.simulate.engine import Engine  # noqa: E402

from .case import cases  # noqa: E402
from .compare import Outcome, run_cases  # noqa: E402
from .table import PAGE, page  # noqa: E402


def show(outcome: Outcome, *, whole: bool) -> None:
    """One case: the pipeline's name, and expected beside got, a line each."""
    print(f"\n== {outcome.case.name}  {outcome.case.how['title']}")
    print(f"   cases/{outcome.case.name}/Jenkinsfile, area {outcome.case.how['area']}")
    for expected, got in zip_longest(outcome.case.expected, outcome.got, fillvalue={}):
        for key in dict.fromkeys((*expected, *got)):
            _side_by_side(key, expected.get(key), got.get(key))
    for message in outcome.case.messages:
        print(f"   Jenkins said: {message}")
    for answer in outcome.answers:
        shown = answer if whole else {key: answer[key] for key in ("errors", "violations") if answer.get(key)}
        if whole or not outcome.agrees:
            print("   " + json.dumps(shown, indent=1, ensure_ascii=False).replace("\n", "\n   "))
        if not whole and not outcome.agrees and "log" in answer:
            print("   log:\n     " + "\n     ".join(answer["log"][-60:]))


def _side_by_side(key: str, expected: object, got: object) -> None:
    if expected == got:
        print(f"   {key}: {expected}")
        return
    if not (isinstance(expected, list) and isinstance(got, list)):
        print(f"   {key}: EXPECTED {expected}  GOT {got}")
        return
    print(f"   {key}:")
    for one, other in zip_longest(expected, got, fillvalue="(nothing)"):
        print(f"     {'  ' if one == other else '! '}{one!s:<60} | {other}")


def main() -> int:
    """Run them; exit code 1 when one differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-q", "--quiet", action="store_true", help="only names and counts")
    parser.add_argument("-r", "--raw", action="store_true", help="the engine's whole answers")
    parser.add_argument("--table", action="store_true", help="write docs/conformance.md from this run of all cases")
    parser.add_argument("-a", "--area", help="only cases of this area")
    given = parser.parse_args()
    began, different, slow = time.monotonic(), [], []
    outcomes: list[Outcome] = []
    try:
        with Engine() as engine:
            chosen = (case for case in cases(*given.names) if given.area in (None, case.how["area"]))
            before = began
            for outcome in run_cases(engine, chosen):
                outcomes.append(outcome)
                slow.append((time.monotonic() - before, outcome.case.name))
                before = time.monotonic()
                if not outcome.agrees:
                    different.append(outcome.case.name)
                if not given.quiet and (given.names or not outcome.agrees):
                    show(outcome, whole=given.raw)
    except GenPipelinesError as error:
        print(f"{error.message}\n  {error.hint}", file=sys.stderr)
        return 1
    if given.table and not (given.names or given.area):
        PAGE.write_text(page(outcomes), encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    print(f"\n{len(outcomes) - len(different)} of {len(outcomes)} agree ({time.monotonic() - began:.1f} s)")
    if different:
        print("different: " + " ".join(name.split("-")[0] for name in different))
    print("slowest: " + ", ".join(f"{name} {took:.1f} s" for took, name in sorted(slow, reverse=True)[:5]))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
