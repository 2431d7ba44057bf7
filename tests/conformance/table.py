"""``docs/conformance.md``, made from a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .compare import Outcome
from .disagreements import DISAGREEMENTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
AREAS = {
    "A": "post conditions",
    "B": "results and errors",
    "C": "timeouts, aborts, parallel, retry",
    "D": "when and the order of directives",
    "E": "environment, parameters, credentials",
    "F": "Groovy, CPS, the sandbox",
    "G": "the declarative validator",
    "H": "shared libraries",
    "I": "steps, agents, inputs, builds of other jobs",
}


def page(outcomes: list[Outcome]) -> str:
    """The whole page."""
    return "\n".join(_lines(outcomes)) + "\n"


def _lines(outcomes: list[Outcome]) -> Iterator[str]:
    agree = sum(outcome.agrees for outcome in outcomes)
    validated = [outcome for outcome in outcomes if outcome.case.validates]
    columns = sum(outcome.columns for outcome in validated)
    yield "# Conformance"
    yield ""
    yield "<!-- Made by `python -m tests.conformance --table` from a run; `make test-simulator` fails when it is stale. -->"
    yield ""
    yield f"The corpus in `tests/conformance/cases` holds {len(outcomes)} small pipelines. Each was run twice on a real controller"
    yield "(core 2.541.3, the plugins of `tests/conformance/plugins.json`) and gave the same both times; `observed.json` beside each is what happened there."
    yield "A case agrees when the simulator gives the same result, the same marker lines in the same order and, from the validator, the same verdict and the same lines."
    yield "Messages are worded in our own way and are not compared."
    yield ""
    yield f"**{agree} of {len(outcomes)} cases agree.** Of the {len(validated)} files sent to the validator, {columns} have every error at the same line and column."
    yield ""
    yield "| area | cases | agree | result | markers | verdict | lines |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for area, title in AREAS.items():
        yield _row(title, [outcome for outcome in outcomes if outcome.case.how["area"] == area])
    yield _row("all", outcomes)
    yield ""
    yield "## Disagreements"
    yield ""
    yield from _disagreements()


def _row(title: str, outcomes: list[Outcome]) -> str:
    ran = [outcome for outcome in outcomes if not outcome.case.validates]
    validated = [outcome for outcome in outcomes if outcome.case.validates]
    cells = [_share(ran, "result"), _share(ran, "markers"), _share(validated, "verdict"), _share(validated, "lines")]
    return f"| {title} | {len(outcomes)} | {sum(outcome.agrees for outcome in outcomes)} | {' | '.join(cells)} |"


def _share(outcomes: list[Outcome], key: str) -> str:
    return f"{sum(outcome.agrees_in(key) for outcome in outcomes)} of {len(outcomes)}" if outcomes else ""


def _disagreements() -> Iterator[str]:
    if not DISAGREEMENTS:
        yield "None."
        return
    yield "| case | why it cannot agree |"
    yield "| --- | --- |"
    for name, reason in DISAGREEMENTS.items():
        yield f"| `{name}` | {reason} |"
