"""Contracts and Groovy kept together: each var its contract, each contract its var, the same keys, the same help, and scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gen_pipelines.simulate.reading import read_scenario
from gen_pipelines.steps.load import all_contracts
from gen_pipelines.steps.pages import help_text

from . import HERE, Problem

UNWRITTEN = HERE / "unwritten.txt"
KINDS = {"passing": ("SUCCESS",), "failing": ("FAILURE", "UNSTABLE"), "aborted": ("ABORTED",)}


def unwritten() -> set[str]:
    """The contracts that have no Groovy yet; the one list of them."""
    return {line.strip() for line in UNWRITTEN.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"}


def check_contracts(library: Path, reads: dict[str, set[str]], scenarios: Path, missing: set[str]) -> list[Problem]:
    """Everything where contracts, Groovy, help and scenarios do not fit together. ``missing`` are contracts that may lack their var."""
    contracts, written = set(_names(library, "*.yaml")), set(_names(library, "*.groovy"))
    problems = [Problem(f"vars/{name}.groovy", 1, 1, "contract-missing", f"there is no vars/{name}.yaml that says what {name} promises") for name in written - contracts]
    for name in sorted(contracts - written - missing):
        problems.append(Problem(f"vars/{name}.yaml", 1, 1, "var-missing", f"there is no vars/{name}.groovy that keeps this contract; {UNWRITTEN.name} lists those to come"))
    for name in sorted(missing & written):
        problems.append(Problem(f"vars/{name}.groovy", 1, 1, "var-listed", f"{name} is written: take it off {UNWRITTEN.name}"))
    for name in sorted(missing - contracts):
        problems.append(Problem(UNWRITTEN.name, 1, 1, "var-listed", f"{name} has no contract: take it off the list"))
    return sorted([*problems, *_keys(library, reads), *_help(library), *_scenarios(sorted(written), scenarios)])


def _names(library: Path, pattern: str) -> list[str]:
    return [path.stem for path in (library / "vars").glob(pattern)]


def _keys(library: Path, reads: dict[str, set[str]]) -> Iterator[Problem]:
    contracts = all_contracts(library / "vars")
    for name, keys in sorted(reads.items()):
        if name not in contracts:
            continue
        declared = contracts[name].parameters.keys()
        for key in sorted(keys - declared):
            yield Problem(f"vars/{name}.groovy", 1, 1, "key-undeclared", f'it reads "{key}", which vars/{name}.yaml does not declare')
        for key in sorted(declared - keys):
            yield Problem(f"vars/{name}.yaml", 1, 1, "key-unread", f'it declares "{key}", which vars/{name}.groovy never reads')


def _help(library: Path) -> Iterator[Problem]:
    for name, contract in all_contracts(library / "vars").items():
        text = library / "vars" / f"{name}.txt"
        if not text.is_file() or text.read_text(encoding="utf-8") != help_text(contract):
            yield Problem(f"vars/{name}.txt", 1, 1, "help-stale", "it is not what the contract says; run `make docs`")


def _scenarios(written: list[str], folder: Path) -> Iterator[Problem]:
    """Scenarios of a var are in a folder of its name."""
    for name in written:
        results = set()
        for path in sorted((folder / name).glob("*.yaml")):
            scenario = read_scenario(path).scenario
            results.add(scenario.expect.result if scenario else None)
        for kind, wanted in KINDS.items():
            if results.isdisjoint(wanted):
                yield Problem(f"vars/{name}.groovy", 1, 1, "scenario-missing", f"there is no {kind} scenario in {folder.name}/{name}/ (`expect: {wanted[0]}`)")
